import { createHash } from 'node:crypto';
import type { TextWeight } from '../../records';
import { analyse } from '../analysis';
import { ANY_LANGUAGE, type SearchDocument, type SearchRow } from '../indexing/search-document';

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

function encodeRow(row: SearchRow, all: Set<string>): EncodedRow {
  const places = new Map<string, string[]>();
  const lengths: [number, number, number, number] = [0, 0, 0, 0];
  let base = 1;
  for (const { weight, text, locale } of row.texts) {
    const field = FIELD_OF[weight];
    let words = 0;
    for (const token of analyse(text, locale ?? ANY_LANGUAGE)) {
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

/** A term as it stands in the literal of a tsvector or tsquery. */
export function quoteTerm(term: string): string {
  return `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
