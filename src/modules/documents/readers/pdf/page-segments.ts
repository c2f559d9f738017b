import type { Rule, Segment } from './layout.type';

/** A run of letters as the PDF reader of pdf.js gives it, already turned the way the page is looked at. */
export interface TextRun {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  bold: boolean;
}

/** A gap of this many letter heights parts two cells or columns; less parts words. */
const WIDE_GAP = 1.4;
const WORD_GAP = 0.16;
/** letters may lean over the edge of their cell by so many points */
const SLACK = 1.5;
/** bullets of symbol fonts come as characters of nobody's alphabet */
const PRIVATE_USE = /[\ue000-\uf8ff]/g;

/** Runs on one baseline put together into segments, from the top left to the bottom right; never over a drawn line. */
export function toSegments(runs: readonly TextRun[], rules: readonly Rule[] = []): Segment[] {
  const walls = rules.filter(({ x0, x1, y0, y1 }) => y1 - y0 > x1 - x0);
  const filled = runs
    .filter(({ text, size }) => text.trim() !== '' && size > 0)
    .sort((a, b) => a.y - b.y || a.x - b.x);
  return baselines(filled).flatMap((line) => segmentsOf(line, wallsAt(line, walls)));
}

/** Runs by baseline; marks that stand a little higher or lower belong to the line they touch. */
function baselines(runs: readonly TextRun[]): TextRun[][] {
  const lines: { y: number; runs: TextRun[] }[] = [];
  for (const run of runs) {
    const line = lines.findLast(({ y }) => Math.abs(y - run.y) < run.size * 0.4);
    if (line) line.runs.push(run);
    else lines.push({ y: run.y, runs: [run] });
  }
  return lines.map((line) => line.runs.sort((a, b) => a.x - b.x));
}

/** Drawn lines that run down through a baseline. */
function wallsAt(runs: readonly TextRun[], walls: readonly Rule[]): Rule[] {
  const [first] = runs;
  if (!first) return [];
  const middle = first.y - first.size * 0.3;
  return walls.filter(({ y0, y1 }) => y0 < middle && y1 > middle);
}

const isParted = (before: Segment, run: TextRun, walls: readonly Rule[]): boolean =>
  walls.some(({ x0, x1 }) => x0 > before.right - SLACK && x1 < run.x + SLACK);

function segmentsOf(runs: readonly TextRun[], walls: readonly Rule[]): Segment[] {
  const segments: Segment[] = [];
  let boldLetters = 0;
  let letters = 0;
  for (const run of runs) {
    const text = run.text.replace(PRIVATE_USE, '•');
    const last = segments.at(-1);
    const gap = last ? run.x - last.right : 0;
    if (!last || gap > WIDE_GAP * Math.max(run.size, last.size) || isParted(last, run, walls)) {
      segments.push({ text, x: run.x, right: run.x + run.width, y: run.y, size: run.size, bold: run.bold });
      [boldLetters, letters] = [run.bold ? text.length : 0, text.length];
      continue;
    }
    // A bold run that is printed twice, a hair's breadth apart, is one.
    if (last.text.endsWith(text) && text.length > 3 && run.x < last.right - run.width * 0.8) continue;
    const needsSpace = gap > WORD_GAP * run.size && !/\s$/.test(last.text) && !/^\s/.test(text);
    last.text += (needsSpace ? ' ' : '') + text;
    last.right = Math.max(last.right, run.x + run.width);
    if (run.size > last.size) [last.size, last.y] = [run.size, run.y];
    letters += text.length;
    boldLetters += run.bold ? text.length : 0;
    last.bold = boldLetters > letters * 0.8;
  }
  return segments.map((segment) => ({ ...segment, text: segment.text.replace(/\s+/g, ' ').trim() }));
}
