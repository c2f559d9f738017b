import type { EntityManager } from 'typeorm';
import type { CandidateRow } from '../postgres/match.query';

/** The rows of these records in which some of the terms stand, as ranking wants them. */
export async function loadCandidateRows(
  manager: EntityManager,
  recordIds: readonly string[],
  terms: readonly string[],
): Promise<CandidateRow[]> {
  if (recordIds.length === 0 || terms.length === 0) return [];
  return manager.query(
    `SELECT d.record_id AS "recordId", d.locale, d.lengths,
       json_object_agg(t.lexeme, array_to_string(t.weights, '')) AS terms
     FROM search_document d, unnest(d.terms) AS t
     WHERE d.record_id = ANY($1::uuid[]) AND t.lexeme = ANY($2::text[])
     GROUP BY d.record_id, d.locale, d.lengths`,
    [recordIds, terms],
  );
}
