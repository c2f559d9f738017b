import type { PageLine } from './layout.type';

/** Share of a page's height, at its top and at its bottom, in which running heads stand. */
const MARGIN = 0.13;
const PAGE_NUMBER =
  /^[-–—\s]*(?:(?:page|pagina|p[aà]gina|side|strana|str\.?|strona|oldal|lpp\.?|lappuse|pag\.?|p\.)\s*)?\d{1,4}(?:\s*(?:\/|\||of|van|af|av|de|din|z|ze|no|\.|lpp\.?|oldal)\s*\d{0,4})?[-–—\s]*$/iu;

interface PageSize {
  page: number;
  height: number;
}

/** Lines without those that stand on page after page, at its top or bottom, and without page numbers. */
export function withoutRunningLines(lines: readonly PageLine[], pages: readonly PageSize[]): PageLine[] {
  const heights = new Map(pages.map(({ page, height }) => [page, height]));
  const isMarginal = ({ page, y }: PageLine): boolean => {
    const height = heights.get(page) ?? 0;
    return y < height * MARGIN || y > height * (1 - MARGIN);
  };
  const places = new Map<string, Set<number>>();
  for (const line of lines) {
    if (!isMarginal(line)) continue;
    for (const place of placesOf(line)) places.set(place, (places.get(place) ?? new Set()).add(line.page));
  }
  const needed = Math.max(2, Math.min(pages.length * 0.4, 12));
  const isRunning = (line: PageLine): boolean => {
    const pagesOfLine = new Set(placesOf(line).flatMap((place) => [...(places.get(place) ?? [])]));
    // On two facing pages only what is the same to the letter counts: digits differ in tables too.
    return pagesOfLine.size >= needed;
  };
  return lines.filter((line) => {
    if (!isMarginal(line)) return true;
    return !PAGE_NUMBER.test(line.text) && !isRunning(line);
  });
}

/** The line's words without their digits, with its height on the page in steps that overlap. */
function placesOf({ text, y }: PageLine): string[] {
  const words = text.replace(/\d+/g, '#');
  const step = Math.round(y / 8);
  return [step - 1, step, step + 1].map((at) => `${at}:${words}`);
}
