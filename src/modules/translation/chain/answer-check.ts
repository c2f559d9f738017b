import type { Locale } from '../../../common/locale';
import type { LanguageDetector } from './language-detector';
import type { ProtectedSpan } from './protected-span';
import { holdsName, holdsTerm } from './term-forms';

/** Why an engine's answer is none. */
export type Rejection =
  | 'empty'
  | 'unchanged'
  | 'other-language'
  | 'lost-number'
  | 'lost-address'
  | 'lost-tag'
  | 'lost-term'
  | 'lost-name'
  | 'runaway';

/** Letters below which a language cannot be told for sure, so that no answer is refused for it. */
const LETTERS_TO_TELL = 40;
const SURE = 0.85;
/** Languages so near to one another that a short line may be the same in both. */
const NEAR: readonly (readonly Locale[])[] = [
  ['da', 'nb'],
  ['cs', 'sk'],
  ['ca', 'es'],
];

/** Whether an answer kept what its source has to keep. Null: nothing was lost. */
export function lostSpan(answer: string, spans: readonly ProtectedSpan[], to: Locale): Rejection | null {
  const numbers = numbersIn(answer);
  for (const span of spans) {
    if (span.kind === 'address' && !answer.includes(span.rendering)) return 'lost-address';
    if (span.kind === 'tag' && !answer.includes(span.rendering)) return 'lost-tag';
    if (span.kind === 'number' && !takeNumber(numbers, answer, span.rendering)) return 'lost-number';
    if (span.kind === 'term' && !holdsTerm(answer, span.rendering, to)) return 'lost-term';
    if (span.kind === 'name' && !holdsName(answer, [span.rendering, ...span.alternatives]))
      return 'lost-name';
  }
  return null;
}

/**
 * Whether the words of an answer are a translation at all: there, other than the source, of a likely length, and in
 * the language asked for as far as that can be told.
 */
export function implausible(
  source: string,
  answer: string,
  from: Locale,
  to: Locale,
  detector: LanguageDetector,
): Rejection | null {
  if (answer.trim() === '') return 'empty';
  if (isSame(source, answer) && !mayStayTheSame(source, from, to)) return 'unchanged';
  if (answer.length > 60 + source.length * 4 || answer.length * 6 < source.length - 60) return 'runaway';
  return isOtherLanguage(answer, to, detector) ? 'other-language' : null;
}

export function isSame(source: string, answer: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim().toLowerCase();
  return plain(source) === plain(answer);
}

/** A line of one or two words may be a name; lines of near languages may be alike. Whole texts are looked at again. */
function mayStayTheSame(source: string, from: Locale, to: Locale): boolean {
  const words = source.split(/\s+/u).length;
  const isNear = NEAR.some((pair) => pair.includes(from) && pair.includes(to));
  return words <= (isNear ? 6 : 2);
}

export function isOtherLanguage(answer: string, to: Locale, detector: LanguageDetector): boolean {
  if (lettersIn(answer) < LETTERS_TO_TELL) return false;
  const { locale, confidence } = detector.detectLanguage(answer);
  return locale !== null && locale !== to && confidence >= SURE;
}

/** Whether a text is surely in a language already: then it is no source for one in it. */
export function isSurelyIn(text: string, locale: Locale, detector: LanguageDetector): boolean {
  if (lettersIn(text) < LETTERS_TO_TELL) return false;
  const detected = detector.detectLanguage(text);
  return detected.locale === locale && detected.confidence >= SURE;
}

export function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

const IN_NUMBER = /(?<=\d)[.,'’\u00a0\u202f ](?=\d)/gu;

function digitsOf(number: string): string {
  return number.replace(/\D/gu, '');
}

/** Numbers of a text as digits alone, since languages write 1,000.5 in many ways. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/\d+(?:[.,'’\u00a0\u202f ]\d+)*/gu)].map(([number]) => digitsOf(number));
}

/** Takes one occurrence of the number away; written with other separators it is still there. */
function takeNumber(numbers: string[], answer: string, wanted: string): boolean {
  const digits = digitsOf(wanted);
  const at = numbers.indexOf(digits);
  if (at >= 0) {
    numbers.splice(at, 1);
    return true;
  }
  // Numbers that stand beside one another, or with a sign between, read as one: then it is a part of that.
  const within = numbers.findIndex((number) => number.includes(digits));
  if (within >= 0) {
    numbers[within] = String(numbers[within]).replace(digits, ' ');
    return true;
  }
  return digits.length > 4 && answer.replace(IN_NUMBER, '').includes(digits);
}
