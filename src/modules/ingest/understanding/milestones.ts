import type { PartialDate } from '../../../common/partial-date';
import { fold } from '../../../platform/language';
import { findPeriods } from './dates';
import type { DateWords } from './date-words';
import type { Lexicon } from './lexicon';
import type { Line } from './sections';
import { squeeze, wordsOf } from './words';

export interface FoundMilestone {
  title: string;
  /** only where the plan tells it */
  due?: PartialDate;
  dueAsWritten?: string;
  line: Line;
}

const BULLETS = /\s*[•▪●◦]\s*/u;
const NUMBERED_ITEM = /(?:^|\s)(?:\(?\d{1,2}[.)]|[a-z]\))\s+(?=\p{L})/u;
const LABEL =
  /^(?:([\p{L}]+)\s?)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]{1,2}\.?\d{1,2}(?:\.\d{1,2})*)\s*[.:)–—-]\s*(?=[\p{L}"„“«])/u;

/** Milestones of a list: its items, or its lines where nothing is marked as an item. */
export function findMilestones(
  lines: readonly Line[],
  lexicons: readonly Lexicon[],
  dateWords: DateWords,
): FoundMilestone[] {
  const rows = lines.filter((line) => line.kind === 'table-row' && (line.cells?.length ?? 0) > 1);
  if (rows.length > 0) return rowsAsMilestones(rows, lexicons, dateWords);
  return items(lines).flatMap((line) => asMilestone(line, lexicons, dateWords));
}

/** Items with the lines that go on with them. */
function items(lines: readonly Line[]): Line[] {
  const hasItems = lines.some((line) => line.kind === 'list-item');
  const found: Line[] = [];
  for (const line of lines) {
    const before = found.at(-1);
    if (hasItems && line.kind !== 'list-item') {
      const goesOn = before && /^[\p{Ll}(]/u.test(line.text) && !/[.;]$/u.test(before.text);
      if (goesOn) found[found.length - 1] = { ...before, text: `${before.text} ${line.text}` };
      continue;
    }
    for (const text of divided(line.text)) found.push({ ...line, text });
  }
  return found;
}

/** A cell or a line may hold the whole list. */
function divided(text: string): string[] {
  for (const sign of [BULLETS, /;\s+/u]) {
    const parts = text.split(sign).filter((part) => part.trim() !== '');
    if (parts.length > 1) return parts;
  }
  const numbered = text.split(NUMBERED_ITEM).filter((part) => part.trim() !== '');
  return numbered.length > 2 ? numbered : [text];
}

function asMilestone(line: Line, lexicons: readonly Lexicon[], dateWords: DateWords): FoundMilestone[] {
  const { title, due, asWritten } = apart(squeeze(line.text), dateWords);
  const bare = squeeze(withoutLabel(title, lexicons).replace(/[;,]+$/u, ''));
  if (bare === '' || !/\p{L}{2}/u.test(bare)) return [];
  return [
    {
      title: bare,
      line,
      ...(due === undefined ? {} : { due }),
      ...(asWritten === undefined ? {} : { dueAsWritten: asWritten }),
    },
  ];
}

/**
 * A date is the milestone's own where the line sets it apart: in brackets, before a colon, after a dash or comma at
 * the end, or after "by". A year inside a name (`Programme 2030`) is none.
 */
function apart(text: string, dateWords: DateWords): { title: string; due?: PartialDate; asWritten?: string } {
  for (const period of findPeriods(text, dateWords)) {
    const date = period.end ?? period.on;
    if (!date) continue;
    const from = period.start?.start ?? date.start;
    const [before, after] = [text.slice(0, from), text.slice(date.end)];
    const due = { due: date.value, asWritten: period.asWritten };
    const bracket = /^(.*)\([^()]{0,25}$/su.exec(before);
    if (bracket && /^[^()]{0,10}\)[.;,\s]*$/u.test(after)) return { title: bracket[1] ?? '', ...due };
    if (/^[\p{L}\s.]{0,12}$/u.test(before) && wordsOf(before).length <= 2 && /^[.\s]*[:–—-]\s/u.test(after)) {
      return { title: after.replace(/^[.\s]*[:–—-]\s*/u, ''), ...due };
    }
    if (/^[.\s\p{L}]{0,4}[.;,]*$/u.test(after)) {
      const separated = /^(.*?)\s*(?:[:–—,|]|\s-)\s*(?:[\p{L}]+\s){0,3}$/su.exec(before);
      if (separated && wordsOf(separated[1] ?? '').length >= 1) return { title: separated[1] ?? '', ...due };
      if (period.end && !period.start) return { title: text, ...due };
    }
  }
  return { title: text };
}

function withoutLabel(title: string, lexicons: readonly Lexicon[]): string {
  const match = LABEL.exec(title);
  if (!match) return title;
  const word = fold(match[1] ?? '').slice(0, 4);
  const isMilestone =
    word === '' ||
    lexicons.some(({ headings }) =>
      (headings.get('milestones') ?? []).some((pattern) => pattern.parts[0]?.word.startsWith(word)),
    );
  return isMilestone ? title.slice(match[0].length) : title;
}

/** A table of milestones: the widest column names them, a column of dates tells when; a first row of labels is none. */
function rowsAsMilestones(
  rows: readonly Line[],
  lexicons: readonly Lexicon[],
  dateWords: DateWords,
): FoundMilestone[] {
  const width = Math.max(...rows.map((row) => row.cells?.length ?? 0));
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row.cells?.[column] ?? ''));
  const dates = columns.map((cells) => cells.map((cell) => findPeriods(cell, dateWords)[0]));
  const dated = (column: number): number =>
    dates[column]?.filter((period) => period !== undefined).length ?? 0;
  const words = columns.map((cells, column) =>
    dated(column) > rows.length / 2 ? 0 : cells.reduce((sum, cell) => sum + wordsOf(cell).length, 0),
  );
  const titles = words.indexOf(Math.max(...words));
  const when = columns
    .map((_, column) => column)
    .filter((column) => dated(column) >= Math.max(1, rows.length - 2));
  const due = when.at(-1);
  return rows.flatMap((line, index) => {
    const title = squeeze(line.cells?.[titles] ?? '');
    const period = due === undefined ? undefined : dates[due]?.[index];
    const date = period?.end ?? period?.on;
    const isHeader = index === 0 && !date && due !== undefined;
    if (title === '' || isHeader) return [];
    return [
      {
        title: withoutLabel(title, lexicons),
        line,
        ...(date ? { due: date.value, dueAsWritten: period?.asWritten ?? '' } : {}),
      },
    ];
  });
}
