import type { PDFPageProxy } from 'pdfjs-dist';
import type { Rule } from './layout.type';

export type Matrix = readonly [number, number, number, number, number, number];
type Operators = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>;
/** numbers of the operators, from the library */
export type OperatorNumbers = Readonly<Record<string, number>>;

/** thicker is a coloured area, not a line of a table */
const THICKEST = 3;
const SHORTEST = 6;
/** drawings with more lines than any table */
const MOST_RULES = 20_000;

export interface PageMarks {
  rules: Rule[];
  /** share of the page that pictures cover */
  pictured: number;
  /** names of the pictures that cover most of it, for text recognition */
  pictures: string[];
}

/** Lines and pictures of a page, from what it tells a printer to draw. */
export function readMarks(
  operators: Operators,
  numbers: OperatorNumbers,
  view: Matrix,
  area: number,
): PageMarks {
  const marks: PageMarks = { rules: [], pictured: 0, pictures: [] };
  const kept: Matrix[] = [];
  let current: Matrix = view;
  for (const [index, operator] of operators.fnArray.entries()) {
    const given = operators.argsArray[index] as unknown[] | null;
    if (operator === numbers['save']) kept.push(current);
    else if (operator === numbers['restore']) current = kept.pop() ?? current;
    else if (operator === numbers['transform'] && isMatrix(given)) current = multiply(current, given);
    else if (operator === numbers['paintFormXObjectBegin'] && isMatrix(given?.[0])) {
      kept.push(current);
      current = multiply(current, given[0]);
    } else if (operator === numbers['paintFormXObjectEnd']) current = kept.pop() ?? current;
    // A path that is neither drawn nor filled says where the next things may show; nobody sees it.
    else if (operator === numbers['constructPath'] && given && given[0] !== numbers['endPath'])
      addRules(marks.rules, given, current);
    else if (operator === numbers['paintImageXObject'] || operator === numbers['paintImageMaskXObject']) {
      const share = Math.abs(current[0] * current[3] - current[1] * current[2]) / area;
      marks.pictured = Math.min(1, marks.pictured + share);
      if (share > 0.2 && typeof given?.[0] === 'string') marks.pictures.push(given[0]);
    } else if (operator === numbers['paintInlineImageXObject']) {
      const share = Math.abs(current[0] * current[3] - current[1] * current[2]) / area;
      marks.pictured = Math.min(1, marks.pictured + share);
    }
  }
  return marks;
}

/** Straight pieces of a path, across or down. The path is a flat list: 0 x y moves, 1 x y draws, 2 and 3 bend, 4 closes. */
function addRules(rules: Rule[], given: readonly unknown[], matrix: Matrix): void {
  const path = (given[1] as unknown[] | undefined)?.[0];
  if (!(path instanceof Float32Array) && !Array.isArray(path)) return;
  const numbers = path as ArrayLike<number>;
  let start: readonly [number, number] = [0, 0];
  let at = start;
  for (let index = 0; index < numbers.length && rules.length < MOST_RULES;) {
    const step = numbers[index];
    const point = apply(matrix, numbers[index + 1] ?? 0, numbers[index + 2] ?? 0);
    if (step === 0) [start, at, index] = [point, point, index + 3];
    else if (step === 1) {
      addRule(rules, at, point);
      [at, index] = [point, index + 3];
    } else if (step === 2) {
      [at, index] = [apply(matrix, numbers[index + 5] ?? 0, numbers[index + 6] ?? 0), index + 7];
    } else if (step === 3) {
      [at, index] = [apply(matrix, numbers[index + 3] ?? 0, numbers[index + 4] ?? 0), index + 5];
    } else {
      addRule(rules, at, start);
      [at, index] = [start, index + 1];
    }
  }
}

function addRule(rules: Rule[], from: readonly [number, number], to: readonly [number, number]): void {
  const rule = {
    x0: Math.min(from[0], to[0]),
    x1: Math.max(from[0], to[0]),
    y0: Math.min(from[1], to[1]),
    y1: Math.max(from[1], to[1]),
  };
  const [across, down] = [rule.x1 - rule.x0, rule.y1 - rule.y0];
  if (Math.min(across, down) < THICKEST && Math.max(across, down) >= SHORTEST) rules.push(rule);
}

function isMatrix(value: unknown): value is Matrix {
  return (
    (Array.isArray(value) || value instanceof Float32Array) &&
    value.length === 6 &&
    Array.from(value as ArrayLike<unknown>).every((entry) => typeof entry === 'number')
  );
}

/** A change of place, size and direction: the six numbers that PDF gives it. */
export function asMatrix([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

function apply(m: Matrix, x: number, y: number): readonly [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}
