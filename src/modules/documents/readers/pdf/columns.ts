import type { PageLayout, PageLine, Segment } from './layout.type';

const FEWEST_LINES = 4;
/** share of a column's width that its lines fill where they are running text; cells of a table fill less */
const FILLED = 0.55;

/** A stretch of a page to be read from its top to its bottom before the next. */
export interface Column {
  segments: Segment[];
  left: number;
  right: number;
}

/**
 * Reading order: columns of running text are read one after the other, between the lines that go across them.
 * @param segments of one page, from the top
 */
export function inReadingOrder(segments: readonly Segment[]): Column[] {
  if (segments.length === 0) return [];
  const left = Math.min(...segments.map(({ x }) => x));
  const right = Math.max(...segments.map((segment) => segment.right));
  const whole = { segments: [...segments], left, right };
  const gutter = findGutter(segments, left, right);
  if (gutter === undefined) return [whole];
  return bands(segments, gutter).flatMap((band) => {
    const onLeft = band.segments.filter((segment) => segment.right <= gutter + 1);
    const onRight = band.segments.filter((segment) => segment.x >= gutter - 1);
    if (band.isAcross || onLeft.length === 0 || onRight.length === 0) {
      return [{ segments: band.segments, left, right: band.isAcross ? right : edge(band.segments) }];
    }
    const [columnLeft, after] = withoutTail(onLeft, onRight);
    return [...inReadingOrder(columnLeft), ...inReadingOrder(onRight), ...inReadingOrder(after)];
  });
}

/** A heading on the left that begins below both columns, with what follows it, is read after both. */
function withoutTail(
  onLeft: readonly Segment[],
  onRight: readonly Segment[],
): [column: readonly Segment[], after: readonly Segment[]] {
  const bottom = Math.max(...onRight.map(({ y }) => y));
  const usual = onLeft.map(({ size }) => size).sort((a, b) => a - b)[Math.floor(onLeft.length / 2)] ?? 0;
  const first = onLeft.findIndex(
    ({ y, size, bold }, index) =>
      y - size > bottom && (size > usual * 1.12 || (bold && onLeft[index - 1]?.bold === false)),
  );
  return first > 0 ? [onLeft.slice(0, first), onLeft.slice(first)] : [onLeft, []];
}

const edge = (segments: readonly Segment[]): number => Math.max(...segments.map(({ right }) => right));

/** Where an empty strip runs down between two columns of running text; undefined where there is none. */
function findGutter(segments: readonly Segment[], left: number, right: number): number | undefined {
  const width = right - left;
  let best: { x: number; crossing: number } | undefined;
  for (let x = left + width * 0.25; x <= left + width * 0.75; x += width / 200) {
    const onLeft = segments.filter((segment) => segment.right <= x);
    const onRight = segments.filter((segment) => segment.x >= x);
    const crossing = segments.length - onLeft.length - onRight.length;
    if (Math.min(onLeft.length, onRight.length) < FEWEST_LINES) continue;
    if (crossing > Math.min(onLeft.length, onRight.length) / 2) continue;
    if (best && crossing >= best.crossing) continue;
    if (!isRunningText(onLeft) || !isRunningText(onRight)) continue;
    best = { x, crossing };
  }
  return best?.x;
}

/** Lines of running text fill their column and are one segment each. */
function isRunningText(segments: readonly Segment[]): boolean {
  const left = Math.min(...segments.map(({ x }) => x));
  const right = edge(segments);
  const shares = segments
    .map((segment) => (segment.right - segment.x) / (right - left))
    .sort((a, b) => a - b);
  const median = shares[Math.floor(shares.length / 2)] ?? 0;
  const letters = segments.reduce((sum, { text }) => sum + text.length, 0) / segments.length;
  return median >= FILLED && letters >= 18;
}

interface Band {
  segments: Segment[];
  /** its lines go over both columns */
  isAcross: boolean;
}

/** Parts of the page between the lines that cross the gutter. */
function bands(segments: readonly Segment[], gutter: number): Band[] {
  const found: Band[] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const isAcross = segment.x < gutter - 1 && segment.right > gutter + 1;
    const last = found.at(-1);
    if (last && last.isAcross === isAcross) last.segments.push(segment);
    else found.push({ segments: [segment], isAcross });
  }
  return found;
}

/** A stretch as lines; segments on one baseline are one line, its cells where it belongs to a table without lines. */
export function toLines({ segments, left, right }: Column, { page }: Pick<PageLayout, 'page'>): PageLine[] {
  const rows = byBaseline(segments);
  const inTable = alignedRows(rows);
  const lines: PageLine[] = [];
  for (const [index, row] of rows.entries()) {
    const [first] = row;
    if (!first) continue;
    const isRow = inTable.has(index);
    lines.push({
      page,
      text: row.map(({ text }) => text).join(isRow ? ' | ' : ' '),
      x: first.x,
      right: edge(row),
      y: first.y,
      size: Math.max(...row.map(({ size }) => size)),
      bold: row.every(({ bold }) => bold),
      columnRight: Math.max(right, left),
      startsStretch: index === 0,
      ...(isRow ? { cells: row.map(({ text }) => text) } : {}),
    });
  }
  return lines;
}

/** Segments of each baseline, from the left. */
export function byBaseline(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row?.[0] && Math.abs(row[0].y - segment.y) < segment.size * 0.4) row.push(segment);
    else rows.push([segment]);
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x));
}

/** Rows of at least three in a run whose cells begin at the same places. */
function alignedRows(rows: readonly Segment[][]): Set<number> {
  const found = new Set<number>();
  for (let start = 0; start < rows.length; start++) {
    let end = start;
    while (end + 1 < rows.length && isAligned(rows[end] ?? [], rows[end + 1] ?? [])) end++;
    if (end - start >= 2) for (let index = start; index <= end; index++) found.add(index);
    start = end;
  }
  return found;
}

function isAligned(a: readonly Segment[], b: readonly Segment[]): boolean {
  if (a.length < 2 || a.length !== b.length) return false;
  return a.every((cell, index) => {
    const other = b[index];
    if (!other) return false;
    const near = cell.size;
    return Math.abs(cell.x - other.x) < near || Math.abs(cell.right - other.right) < near;
  });
}
