import { headingDepth, isListItem } from '../text/text-lines';
import { byBaseline } from './columns';
import type { Rule, Segment } from './layout.type';

/** A table whose cells are drawn: rows from the top, each with all its cells. */
export interface RuledTable {
  top: number;
  bottom: number;
  left: number;
  right: number;
  rows: { y: number; cells: string[] }[];
}

const NEAR = 3;
/** both paddings of a cell together are hardly ever more */
const MOST_PADDING = 16;

/** Tables of a page whose cells lines part, with the words in each cell. Those words are taken out of `segments`. */
export function takeRuledTables(segments: Segment[], rules: readonly Rule[]): RuledTable[] {
  const tables = connected(rules).flatMap((part) => gridOf(part) ?? []);
  return tables.flatMap((grid) => {
    const inside = segments.filter((segment) => isInside(segment, grid));
    if (inside.length === 0) return [];
    const rows = fillRows(grid, inside).filter(({ cells }) => cells.some((cell) => cell !== ''));
    // A frame around one paragraph, or a column of boxes, is no table.
    if (rows.length === 0 || Math.max(...rows.map(({ cells }) => cells.length)) < 2) return [];
    for (const segment of inside) segments.splice(segments.indexOf(segment), 1);
    const [left = 0, right = 0] = [grid.xs[0], grid.xs.at(-1)];
    return [{ top: grid.ys[0] ?? 0, bottom: grid.ys.at(-1) ?? 0, left, right, rows }];
  });
}

interface Grid {
  xs: number[];
  ys: number[];
  rules: readonly Rule[];
}

const isAcross = (rule: Rule): boolean => rule.x1 - rule.x0 >= rule.y1 - rule.y0;

function touches(a: Rule, b: Rule): boolean {
  return a.x0 <= b.x1 + NEAR && b.x0 <= a.x1 + NEAR && a.y0 <= b.y1 + NEAR && b.y0 <= a.y1 + NEAR;
}

/** Lines that hang together. Sorted from the top, so that only lines that may still touch are compared. */
function connected(rules: readonly Rule[]): Rule[][] {
  const parts: { rules: Rule[]; bottom: number }[] = [];
  for (const rule of [...rules].sort((a, b) => a.y0 - b.y0)) {
    const met = parts.filter(
      (part) => part.bottom >= rule.y0 - NEAR && part.rules.some((other) => touches(other, rule)),
    );
    const [first, ...others] = met;
    if (!first) {
      parts.push({ rules: [rule], bottom: rule.y1 });
      continue;
    }
    first.rules.push(rule, ...others.flatMap((part) => part.rules));
    first.bottom = Math.max(first.bottom, rule.y1, ...others.map(({ bottom }) => bottom));
    for (const other of others) parts.splice(parts.indexOf(other), 1);
  }
  return parts.map((part) => part.rules);
}

function gridOf(rules: readonly Rule[]): Grid | undefined {
  const xs = distinct(rules.filter((rule) => !isAcross(rule)).map((rule) => (rule.x0 + rule.x1) / 2));
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const across = rules.filter(isAcross);
  const ys = distinct(across.map((rule) => (rule.y0 + rule.y1) / 2)).filter((y) => {
    const drawn = across.filter((rule) => Math.abs((rule.y0 + rule.y1) / 2 - y) <= NEAR);
    return covered(drawn, left, right) >= (right - left) * 0.8;
  });
  return xs.length >= 3 && ys.length >= 3 ? { xs, ys, rules } : undefined;
}

function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, index) => index === 0 || value - (sorted[index - 1] ?? 0) > NEAR);
}

/** How much of the stretch the lines draw, overlaps counted once. */
function covered(rules: readonly Rule[], left: number, right: number): number {
  let sum = 0;
  let reached = left;
  for (const { x0, x1 } of [...rules].sort((a, b) => a.x0 - b.x0)) {
    sum += Math.max(0, Math.min(x1, right) - Math.max(x0, reached));
    reached = Math.max(reached, x1);
  }
  return sum;
}

function isInside({ x, right, y, size }: Segment, { xs, ys }: Grid): boolean {
  const middle = y - size * 0.3;
  return (
    x >= (xs[0] ?? 0) - NEAR &&
    right <= (xs.at(-1) ?? 0) + NEAR * 2 &&
    middle >= (ys[0] ?? 0) &&
    middle <= (ys.at(-1) ?? 0)
  );
}

function fillRows({ xs, ys, rules }: Grid, segments: readonly Segment[]): RuledTable['rows'] {
  const down = rules.filter((rule) => !isAcross(rule));
  return ys.slice(0, -1).map((top, index) => {
    const bottom = ys[index + 1] ?? top;
    // A cell over several columns has no line inside.
    const edges = xs.filter((x) =>
      down.some(
        (rule) =>
          Math.abs((rule.x0 + rule.x1) / 2 - x) <= NEAR && rule.y0 < bottom - NEAR && rule.y1 > top + NEAR,
      ),
    );
    const row = segments.filter(({ y, size }) => y - size * 0.3 > top && y - size * 0.3 <= bottom);
    const cells = edges.slice(0, -1).map((left, at) => {
      const right = edges[at + 1] ?? left;
      return textOfCell(
        row.filter((segment) => segment.x >= left - NEAR && segment.x < right - NEAR),
        right - left,
      );
    });
    return { y: top, cells };
  });
}

/** The words of a cell, line by line where a line ended before the cell's edge made it. */
function textOfCell(segments: readonly Segment[], width: number): string {
  const lines = byBaseline(segments).flatMap(asLine);
  const edge = Math.min(...lines.map(({ x }) => x));
  const widest = Math.max(...lines.map((line) => line.right - edge));
  // Both edges of a cell keep the same distance from its words; where a cell is full, its longest line tells how far.
  const room = Math.max(widest, width - MOST_PADDING);
  let text = '';
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (!before) text = line.text;
    else if (beginsAnew(line.text) || (!BEGINS_SMALL.test(line.text) && !isFull(before, line, room)))
      text += `\n${line.text}`;
    else text = joinWords(text, line.text);
  }
  return text;
}

/** Words of one baseline with a gap between them. */
function asLine(row: readonly Segment[]): Segment[] {
  const [first] = row;
  if (!first) return [];
  const text = row.map((segment) => segment.text).join(' ');
  return [{ ...first, text, right: Math.max(...row.map(({ right }) => right)) }];
}

const BEGINS_SMALL = /^[\p{Ll}(]/u;

const beginsAnew = (text: string): boolean => isListItem(text) || headingDepth(text) !== undefined;

/** Whether the first word of the next line had no room in this one. */
function isFull(line: Segment, next: Segment, room: number): boolean {
  const letter = (next.right - next.x) / Math.max(1, next.text.length);
  const word = next.text.split(' ', 1)[0] ?? '';
  return line.right - line.x + (word.length + 1) * letter > room - letter;
}

/** Words of two lines of one paragraph; a hyphen at the end of the first falls where a small letter goes on. */
export function joinWords(before: string, next: string): string {
  if (before === '') return next;
  if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(next)) return before.slice(0, -1) + next;
  return `${before} ${next}`;
}
