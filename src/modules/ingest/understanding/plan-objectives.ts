import { fold } from '../../../platform/language';
import { readHeading } from './headings';
import type { ProposedRecord } from './proposal';
import type { Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, type Section, spanOf } from './sections';
import { squeeze, wordsOf } from './words';

/** `SO1`, `OE 2.1` */
const LETTERED = /^\p{Lu}{1,3}\s?\d{1,2}(?:\.\d{1,2}){0,2}[.:)]?\s+(?=\p{L})/u;
/** `1.2`, `3.`, `A.`; a letter or figure alone is a word of the title: "A green city", "3 living rooms" */
const NUMBERED = /^(?:\d{1,2}(?:\.\d{1,2}){1,2}[.:)]?|(?:\d{1,2}|\p{Lu})[.:)])\s+(?=\p{L})/u;
/** Shorter titles stand in too many lines to say which objective one is about. */
const FEWEST_WORDS = 3;

export interface PlanObjective {
  id: string;
  code?: string;
  title: string;
}

/** The objectives of a plan: the items of a list, the cells of a table, or lines. */
export function readObjectives(
  record: RecordBuilder,
  lines: readonly Line[],
  { lexicons }: Reading,
): PlanObjective[] {
  const rows = lines.filter((line) => line.kind === 'table-row');
  const items = lines.filter((line) => line.kind === 'list-item');
  const told = rows.length > 0 ? rows.flatMap(cellsOf) : items.length > 0 ? items : [...lines];
  // The row above a table's rows names its columns.
  const named = told.filter(({ text }) => readHeading(text, lexicons)?.role !== 'objectives');
  const found = named.map((line, index) => ({ ...apart(line.text), id: `o${index + 1}`, line }));
  if (found.length === 0) return [];
  record.value(
    'fields.objectives',
    found.map(({ id, code }) => ({ id, ...(code === undefined ? {} : { code }) })),
    found.map(({ line }) => spanOf(line)),
  );
  for (const { id, title, line } of found) record.value(`texts.objectives.${id}.title`, title, [line]);
  return found.map(({ id, code, title }) => ({ id, title, ...(code === undefined ? {} : { code }) }));
}

/** Says of an action which objective it serves, where one of its lines names that in full. */
export function linkObjective(
  action: ProposedRecord,
  sections: readonly Section[],
  objectives: readonly PlanObjective[],
): void {
  const known = objectives
    .filter(({ title }) => wordsOf(title).length >= FEWEST_WORDS)
    .sort((a, b) => b.title.length - a.title.length);
  for (const line of sections.flatMap(linesOf)) {
    const text = plain(line.text);
    const served = known.find(({ title }) => text.endsWith(plain(title)));
    if (!served) continue;
    action.values['fields.objective'] ??= {
      value: served.id,
      confidence: 0.85,
      spans: [spanOf(line)],
      origin: 'extracted',
    };
    if (action.values['texts.shortDescription']?.value === line.text)
      delete action.values['texts.shortDescription'];
    action.unplaced = action.unplaced.filter(({ text: left }) => left !== line.text);
    return;
  }
}

/** An item, row or line that begins with the code of an objective of its own: `SO1 …`. */
export const isCodedObjective = ({ text }: Line): boolean => LETTERED.test(text);

const cellsOf = (line: Line): Line[] =>
  (line.cells ?? [line.text])
    .flatMap((cell) => cell.split('\n'))
    .filter((text) => wordsOf(text).length > 0)
    .map((text) => ({ ...line, text }));

function apart(text: string): { code?: string; title: string } {
  const [code] = LETTERED.exec(text) ?? NUMBERED.exec(text) ?? [];
  return code === undefined
    ? { title: squeeze(text) }
    : { code: squeeze(code.replace(/[.:)]\s*$/u, '')), title: squeeze(text.slice(code.length)) };
}

const plain = (text: string): string => fold(squeeze(text)).replace(/[.;]+$/u, '');
