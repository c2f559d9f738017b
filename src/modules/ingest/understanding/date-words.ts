import { fold } from '../../../platform/language';
import type { Lexicon } from './lexicon';
import { matchAt, type Pattern } from './pattern';
import { type Word } from './words';

/** A number, a word or a sign of a text. */
export interface DateToken extends Word {
  isNumber: boolean;
}

const TOKEN = /\d+|\p{L}[\p{L}\p{M}]*|[^\s\p{L}\p{M}\d]/gu;
const ADDRESS = /(?:https?:\/\/|www\.)\S+|\S+@\S+/giu;

export function tokensOf(text: string): DateToken[] {
  const withoutAddresses = text.replace(ADDRESS, (address) => ' '.repeat(address.length));
  return [...withoutAddresses.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    folded: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
    isNumber: /^\d/.test(match[0]),
  }));
}

/** The words of all languages by which dates are written. Where two languages differ the document's own goes first. */
export class DateWords {
  private readonly months = new Map<string, number>();
  private readonly abbreviations = new Map<string, number>();
  private readonly seasons: readonly Pattern[];
  private readonly quarters: readonly Pattern[];
  private readonly between = new Set<string>();
  private readonly connecting = new Set<string>();
  private readonly from = new Set<string>();
  private readonly until = new Set<string>();
  private readonly joining = new Set<string>();

  constructor(lexicons: readonly Lexicon[]) {
    for (const { words } of lexicons) {
      addMonths(this.months, words.months);
      addMonths(this.abbreviations, words.monthAbbreviations);
      for (const word of words.between) this.between.add(fold(word));
      addWords(this.connecting, words.from);
      addWords(this.joining, words.until);
    }
    const own = lexicons[0]?.words;
    addWords(this.from, own?.from ?? []);
    addWords(this.until, own?.until ?? []);
    for (const word of [...this.joining, ...this.between]) this.connecting.add(word);
    this.seasons = lexicons.flatMap((lexicon) => lexicon.phrases('seasons'));
    this.quarters = lexicons.flatMap((lexicon) => lexicon.phrases('quarters'));
  }

  /** 1 to 12; an abbreviation counts only beside a number, since `mar` and `set` are words too */
  month(token: DateToken | undefined, besideNumber: boolean): number | undefined {
    if (!token || token.isNumber) return undefined;
    return this.months.get(token.folded) ?? (besideNumber ? this.abbreviations.get(token.folded) : undefined);
  }

  isSeason(tokens: readonly DateToken[], at: number): boolean {
    return this.seasons.some((pattern) => matchAt(tokens, pattern, at) !== undefined);
  }

  isQuarter(tokens: readonly DateToken[], at: number): boolean {
    return this.quarters.some((pattern) => matchAt(tokens, pattern, at) !== undefined);
  }

  isBetween = (token: DateToken | undefined): boolean =>
    token !== undefined && this.between.has(token.folded);
  /** of the document's own language alone: `in` is "in" here and a part of "until" there */
  isFrom = (token: DateToken | undefined): boolean => token !== undefined && this.from.has(token.folded);
  isUntil = (token: DateToken | undefined): boolean => token !== undefined && this.until.has(token.folded);
  isJoining = (token: DateToken): boolean => this.joining.has(token.folded);
  /** words that may stand between the two dates of a period */
  isConnecting = (token: DateToken): boolean => this.connecting.has(token.folded);
}

function addMonths(into: Map<string, number>, months: readonly (readonly string[])[]): void {
  for (const [index, forms] of months.entries()) {
    for (const form of forms) {
      const key = fold(form);
      if (!into.has(key)) into.set(key, index + 1);
    }
  }
}

/** Of a phrase (`až do`, `de la`) each word. */
function addWords(into: Set<string>, phrases: readonly string[]): void {
  for (const phrase of phrases) for (const word of fold(phrase).split(/[^\p{L}]+/u)) if (word) into.add(word);
}
