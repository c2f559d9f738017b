import { createHash } from 'node:crypto';
import type { TextWeight } from '../../records';
import { analyse, type Token } from '../analysis';
import {
  ANY_LANGUAGE,
  type SearchDocument,
  type SearchRow,
  type SearchText,
} from '../indexing/search-document';

/** Place in `FIELDS` and letter of a tsvector's weight. */
const FIELD_OF: Record<TextWeight, number> = { title: 0, summary: 1, field: 2, body: 3 };
const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** PostgreSQL keeps no greater position, and no more than so many of one term. */
const LAST_POSITION = 16_383;
const MOST_POSITIONS = 255;
/** between two fields, so that no phrase reaches from one into the next */
const GAP = 8;

export interface EncodedRow {
  locale: string;
  /** literal of a tsvector */
  terms: string;
  lengths: [number, number, number, number];
}

export interface EncodedDocument {
  rows: EncodedRow[];
  /** literal of a tsvector without positions, of all rows' terms */
  terms: string;
  fingerprint: string;
}

/** A document in PostgreSQL's form. A record without a word still has one row, so that it is listed. */
export function encodeDocument(document: SearchDocument): EncodedDocument {
  const all = new Set<string>();
  const rows = document.rows.map((row) => encodeRow(row, all));
  const terms = [...all].map(quoteTerm).join(' ');
  return { rows, terms, fingerprint: fingerprintOf(document) };
}

/** Changes with anything that is kept of a document. */
export function fingerprintOf(document: SearchDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('base64url');
}

/** Labels of concepts stand in one record after another, in a dozen languages each: analysed once, they are kept. */
const LABELS_FIELD = 'concepts';
const MOST_LABELS = 20_000;
const labels = new Map<string, Token[]>();

function tokensOf({ field, text, locale }: SearchText): Token[] {
  const language = locale ?? ANY_LANGUAGE;
  if (field !== LABELS_FIELD) return analyse(text, language);
  const key = `${language}\n${text}`;
  const known = labels.get(key);
  if (known) return known;
  const tokens = analyse(text, language);
  if (labels.size >= MOST_LABELS) labels.clear();
  labels.set(key, tokens);
  return tokens;
}

function encodeRow(row: SearchRow, all: Set<string>): EncodedRow {
  const places = new Map<string, string[]>();
  const lengths: [number, number, number, number] = [0, 0, 0, 0];
  let base = 1;
  for (const searchText of row.texts) {
    const { weight } = searchText;
    const field = FIELD_OF[weight];
    let words = 0;
    for (const token of tokensOf(searchText)) {
      if (!token.joined) words += 1;
      const place = `${Math.min(base + token.position, LAST_POSITION)}${LETTERS[field] ?? 'D'}`;
      for (const term of token.stem === null ? [token.folded] : [token.folded, token.stem]) {
        add(places, term, place);
        if (field === 0) all.add(titleTerm(term));
      }
    }
    // Names and labels are alternatives: each stands for itself, so many of them are no long text.
    if (row.locale === ANY_LANGUAGE) lengths[field] = Math.max(lengths[field] ?? 0, words);
    else lengths[field] = (lengths[field] ?? 0) + words;
    base += words + GAP;
  }
  for (const term of places.keys()) all.add(term);
  const terms = [...places].map(([term, at]) => `${quoteTerm(term)}:${at.join(',')}`).join(' ');
  return { locale: row.locale, terms, lengths };
}

/** A further term of a record that has this one in a title. No word and no stem begins so. */
export function titleTerm(term: string): string {
  return `^${term}`;
}

function add(places: Map<string, string[]>, term: string, place: string): void {
  const known = places.get(term);
  if (!known) places.set(term, [place]);
  else if (known.length < MOST_POSITIONS) known.push(place);
}

const SPECIAL = /['\\]/;

/** A term as it stands in the literal of a tsvector or tsquery. */
export function quoteTerm(term: string): string {
  return SPECIAL.test(term) ? `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${term}'`;
}
