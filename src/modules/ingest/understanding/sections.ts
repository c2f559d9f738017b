import type { Locale } from '../../../common/locale';
import type { Block, SourceAnchor } from '../../documents';
import { coverageNeeded, type Heading, readHeading, withoutNumber } from './headings';
import type { HeadingRole, Lexicon } from './lexicon';
import { squeeze, wordsOf } from './words';

/** A block of the document as understanding works on it: personal data struck out, navigation gone. */
export interface Line extends Block {
  /** its index in ReadDocument.blocks */
  index: number;
  /** of its passage */
  locale?: Locale;
}

/** A heading with everything down to the next one. */
export interface Section {
  /** undefined for a heading whose meaning is not known, and for what stands before the first one */
  role?: HeadingRole;
  heading?: Line;
  /** words of the heading without number and ornament */
  title: string;
  number?: string;
  /** depth as the file says it, 1 the highest */
  level?: number;
  /** what the heading's own line already tells, as a line of its own */
  inline?: Line;
  lines: Line[];
  /** how sure the meaning is, 0–1 */
  confidence: number;
}

const ALL_CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u;

/** Divides a document by its headings. Rows of a table with a known heading in their first cell are such headings. */
export function divide(lines: readonly Line[], lexicons: readonly Lexicon[]): Section[] {
  const hasHeadings = lines.filter((line) => line.kind === 'heading').length >= 3;
  const parted = lines.flatMap((line) => partLabels(line, lexicons));
  const sections: Section[] = [{ title: '', lines: [], confidence: 1 }];
  for (const line of parted) {
    const opened = openSection(line, hasHeadings, lexicons, sections.at(-1));
    if (opened) sections.push(opened);
    else sections.at(-1)?.lines.push(line);
  }
  return withNumberedHeadings(sections);
}

const LABEL = /(?<=^|\s)(\p{Lu}[^:.;!?()]{1,50}):\s+(?=\S)/gu;

/** "Start: January 2024 End: June 2025": one line of a text that was two or more, each with a label of its own. */
function partLabels(line: Line, lexicons: readonly Lexicon[]): Line[] {
  if (line.kind !== 'paragraph') return [line];
  const own = lexicons.slice(0, 1);
  const starts = [...line.text.matchAll(LABEL)].flatMap((match) => {
    // of "January 2024 End" only the words from the last capital on can be the label
    const words = (match[1] ?? '').split(' ');
    const last = words.length - 1;
    for (let from = match.index === 0 ? 0 : Math.max(0, last - 4); from <= last; from++) {
      const label = words.slice(from).join(' ');
      const heading = /^\p{Lu}/u.test(label) ? readHeading(label, own) : undefined;
      if (heading && heading.coverage >= 0.75)
        return [match.index + words.slice(0, from).join(' ').length + (from > 0 ? 1 : 0)];
    }
    return [];
  });
  if (starts.length < 2 || starts[0] !== 0) return [line];
  return starts.map((start, index) => ({ ...line, text: line.text.slice(start, starts[index + 1]).trim() }));
}

/** Where "1. Vision" and "3. Actions" are headings by their meaning, the short line "2. Setting" is one as well. */
function withNumberedHeadings(sections: readonly Section[]): Section[] {
  const numbered = sections.filter(
    ({ heading, number }) => heading?.kind === 'paragraph' && number !== undefined && /^\d+$/.test(number),
  );
  if (numbered.length < 2) return [...sections];
  return sections.flatMap((section) => {
    const parts: Section[] = [{ ...section, lines: [] }];
    for (const line of section.lines) {
      const { number, text } = withoutNumber(line.text);
      const isHeading =
        line.kind === 'paragraph' &&
        number !== undefined &&
        /^\d+$/.test(number) &&
        wordsOf(text).length <= 7 &&
        !/[.,;:!?]$/u.test(text);
      if (isHeading) parts.push({ heading: line, title: text, number, lines: [], confidence: 0.8 });
      else parts.at(-1)?.lines.push(line);
    }
    return parts;
  });
}

