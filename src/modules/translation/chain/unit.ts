import type { Locale } from '../../../common/locale';
import { implausible, isSame, lostSpan, type Rejection } from './answer-check';
import type { LanguageDetector } from './language-detector';
import { holdsPlaceholder, mask, type MaskedText, type PlaceholderStyle, unmask } from './placeholders';
import { findFixedSpans, type ProtectedSpan, type SpanKind, withoutOverlaps } from './protected-span';

/** A line of a text, or a part of a long one: what is sent to engines and checked. */
export interface Unit {
  text: string;
  spans: readonly ProtectedSpan[];
  answer: string | null;
  /** name of the path that gave the answer */
  engine: string | null;
  rejection: Rejection | null;
}

export function unitOf(text: string, protect: (part: string) => ProtectedSpan[]): Unit {
  const spans = withoutOverlaps([...findFixedSpans(text), ...protect(text)]);
  return { text, spans, answer: null, engine: null, rejection: null };
}

/** One way of showing a unit to an engine. */
export interface Variant {
  style: PlaceholderStyle;
  hidden: readonly SpanKind[];
  /** kinds whose rendering is put in place of a placeholder */
  inline: readonly SpanKind[];
  bySentence: boolean;
}

/**
 * From the one that leaves engines most to work with to the one that leaves least: numbers decide about the words
 * around them, so they are hidden only after one was lost.
 */
export const VARIANTS: readonly Variant[] = [
  { style: 'word', hidden: ['address', 'tag', 'term'], inline: [], bySentence: false },
  { style: 'word', hidden: ['address', 'tag', 'term', 'name', 'number'], inline: [], bySentence: false },
  { style: 'brace', hidden: ['address', 'tag', 'term', 'name', 'number'], inline: [], bySentence: false },
  { style: 'word', hidden: ['address', 'tag'], inline: ['term', 'name'], bySentence: false },
  { style: 'word', hidden: ['address', 'tag', 'term', 'name', 'number'], inline: [], bySentence: true },
];

/** Another way of showing the text would not help. */
const FINAL = new Set<Rejection>(['unchanged', 'other-language']);

export function isWorthAnotherTry({ answer, rejection }: Unit): boolean {
  return answer === null && (rejection === null || !FINAL.has(rejection));
}

/** The unit as the variant shows it; null where the variant cannot be used for this text. */
export function shown(unit: Unit, variant: Variant): MaskedText | null {
  if (holdsPlaceholder(unit.text, variant.style)) return null;
  const spans = unit.spans.filter(({ kind }) => [...variant.hidden, ...variant.inline].includes(kind));
  return mask(unit.text, spans, variant.style, ({ kind }) => variant.inline.includes(kind));
}

/** Looks at what an engine made of the unit as shown; keeps it as the answer, or why it is none. */
export function judge(
  unit: Unit,
  raw: string,
  masked: MaskedText,
  engine: string,
  languages: { from: Locale; to: Locale },
  detector: LanguageDetector,
): void {
  const answer = unmask(raw, masked);
  unit.rejection =
    answer === null
      ? 'lost-term'
      : (lostSpan(answer, unit.spans, languages.to) ??
        implausible(unit.text, answer, languages.from, languages.to, detector));
  if (answer === null || unit.rejection !== null) return;
  unit.answer = answer;
  unit.engine = engine;
}

/** Letters that are neither protected nor renderings: without any there is nothing to translate. */
export function hasWords(unit: Unit): boolean {
  const left = mask(unit.text, unit.spans, 'brace').text;
  return /\p{L}/u.test(left);
}

export { isSame };
