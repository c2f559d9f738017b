import type { Lexicon } from './lexicon';
import { compilePatterns, findPattern, findPatterns, type Pattern } from './pattern';
import { squeeze, wordsOf } from './words';

/** A source of money and, where told, its share in percent; `note` keeps the words as written. */
export interface FoundFunding {
  /** concept of the scheme `funding-source` */
  source: string;
  share?: number;
  note?: string;
}

/** Programmes that have one name in all languages. */
const NAMED_PROGRAMMES: readonly (readonly [string, readonly Pattern[]])[] = [
  ['urbact', compilePatterns(['urbact'])],
  ['interreg', compilePatterns(['interreg'])],
  ['horizon', compilePatterns(['horizon europe', 'horizon 2020', 'horizont europa', 'horizonte europa'])],
  ['erasmus', compilePatterns(['erasmus'])],
  ['cerv', compilePatterns(['cerv'])],
];
/** Words that name a source only where money is spoken of: "the city", "the state". */
const EVERYDAY = new Set(['national', 'regional', 'municipal', 'private', 'foundation']);

const PERCENT = /(\d{1,3}(?:[.,]\d{1,2})?)\s*%/u;
const SHARE_IN_BRACKETS = /\(\s*(\d{1,3}(?:[.,]\d{1,2})?\s*%)\s*\)/gu;
/** parts of a list of shares; a comma inside a number parts nothing */
const SEPARATOR = /[;()\n]|\s\+\s|,(?!\d)/u;
/** "80 % city and 20 % state" are two shares, "EEA and Norway Grants 20 %" is one */
const AND = /\s(?:and|en|og|y|i|a|un|és|și|oraz)\s/u;
const LONGEST_NOTE = 120;

/**
 * Shares as a list tells them, in either order: `80% - ERAF, 10%- valsts`, `EFRO 80 %; gemeente 20 %`. A share whose
 * source is not known keeps its words. Empty where fewer than one known source stands beside a percentage.
 */
export function findFundingShares(text: string, lexicons: readonly Lexicon[]): FoundFunding[] {
  const shares: FoundFunding[] = [];
  let isKnown = false;
  // "ERDF (60%)" tells the share of what stands before it.
  for (const part of text.replace(SHARE_IN_BRACKETS, ' $1 ').split(SEPARATOR).flatMap(eachShare)) {
    const percent = PERCENT.exec(part);
    if (!percent) continue;
    const share = Number((percent[1] ?? '').replace(',', '.'));
    const name = squeeze(part.replace(PERCENT, ' ').replace(/^[\s:–—-]+|[\s:–—.-]+$/gu, ''));
    const words = afterLabel(name);
    const source = sourceOf(words, lexicons);
    if (share > 100 || words === '') continue;
    if (source !== undefined) isKnown = true;
    shares.push({
      source: `funding-source/${source ?? 'other'}`,
      share,
      ...(source === undefined ? { note: words.slice(0, LONGEST_NOTE) } : {}),
    });
  }
  const total = shares.reduce((sum, { share = 0 }) => sum + share, 0);
  return isKnown && total <= 100.5 ? shares : [];
}

/**
 * Funds and programmes that a text names. `everyday` sources (state, city …) count only where the text is known to
 * tell who pays.
 */
export function findFundingSources(
  text: string,
  lexicons: readonly Lexicon[],
  everyday: boolean,
): FoundFunding[] {
  const words = wordsOf(text);
  const found = new Map<string, FoundFunding>();
  const add = (key: string, patterns: readonly Pattern[]): void => {
    if (found.has(key) || !findPattern(words, patterns)) return;
    found.set(key, { source: `funding-source/${key}` });
  };
  for (const [key, patterns] of NAMED_PROGRAMMES) add(key, patterns);
  for (const [key, patterns] of lexicons[0]?.fundingSources ?? []) {
    if (everyday || !EVERYDAY.has(key)) add(key, patterns);
  }
  return [...found.values()];
}

function eachShare(text: string): string[] {
  const parts = text.split(AND);
  return parts.every((part) => PERCENT.test(part)) ? parts : [text];
}

/** "Budget 66 785 EUR: ERDF" → "ERDF": what stands before a colon is no source. */
const afterLabel = (name: string): string =>
  name
    .split(/[:–—]\s|\s-\s/u)
    .at(-1)
    ?.trim() ?? '';

/** The source that most words of a name speak of. */
function sourceOf(name: string, lexicons: readonly Lexicon[]): string | undefined {
  const words = wordsOf(name);
  const named = NAMED_PROGRAMMES.find(([, patterns]) => findPattern(words, patterns));
  if (named) return named[0];
  for (const lexicon of lexicons) {
    let best: { key: string; weight: number } | undefined;
    for (const [key, patterns] of lexicon.fundingSources) {
      const weight = findPatterns(words, patterns).reduce((sum, match) => sum + match.weight, 0);
      if (weight > (best?.weight ?? 0)) best = { key, weight };
    }
    if (best) return best.key;
  }
  return undefined;
}