function openSection(
  line: Line,
  hasHeadings: boolean,
  lexicons: readonly Lexicon[],
  current: Section | undefined,
): Section | undefined {
  const isRow = line.kind === 'table-row';
  const filled = line.cells?.filter((cell) => cell !== '').length ?? 0;
  if (isRow && filled !== 2 && !(filled === 1 && namesAction(line, lexicons))) return undefined;
  const text = isRow ? (line.cells?.find((cell) => cell !== '') ?? '') : line.text;
  const needed = coverageNeeded(isRow ? { ...line, text } : line, hasHeadings);
  const heading = needed && readHeading(text, lexicons);
  const level = line.level === undefined ? {} : { level: line.level };
  if (heading && needed && heading.coverage >= needed.coverage && heading.weight >= needed.weight) {
    if (isValueOf(current, line, heading)) return undefined;
    // "• Measure 5.1: …" names the measure of another policy far more often than it begins an action
    if (heading.role === 'action' && line.kind === 'list-item') return undefined;
    const told =
      isRow && filled === 2 ? (line.cells?.filter((cell) => cell !== '')[1] ?? '') : heading.inline;
    const [inline = '', ...further] = told.split('\n');
    return {
      role: heading.role,
      heading: line,
      title: withoutNumber(text).text,
      ...(heading.number === undefined ? {} : { number: heading.number }),
      ...level,
      ...(inline === '' ? {} : { inline: { ...line, kind: 'paragraph', text: inline } }),
      lines: further.map((text) => ({ ...line, kind: 'paragraph', text })),
      confidence: Math.min(1, 0.6 + heading.coverage * 0.4),
    };
  }
  if (!isUnknownHeading(line)) return undefined;
  const { number, text: title } = withoutNumber(line.text);
  return {
    heading: line,
    title,
    ...(number === undefined ? {} : { number }),
    ...level,
    lines: [],
    confidence: 1,
  };
}

/** The row over the fields of an action that has its name and nothing else. */
function namesAction(line: Line, lexicons: readonly Lexicon[]): boolean {
  const role = readHeading(line.cells?.find((cell) => cell !== '') ?? '', lexicons)?.role;
  return role === 'action' || role === 'smallScaleAction';
}

/** In a list of names or values a line of it may read like a heading ("Cooperation"); it is none. */
function isValueOf(current: Section | undefined, line: Line, heading: Heading): boolean {
  if (line.kind === 'heading' || heading.inline !== '' || /:\s*$/u.test(line.text)) return false;
  const isListOfNames = current?.role === 'values' || current?.role === 'targetGroups';
  return isListOfNames && heading.weight < 2;
}

/** Headings of unknown meaning: those that the file marks, and short lines in capitals. */
function isUnknownHeading(line: Line): boolean {
  if (line.kind === 'heading') return true;
  if (line.kind !== 'paragraph') return false;
  const words = wordsOf(line.text).filter((word) => /\p{L}{2}/u.test(word.text)).length;
  return words >= 2 && words <= 12 && line.text.length <= 120 && ALL_CAPITALS.test(line.text);
}

/** Everything that a section says, its heading's own words included. */
export const linesOf = (section: Section): Line[] =>
  section.inline ? [section.inline, ...section.lines] : section.lines;

/** Running text of a section: a line per item, and a blank line between paragraphs, as pages show them. */
export const textOf = (lines: readonly Line[]): string =>
  lines.reduce((text, line, index) => {
    const before = lines[index - 1];
    return before ? `${text}${breakBetween(before, line)}${line.text}` : line.text;
  }, '');

const isProse = ({ kind }: Line): boolean => kind === 'paragraph' || kind === 'heading';

/** Lines of one block are those of a list in a cell. */
const breakBetween = (before: Line, line: Line): string =>
  isProse(before) && isProse(line) && before.index !== line.index ? '\n\n' : '\n';

export const anchorOf = (section: Section): SourceAnchor =>
  section.heading?.anchor ?? section.lines[0]?.anchor ?? {};

/** A span of one line, its quote cut to what a person can take in. */
export function spanOf(line: Line, quote: string = line.text): { anchor: SourceAnchor; quote: string } {
  return { anchor: line.anchor, quote: squeeze(quote) };
}
