import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Audience } from '../../../common/records';
import type { QueryPhrase } from '../analysis';
import { ENOUGH_MATCHES } from '../ranking';
import { type FacetSelection, SearchSort } from '../search-engine';
import { facetTerm } from '../facets';
import { quoteTerm } from './encode-document';
import { allTerms, inOrder, Parameters } from './tsquery';

/** Conditions that are never relaxed: who asks, phrases, exclusions. */
export interface FirmConditions {
  audiences: readonly Audience[];
  phrases: readonly QueryPhrase[];
  excluded: readonly QueryPhrase[];
}

/** How many records have which of the words: bit i of `mask` stands for the i-th. */
export interface WordCounts {
  /** records that have all words, counted no further than `ENOUGH_MATCHES` */
  all: number;
  /** empty where `all` is enough */
  byMask: { mask: number; records: number }[];
}

/** A record's row with the places of the query's terms: lexeme → weights, one letter a place. */
export interface CandidateRow {
  recordId: string;
  locale: Locale;
  lengths: [number, number, number, number];
  terms: Record<string, string>;
}

export interface MatchRequest extends FirmConditions {
  /** a tsquery over a record's terms, or null: every record */
  condition: string | null;
  filters: readonly FacetSelection[];
  sort: SearchSort;
  locale: Locale;
  limit: number;
  offset: number;
  /** terms to rank by; empty: nothing to rank */
  terms: readonly string[];
  /** per word: a tsquery and what its occurrence is worth, for choosing whom to rank closely */
  worths: readonly { query: string; inTitle: string; worth: number }[];
}

export interface MatchAnswer {
  total: number;
  facets: { value: string; records: number }[];
  /** RELEVANCE with words: the best by a first look, to be ranked closely; else the page itself */
  ids: string[];
  /** ids of the page that lie beyond those ranked closely */
  beyond: string[];
  rows: CandidateRow[];
}

/**
 * So many records are given a first look, which reads their rows; of more than that, those that have the words in
 * their titles come first.
 */
const LOOKED_AT = 2_000;
/** So many records are ranked closely; those after them keep the order of the first look. */
export const RANKED_CLOSELY = 200;

/**
 * A record `r` has what the tsquery says. In a subselect, so that the planner, which knows nothing of the cost of
 * reading a record's terms, never prefers reading all of them to their index.
 */
function recordHas(query: string, parameters: Parameters): string {
  return `r.terms @@ (SELECT ${parameters.add(query)}::tsquery)`;
}

/** SQL of the conditions on `search_record r`. */
function firm({ audiences, phrases, excluded }: FirmConditions, parameters: Parameters): string {
  const conditions = [`r.audience && ${parameters.add(audiences)}::text[]`];
  const rowHas = (phrase: QueryPhrase): string =>
    `EXISTS (SELECT FROM search_document p WHERE p.record_id = r.record_id
       AND p.terms @@ ${parameters.add(inOrder(phrase))}::tsquery)`;
  for (const phrase of phrases) {
    conditions.push(recordHas(allTerms(phrase.words), parameters));
    if (phrase.words.length > 1) conditions.push(rowHas(phrase));
  }
  for (const phrase of excluded) {
    const within = recordHas(allTerms(phrase.words), parameters);
    conditions.push(phrase.words.length > 1 ? `NOT (${within} AND ${rowHas(phrase)})` : `NOT ${within}`);
  }
  return conditions.join(' AND ');
}

/** How many records have which of the words (each a tsquery). Only the counting that relaxing needs is done. */
export async function countWords(
  manager: EntityManager,
  words: readonly string[],
  conditions: FirmConditions,
): Promise<WordCounts> {
  const parameters = new Parameters();
  const base = firm(conditions, parameters);
  const mask = words
    .map(
      (word, index) => `CASE WHEN r.terms @@ ${parameters.add(word)}::tsquery THEN ${2 ** index} ELSE 0 END`,
    )
    .join(' + ');
  const all = recordHas(words.join(' & '), parameters);
  const any = recordHas(words.join(' | '), parameters);
  const rows: { complete: number; mask: number | null; records: number }[] = await manager.query(
    `WITH complete AS MATERIALIZED (
       SELECT count(*)::int AS n FROM (
         SELECT FROM search_record r WHERE ${base} AND ${all} LIMIT ${ENOUGH_MATCHES}) c
     ), masks AS (
       SELECT ${mask} AS mask, count(*)::int AS records FROM search_record r
       WHERE (SELECT n FROM complete) < ${ENOUGH_MATCHES} AND ${base} AND ${any} GROUP BY 1
     )
     SELECT complete.n AS complete, masks.mask, masks.records FROM complete LEFT JOIN masks ON true`,
    parameters.values,
  );
  const byMask = rows.flatMap((row) => (row.mask === null ? [] : [{ mask: row.mask, records: row.records }]));
  return { all: rows[0]?.complete ?? 0, byMask };
}

