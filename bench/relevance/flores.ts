import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fold, segment } from '../../src/platform/language';
import type { BenchDocument } from './bench-engine.type';
import { seededRandom } from './seeded-random';

export interface FloresLanguage {
  locale: string;
  /** each sentence with its recorded English translation */
  documents: BenchDocument[];
  /** sentences as written in that language */
  sentences: string[];
}

/** The languages of the folder other than English, each with its recorded machine translation into English. */
export function readFlores(folder: string): { english: string[]; languages: FloresLanguage[] } {
  const files = readdirSync(folder).sort();
  const english = lines(join(folder, 'en.txt'));
  const languages = files.flatMap((file) => {
    const locale = /^([a-z]{2})\.txt$/.exec(file)?.[1];
    const translation = files.find((other) => other.startsWith(`${locale}-en.`));
    if (!locale || locale === 'en' || !translation) return [];
    const sentences = lines(join(folder, file));
    const translated = lines(join(folder, translation));
    const documents = sentences.map((body, index) => ({
      id: String(index),
      texts: [
        { locale, body },
        { locale: 'en', body: translated[index] ?? '' },
      ],
    }));
    return [{ locale, documents, sentences }];
  });
  return { english, languages };
}

/**
 * Three rare words of each sentence: of its different words of at least 4 letters after folding, the three that
 * stand in the fewest sentences, in the sentence's order. Words as written.
 */
export function rareWords(sentences: readonly string[]): string[][] {
  const words = sentences.map((sentence) =>
    segment(sentence).map(({ text }) => ({ text, folded: fold(text) })),
  );
  const frequencies = new Map<string, number>();
  for (const sentence of words) {
    for (const word of new Set(sentence.map(({ folded }) => folded))) {
      frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
    }
  }
  return words.map((sentence) => {
    const seen = new Set<string>();
    const candidates = sentence.flatMap(({ text, folded }, index) => {
      if (folded.length < 4 || seen.has(folded)) return [];
      seen.add(folded);
      return [{ text, index, frequency: frequencies.get(folded) ?? 0 }];
    });
    return candidates
      .sort((a, b) => a.frequency - b.frequency || a.index - b.index)
      .slice(0, 3)
      .sort((a, b) => a.index - b.index)
      .map(({ text }) => text);
  });
}

const SLIPS = [
  (word: string, at: number): string =>
    word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1),
  (word: string, at: number): string => word.slice(0, at + 1) + (word[at] ?? '') + word.slice(at + 1),
] as const;

/**
 * The queries with slips of the hand in words of at least 5 letters, never in the first letter: two letters swapped,
 * one dropped, one doubled, by turns. `every` false: in exactly one word of each query, true: in all of them.
 * A query without such a word stays as it is.
 */
export function mistype(queries: readonly string[][], every: boolean, seed = 20240401): string[][] {
  const random = seededRandom(seed);
  let turn = 0;
  return queries.map((words) => {
    const long = words.flatMap((word, index) => (fold(word).length >= 5 ? [index] : []));
    const one = long[Math.floor(random() * long.length)];
    const chosen = every || one === undefined ? long : [one];
    return words.map((word, index) => {
      if (!chosen.includes(index)) return word;
      const slip = SLIPS[turn % SLIPS.length];
      turn += 1;
      return slip ? slipIn(word, slip, random) : word;
    });
  });
}

/** Makes the slip at a place where it changes the word. */
function slipIn(word: string, slip: (word: string, at: number) => string, random: () => number): string {
  const places = Array.from({ length: word.length - 2 }, (_, index) => index + 1);
  while (places.length > 0) {
    const [at = 1] = places.splice(Math.floor(random() * places.length), 1);
    const slipped = slip(word, at);
    if (slipped !== word) return slipped;
  }
  return word;
}

export function hasFlores(folder: string): boolean {
  return existsSync(join(folder, 'en.txt'));
}

function lines(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
}
