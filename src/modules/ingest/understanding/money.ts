import { fold } from '../../../platform/language';
import type { Lexicon } from './lexicon';
import { compilePattern, findPattern, hasPattern, matchAt, type Pattern } from './pattern';
import { wordsOf } from './words';

/** A sum as a text states it, in whole units. One bound alone is an exact or "about" figure, or "up to" (max alone). */
export interface FoundMoney {
  min?: number;
  max?: number;
  /** ISO 4217 */
  currency: string;
  approximate: boolean;
  start: number;
  end: number;
  asWritten: string;
}

export type FundingStatus = 'secured' | 'partly-secured' | 'unsecured';

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD' };
const CODES = ['EUR', 'USD', 'GBP', 'CHF', 'DKK', 'NOK', 'SEK', 'CZK', 'PLN', 'HUF', 'RON'];
/** `66 785`, `40.000`, `1,5`, `1.500,50`; groups of three are thousands whatever stands between them */
const AMOUNT =
  /(?<![\p{L}\d.,/-])(?:\d{1,3}(?:[\s.,’']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?)/gu;
const BEFORE = 60;

/** All sums of a text that name their currency; `66 785 EUR`, `€ 1.5 million`, `10 – 20 tis. eur`. */
export function findMoney(text: string, lexicons: readonly Lexicon[]): FoundMoney[] {
  const units = unitsOf(lexicons);
  const found: FoundMoney[] = [];
  const amounts = [...text.matchAll(AMOUNT)];
  for (const [index, match] of amounts.entries()) {
    const value = amount(match[0]);
    const end = match.index + match[0].length;
    const after = unitAfter(text.slice(end), units);
    const sign = /(?:([€£$])|\b([A-Z]{3}))\s?$/u.exec(text.slice(Math.max(0, match.index - 5), match.index));
    const currency = after.currency ?? signed(sign?.[1] ?? sign?.[2]);
    if (currency === undefined || Number.isNaN(value)) continue;
    const start = match.index - (after.currency === undefined ? (sign?.[0].length ?? 0) : 0);
    const previous = amounts[index - 1];
    const low = previous && lowerBound(text, previous, start, units, after.factor);
    const last = found.at(-1);
    // "between € 20 and € 30": the first sum is the lower bound, and no sum of its own
    const isBound = low !== undefined && last !== undefined && last.end > (previous?.index ?? start);
    const from = isBound ? last.start : low === undefined ? start : (previous?.index ?? start);
    if (isBound) found.pop();
    found.push({
      ...bounds(low, value * after.factor, text.slice(Math.max(0, from - BEFORE), from), lexicons),
      currency,
      start: from,
      end: end + after.length,
      asWritten: text.slice(from, end + after.length).trim(),
    });
  }
  return found;
}

/** What a text says about whether the money is there; undefined where it says nothing of it. */
export function findFundingStatus(text: string, lexicons: readonly Lexicon[]): FundingStatus | undefined {
  for (const { fundingStatus } of lexicons) {
    if (hasPattern(text, fundingStatus.unsecured)) return 'unsecured';
    if (hasPattern(text, fundingStatus.partly)) return 'partly-secured';
    if (hasPattern(text, fundingStatus.secured)) return 'secured';
  }
  return undefined;
}

function bounds(
  low: number | undefined,
  high: number,
  before: string,
  lexicons: readonly Lexicon[],
): Pick<FoundMoney, 'min' | 'max' | 'approximate'> {
  const lead = before.split(/[;:\n(]|[!?]\s|(?<=\p{L}{4})\.\s/u).at(-1) ?? '';
  const own = lexicons[0];
  const approximate =
    /[~≈±]\s*$/u.test(lead) || lexicons.some((lexicon) => endsWith(lead, lexicon.phrases('about')));
  if (low !== undefined) return { min: low, max: high, approximate };
  const isCeiling = own !== undefined && endsWith(lead, own.phrases('upTo'), true);
  return isCeiling ? { max: high, approximate } : { min: high, approximate };
}

/** A phrase among the last four words, or exactly at the end. */
function endsWith(text: string, patterns: readonly Pattern[], exactly = false): boolean {
  const words = wordsOf(text);
  if (!exactly) return findPattern(words, patterns, Math.max(0, words.length - 4)) !== undefined;
  return patterns.some((pattern) => matchAt(words, pattern, words.length - pattern.weight) !== undefined);
}

function lowerBound(
  text: string,
  previous: RegExpMatchArray,
  start: number,
  units: Units,
  factorOfHigh: number,
): number | undefined {
  const value = amount(previous[0]);
  const rest = text.slice((previous.index ?? 0) + previous[0].length, start);
  const unit = unitAfter(rest, units);
  const between = fold(rest.slice(unit.length)).trim();
  if (!/^[-–—]$/.test(between) && !(between !== '' && units.joining.has(between))) return undefined;
  return Number.isNaN(value)
    ? undefined
    : value * (unit.length > 0 && unit.factor > 1 ? unit.factor : factorOfHigh);
}

function amount(written: string): number {
  const grouped = /^\d{1,3}(?:[\s.,’']\d{3})+(?:[.,]\d{1,2})?$/u.test(written);
  if (!grouped) return Number(written.replace(',', '.'));
  const decimals = /[.,](\d{1,2})$/.exec(written)?.[1];
  const whole = decimals === undefined ? written : written.slice(0, -decimals.length - 1);
  return Number(`${whole.replace(/\D/g, '')}${decimals === undefined ? '' : `.${decimals}`}`);
}

const signed = (unit: string | undefined): string | undefined =>
  unit === undefined ? undefined : (SIGNS[unit] ?? (CODES.includes(unit) ? unit : undefined));

interface Units {
  currencies: readonly { pattern: Pattern; code: string }[];
  factors: ReadonlyMap<string, number>;
  joining: ReadonlySet<string>;
}

const known = new WeakMap<Lexicon, Units>();

/** Made once per language; a word that means several currencies (`kr`) means that of the document's language. */
function unitsOf(lexicons: readonly Lexicon[]): Units {
  const own = lexicons[0];
  const made = own && known.get(own);
  if (made) return made;
  const factors = new Map<string, number>();
  for (const word of own?.words.thousand ?? []) factors.set(fold(word), 1_000);
  for (const word of own?.words.million ?? []) factors.set(fold(word), 1_000_000);
  const units: Units = {
    currencies: lexicons.flatMap(({ words }) =>
      Object.entries(words.currencies).flatMap(([code, names]) =>
        names.map((name) => ({ pattern: compilePattern(name), code })),
      ),
    ),
    factors,
    joining: new Set(lexicons.flatMap(({ words }) => words.until.map((word) => fold(word)))),
  };
  if (own) known.set(own, units);
  return units;
}

/** What follows an amount: `tis. eur`, ` millones de euros`, ` €`, `,- Kč`. */
function unitAfter(rest: string, units: Units): { currency?: string; factor: number; length: number } {
  const filler = /^\s?(?:,-|,–|\.-)?\s?/u.exec(rest)?.[0].length ?? 0;
  const factorWord = /^(\p{L}+)\.?(?:\s(?:de(?=\s)|d['’]))?\s?/u.exec(rest.slice(filler));
  const factor = units.factors.get(fold(factorWord?.[1] ?? ''));
  const at = filler + (factor === undefined ? 0 : (factorWord?.[0].length ?? 0));
  const unit = /^(?:[€£$]|\p{L}+)/u.exec(rest.slice(at))?.[0];
  const length = at + (unit?.length ?? 0);
  const code =
    unit === undefined ? undefined : (signed(unit) ?? signed(unit.toUpperCase()) ?? named(unit, units));
  if (code !== undefined) return { currency: code, factor: factor ?? 1, length };
  return { factor: factor ?? 1, length: factor === undefined ? 0 : at };
}

function named(unit: string, { currencies }: Units): string | undefined {
  const words = wordsOf(unit);
  return currencies.find(({ pattern }) => pattern.weight === 1 && matchAt(words, pattern, 0))?.code;
}