/** One statement: who matches, how many, the counts of all facets, and what ranking or the page needs. */
export async function match(manager: EntityManager, request: MatchRequest): Promise<MatchAnswer> {
  const parameters = new Parameters();
  const base = firm(request, parameters);
  const condition = request.condition === null ? '' : `AND ${recordHas(request.condition, parameters)}`;
  const ranked = request.sort === SearchSort.RELEVANCE && request.terms.length > 0;
  const failing = request.filters.map(({ facet, values }) => {
    const terms = parameters.add(values.map((value) => facetTerm(facet, value)));
    return `CASE WHEN r.facets && ${terms}::text[] THEN NULL ELSE '${facet}' END`;
  });
  // Without filters no condition at all: the planner would take it for one that few values fulfil.
  const counts =
    failing.length === 0
      ? ''
      : `WHERE cardinality(m.failing) = 0
        OR (cardinality(m.failing) = 1 AND starts_with(f.value, m.failing[1] || ':'))`;
  const sql = `WITH matched AS MATERIALIZED (
      SELECT r.record_id, r.facets,
        ${failing.length > 0 ? `array_remove(ARRAY[${failing.join(', ')}], NULL)` : "'{}'::text[]"} AS failing
      FROM search_record r WHERE ${base} ${condition}
    ), listed AS MATERIALIZED (SELECT record_id FROM matched WHERE cardinality(failing) = 0),
    counted AS (
      SELECT f.value, count(*)::int AS records FROM matched m, unnest(m.facets) AS f (value)
      ${counts} GROUP BY f.value
    ), ${ranked ? rankedSql(request, parameters) : sortedSql(request, parameters)}
    SELECT (SELECT count(*)::int FROM listed) AS total,
      (SELECT coalesce(json_agg(counted), '[]') FROM counted) AS facets,
      (SELECT coalesce(json_agg(record_id ORDER BY place), '[]') FROM top) AS ids,
      (SELECT coalesce(json_agg(record_id ORDER BY place), '[]') FROM beyond) AS beyond,
      (SELECT coalesce(json_agg(candidate), '[]') FROM candidate) AS rows`;
  const answers: MatchAnswer[] = await manager.query(sql, parameters.values);
  return answers[0] ?? { total: 0, facets: [], ids: [], beyond: [], rows: [] };
}

/** Chooses by a first look whom to rank closely, where there are more than can be. */
function rankedSql({ worths, terms, offset, limit }: MatchRequest, parameters: Parameters): string {
  const worth = worths
    .map(({ query, worth: value }) => {
      const found = `ts_rank('{0.25, 0.375, 0.5, 1}', d.terms, ${parameters.add(query)}::tsquery)`;
      return `${parameters.add(value)}::float8 * ${found}`;
    })
    .join(' + ');
  const titled = worths
    .map(({ inTitle, worth: value }) => {
      const having = `SELECT r.record_id FROM search_record r WHERE ${recordHas(inTitle, parameters)}`;
      return `CASE WHEN record_id IN (${having}) THEN ${parameters.add(value)}::float8 ELSE 0 END`;
    })
    .join(' + ');
  const close = parameters.add(RANKED_CLOSELY);
  const from = parameters.add(Math.max(offset, RANKED_CLOSELY));
  const until = parameters.add(offset + limit);
  return `many AS MATERIALIZED (
      SELECT count(*) > ${close}::int AS are, count(*) > ${LOOKED_AT} AS are_too_many FROM listed
    ), hinted AS MATERIALIZED (
      SELECT record_id, row_number() OVER (ORDER BY hint DESC, record_id) AS turn FROM (
        SELECT record_id, CASE WHEN (SELECT are_too_many FROM many) THEN ${titled} ELSE 0 END AS hint
        FROM listed) h
    ), scored AS MATERIALIZED (
      SELECT record_id, row_number() OVER (ORDER BY score DESC NULLS LAST, turn) AS place FROM (
        SELECT record_id, turn, max(${worth}) AS score FROM hinted JOIN search_document d USING (record_id)
        WHERE (SELECT are FROM many) AND turn <= ${LOOKED_AT} GROUP BY record_id, turn
        UNION ALL
        SELECT record_id, turn, NULL FROM hinted WHERE NOT (SELECT are FROM many) OR turn > ${LOOKED_AT}) s
    ), top AS (SELECT record_id, place FROM scored WHERE place <= ${close}::int),
    beyond AS (SELECT record_id, place FROM scored WHERE place > ${from}::int AND place <= ${until}::int),
    candidate AS (
      SELECT d.record_id AS "recordId", d.locale, d.lengths,
        json_object_agg(t.lexeme, array_to_string(t.weights, '')) AS terms
      FROM top JOIN search_document d USING (record_id), unnest(d.terms) AS t
      WHERE ${candidateRows(terms, parameters)} GROUP BY d.record_id, d.locale, d.lengths
    )`;
}

/** The page itself, in an order that needs no ranking. Only its own rows are read for what matched where. */
function sortedSql({ sort, locale, limit, offset, terms }: MatchRequest, parameters: Parameters): string {
  const order = sort === SearchSort.TITLE ? titleIn(parameters.add(locale)) : 'r.sort_date DESC';
  return `top AS MATERIALIZED (
      SELECT r.record_id, row_number() OVER (ORDER BY ${order}, r.record_id) AS place
      FROM listed JOIN search_record r USING (record_id)
      ORDER BY place LIMIT ${parameters.add(limit)}::int OFFSET ${parameters.add(offset)}::int
    ), beyond AS (SELECT record_id, 0 AS place FROM listed WHERE false),
    candidate AS (
      SELECT d.record_id AS "recordId", d.locale, d.lengths,
        json_object_agg(t.lexeme, array_to_string(t.weights, '')) AS terms
      FROM top JOIN search_document d USING (record_id), unnest(d.terms) AS t
      WHERE ${candidateRows(terms, parameters)} GROUP BY d.record_id, d.locale, d.lengths
    )`;
}

/** Taking a row's terms apart is dear, so rows without any of those wanted are passed over first. */
function candidateRows(terms: readonly string[], parameters: Parameters): string {
  const any = terms.map(quoteTerm).join(' | ');
  return `d.terms @@ ${parameters.add(any)}::tsquery AND t.lexeme = ANY(${parameters.add(terms)}::text[])`;
}

function titleIn(locale: string): string {
  return `coalesce(r.titles ->> ${locale}, r.titles ->> r.source_locale, '') COLLATE "und-x-icu"`;
}
