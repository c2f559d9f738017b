import type { Locale } from '../../../common/locale';
import { fold, segment, stemmerFor } from '../../../platform/language';

/** A word of a text with the form by which inflections of it are recognised. */
export interface WordForm {
  start: number;
  end: number;
  /** stem of the folded word */
  stem: string;
}

export function wordForms(text: string, locale: Locale): WordForm[] {
  const stem = stemmerFor(locale) ?? ((word: string): string => word);
  return segment(text).map((word) => ({ start: word.start, end: word.end, stem: stem(fold(word.text)) }));
}

/** Places in the words of a text at which a term stands, inflected or not; each the numbers of its first and last word. */
export function placesOf(words: readonly WordForm[], term: readonly WordForm[]): [number, number][] {
  const places: [number, number][] = [];
  if (term.length === 0) return places;
  for (let first = 0; first + term.length <= words.length; first++) {
    if (term.every(({ stem }, index) => isSameStem(stem, words[first + index]?.stem ?? ''))) {
      places.push([first, first + term.length - 1]);
    }
  }
  return places;
}

/**
 * Stemmers leave rests of endings on words they do not know, as names are: `spolupracovn` and `spolupracovni`. Long
 * stems that differ by one or two letters at their end count as one.
 */
function isSameStem(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 6 || long.length - short.length > 2) return false;
  return long.startsWith(short) || (long.length === short.length && long.startsWith(short.slice(0, -1)));
}

/** Whether a translation holds the rendering of a term, as it is or inflected. */
export function holdsTerm(answer: string, rendering: string, locale: Locale): boolean {
  if (answer.includes(rendering)) return true;
  return placesOf(wordForms(answer, locale), wordForms(rendering, locale)).length > 0;
}

/** Letters of a name that stay whatever a language hangs on its end. */
const NAME_STEM = 4;

/** Whether a translation holds one of the forms of a name, up to its ending. */
export function holdsName(answer: string, forms: readonly string[]): boolean {
  const words = segment(answer).map(({ text }) => fold(text));
  return forms.some((form) => {
    const parts = segment(form).map(({ text }) => fold(text));
    if (parts.length === 0) return answer.includes(form);
    const stems = parts.map((part) => part.slice(0, Math.max(NAME_STEM, part.length - 2)));
    return words.some((_, first) =>
      stems.every((stem, index) => {
        const word = words[first + index];
        return word !== undefined && word.startsWith(stem) && word.length <= (parts[index]?.length ?? 0) + 4;
      }),
    );
  });
}
