import { Fragment } from 'react';
import type { TermNote } from './provenance';
import { Term } from './term';

interface ParagraphsProps {
  text: string;
  /** words that are explained where they stand */
  terms?: readonly TermNote[];
}

/** Blank lines part paragraphs; lines that follow each other are items of a list. */
export function Paragraphs({ text, terms = [] }: ParagraphsProps) {
  return placedBlocksOf(text).map((lines, index) => {
    const [first] = lines;
    return lines.length === 1 && first ? (
      <p key={index}>
        <Line line={first} terms={terms} />
      </p>
    ) : (
      <ul key={index} className="prose-list">
        {lines.map((line, item) => (
          <li key={item}>
            <Line line={line} terms={terms} />
          </li>
        ))}
      </ul>
    );
  });
}

function Line({ line, terms }: { line: PlacedLine; terms: readonly TermNote[] }) {
  if (terms.length === 0) return line.text;
  return piecesOf(line, terms).map(({ text, term }, index) =>
    term ? (
      <Term key={index} word={text} definition={term.definition} />
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}

/** A line and where it begins in the whole text. */
export interface PlacedLine {
  text: string;
  start: number;
}

/** The blocks of a text, each its lines; a list's own bullets are left out. */
export function placedBlocksOf(text: string): PlacedLine[][] {
  const blocks: PlacedLine[][] = [[]];
  let start = 0;
  for (const line of text.split('\n')) {
    const words = line.trim();
    if (words === '') blocks.push([]);
    else blocks.at(-1)?.push({ text: words, start: start + line.indexOf(words) });
    start += line.length + 1;
  }
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => (lines.length > 1 ? lines.map(unbulleted) : lines));
}

function unbulleted({ text, start }: PlacedLine): PlacedLine {
  const bullet = /^[-•–*]\s+/.exec(text)?.[0].length ?? 0;
  return { text: text.slice(bullet), start: start + bullet };
}

/** The line cut where terms begin and end. Of terms that overlap the first is explained. */
export function piecesOf(
  line: PlacedLine,
  terms: readonly TermNote[],
): { text: string; term: TermNote | null }[] {
  const pieces: { text: string; term: TermNote | null }[] = [];
  let at = 0;
  for (const term of [...terms].sort((one, other) => one.start - other.start)) {
    const [from, to] = [term.start - line.start, term.end - line.start];
    if (from < at || to <= from || to > line.text.length) continue;
    if (from > at) pieces.push({ text: line.text.slice(at, from), term: null });
    pieces.push({ text: line.text.slice(from, to), term });
    at = to;
  }
  if (at < line.text.length) pieces.push({ text: line.text.slice(at), term: null });
  return pieces;
}

/** The blocks of a text, each its lines. */
export function blocksOf(text: string): string[][] {
  return placedBlocksOf(text).map((lines) => lines.map((line) => line.text));
}
