import { createHash } from 'node:crypto';
import type { Locale } from '../../../common/locale';
import type { TextWeight } from '../../records';
import { eachWord } from '../analysis';
import { conceptTerm } from '../concept-labels';
import { ANY_LANGUAGE, type SearchDocument, type SearchRow } from '../indexing/search-document';
import { countOne, type PackedCounts } from './postings';
import type { TermNumbers } from './term-numbers';

/** Place in `FIELDS`. */
const FIELD_OF: Record<TextWeight, number> = { title: 0, summary: 1, field: 2, body: 3 };
const CONCEPTS_FIELD = 2;
/** A concept counts as so many words of a row's length: what it is called in one language, synonyms and all. */
const WORDS_OF_A_CONCEPT = 5;
/** what an index keeps of a length */
const LONGEST = 65_535;

export interface EncodedRow {
  locale: Locale;
  /** numbers of the terms that stand in it, each once */
  terms: number[];
  /** of each of `terms` */
  counts: PackedCounts[];
  /** number of words per field */
  lengths: [number, number, number, number];
  /** see `wordsOfRows` */
  words: string;
}

export interface EncodedDocument {
  document: SearchDocument;
  rows: EncodedRow[];
  fingerprint: string;
}

/** Between rows and between fields in `words`; no word has them. */
const ROW_END = '\f';
const FIELD_END = '\n';

/** Brings documents into the form of the index. */
export class DocumentEncoder {
  /** occurrences of each term in the row at hand */
  private counts = new Uint32Array(4096);

  constructor(private readonly numbers: TermNumbers) {}

  /** A record without a word still has one row, so that it is listed. */
  encode(document: SearchDocument): EncodedDocument {
    const concepts = document.concepts.map((id) => this.numbers.of(conceptTerm(id)));
    const rows = document.rows.map((row) => this.encodeRow(row, concepts));
    return { document, rows, fingerprint: fingerprintOf(document) };
  }

  private encodeRow(row: SearchRow, concepts: readonly number[]): EncodedRow {
    const terms: number[] = [];
    const add = (term: number, field: number): void => {
      if (term >= this.counts.length) this.grow(term);
      const count = this.counts[term] ?? 0;
      if (count === 0) terms.push(term);
      this.counts[term] = countOne(count, field);
    };
    const lengths: [number, number, number, number] = [0, 0, 0, 0];
    /** put together at the end: adding each word to a text is slower, and makes garbage of every step */
    const words: string[] = [''];
    const joined: string[] = [];
    for (const { weight, text, locale } of row.texts) {
      const field = FIELD_OF[weight];
      let count = 0;
      eachWord(text, locale ?? ANY_LANGUAGE, (word, isJoined) => {
        this.numbers.note(word);
        add(word.foldedNumber, field);
        if (word.stemNumber >= 0) add(word.stemNumber, field);
        if (isJoined) joined.push(word.folded, FIELD_END);
        else {
          words.push(word.folded);
          count += 1;
        }
      });
      words.push(FIELD_END);
      // Names are alternatives: each stands for itself, so many of them are no long text.
      const length = lengths[field] ?? 0;
      lengths[field] = row.locale === ANY_LANGUAGE ? Math.max(length, count) : length + count;
    }
    for (const concept of concepts) add(concept, CONCEPTS_FIELD);
    if (row.locale !== ANY_LANGUAGE) lengths[CONCEPTS_FIELD] += concepts.length * WORDS_OF_A_CONCEPT;
    for (let field = 0; field < lengths.length; field += 1) {
      lengths[field] = Math.min(lengths[field] ?? 0, LONGEST);
    }
    return {
      locale: row.locale,
      terms,
      counts: this.take(terms),
      lengths,
      words: words.concat(joined).join(' '),
    };
  }

  /** The counts of these terms, which are 0 again for the next row. */
  private take(terms: readonly number[]): PackedCounts[] {
    return terms.map((term) => {
      const count = this.counts[term] ?? 0;
      this.counts[term] = 0;
      return count;
    });
  }

  private grow(term: number): void {
    const larger = new Uint32Array(Math.max(term + 1, this.counts.length * 2));
    larger.set(this.counts);
    this.counts = larger;
  }
}

/** Changes with anything that is kept of a document. */
export function fingerprintOf(document: SearchDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('base64url');
}

/**
 * The words of a record as kept for phrases: each with a space on either side, fields and rows apart, so that words
 * follow each other here where they do in a text. Parts that a hyphen joins stand at the end, each for itself.
 */
export function wordsOfRows(rows: readonly EncodedRow[]): string {
  return rows.map(({ words }) => words).join(ROW_END);
}

/** The different words of each row, from `wordsOfRows`. */
export function differentWords(words: string): Set<string>[] {
  return words.split(ROW_END).map((row) => new Set(row.split(/[ \n]+/).filter((word) => word !== '')));
}

/** What stands in `wordsOfRows` where these words follow each other. */
export function phraseInWords(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}
