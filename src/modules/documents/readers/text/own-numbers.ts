const LONE_NUMBER = /^\d{1,4}$/;
/** shorter runs are a list or a column of figures rather than the numbers of a page's paragraphs */
const FEWEST = 4;

/**
 * Pages for public comment number their paragraphs: a lone 1, 2, 3… on lines of their own.
 * @returns number by index of its line; empty where the page has none
 */
export function findOwnNumbers(lines: readonly string[]): Map<number, number> {
  const found = new Map<number, number>();
  let next = 1;
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (LONE_NUMBER.test(text) && Number(text) === next) {
      found.set(index, next);
      next++;
    }
  }
  const strangers = lines.filter((line) => LONE_NUMBER.test(line.trim())).length - found.size;
  return found.size >= FEWEST && strangers <= found.size / 4 ? found : new Map();
}
