import { CHROME } from './chrome-phrases';

const MARKS = /\p{M}/gu;
/** letters that do not come apart into a base and a mark */
const SINGLE: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe' };
/** longer lines are sentences of a document, or of a consent that the sure phrases begin */
const LONGEST = 60;

type Certainty = 'sure' | 'near' | 'none';

/** A line as the phrases are written: lower case, without marks. */
function plain(line: string): string {
  return line
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[łøđæœ]/g, (letter) => SINGLE[letter] ?? letter)
    .replace(/\s+/g, ' ');
}

function certainty(line: string): Certainty {
  const text = plain(line);
  if (CHROME.sure.some((phrase) => phrase.test(text))) return 'sure';
  if (text.length <= LONGEST && CHROME.near.some((phrase) => phrase.test(text))) return 'near';
  return 'none';
}

/**
 * Which lines of a scraped page are not of its document: skip links, consent, sign-in, sharing. A line that may be
 * either goes only where it touches, with nothing but empty lines between, one that is sure.
 * @returns indices into `lines`
 */
export function findPageChrome(lines: readonly string[]): Set<number> {
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [{ index, is: certainty(line) }]));
  const chrome = new Set(filled.flatMap(({ index, is }) => (is === 'sure' ? [index] : [])));
  const spread = (order: typeof filled): void => {
    let touches = false;
    for (const { index, is } of order) {
      if (is === 'near' && touches) chrome.add(index);
      touches = chrome.has(index);
    }
  };
  spread(filled);
  spread([...filled].reverse());
  return chrome;
}
