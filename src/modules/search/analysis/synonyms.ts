import { fold, segment } from '../../../platform/language';
import type { QueryWord } from './analysis.type';
import { isStopWordAnywhere } from './stop-words';

/** Ways to say the same thing, from the data: a place with its exonyms and inflected names, a concept with its labels. */
export type SynonymGroup = readonly string[];

/** A group says at most so much about a query; more would drown the query's own words. */
const MOST_SYNONYMS = 12;
const LONGEST_ENTRY = 5;

/** Groups of synonyms, ready to be looked up by folded words. Rebuilt when the data changes; immutable. */
export class SynonymTable {
  /** key of an entry → the folded words of all the other entries of its groups */
  private readonly others = new Map<string, string[][]>();

  constructor(groups: Iterable<SynonymGroup>) {
    for (const group of groups) {
      const entries = new Map<string, string[]>();
      for (const entry of group) {
        const words = segment(entry).map((word) => fold(word.text));
        if (words.length > 0 && words.length <= LONGEST_ENTRY) entries.set(keyOf(words), words);
      }
      for (const key of entries.keys()) {
        const known = this.others.get(key) ?? [];
        for (const [other, words] of entries) {
          if (other !== key && !known.some((have) => keyOf(have) === other)) known.push(words);
        }
        this.others.set(key, known);
      }
    }
  }

  /** The other ways to say these folded words, at most twelve. */
  of(words: readonly string[]): string[][] {
    return (this.others.get(keyOf(words)) ?? []).slice(0, MOST_SYNONYMS);
  }

  /**
   * The words with their synonyms. Where several words in a row are an entry together (`usti nad labem`), each of
   * them may be satisfied by what the entry is also called. Unfinished words have none: they are not said yet.
   */
  applyTo(words: readonly QueryWord[]): QueryWord[] {
    const expanded = words.map((word) => ({ ...word, synonyms: [...word.synonyms] }));
    for (let from = 0; from < expanded.length; from += 1) {
      for (let to = from + 1; to <= Math.min(expanded.length, from + LONGEST_ENTRY); to += 1) {
        const span = expanded.slice(from, to);
        for (const synonym of this.of(span.map(({ folded }) => folded))) {
          for (const word of span) word.synonyms.push(synonym);
        }
      }
    }
    return expanded;
  }
}

/** Little words are no part of a key, as queries come without them (`usti labem` for `Ústí nad Labem`). */
function keyOf(words: readonly string[]): string {
  const telling = words.filter((word) => !isStopWordAnywhere(word));
  return (telling.length > 0 ? telling : words).join(' ');
}
