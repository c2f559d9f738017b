import type { EntityManager } from 'typeorm';

/** What a person said to one value of an import, by the names that another reading gives it again. */
export interface SaidBefore {
  ref: string;
  path: string;
  value: unknown;
  proposed: unknown;
  decision: string;
  decidedBy: string | null;
  decidedAt: Date;
}

export async function saidBefore(manager: EntityManager, importId: string): Promise<SaidBefore[]> {
  return manager.query(
    `SELECT r.ref, v.path, v.value, v.proposed, v.decision, v.decided_by AS "decidedBy", v.decided_at AS "decidedAt"
     FROM import_value v JOIN import_record r ON r.id = v.import_record_id
     WHERE r.import_id = $1 AND v.decision <> 'OPEN' ORDER BY r.position, v.position`,
    [importId],
  );
}

/**
 * Holds on to it after the document was read again: a decision where the same was read, and what a person added. Where the
 * document tells now what a person had added, the person's words stand, beside the place; taking them back gives what was read.
 */
export async function sayAgain(
  manager: EntityManager,
  importId: string,
  said: readonly SaidBefore[],
): Promise<void> {
  if (said.length === 0) return;
  const parameters = [importId, JSON.stringify(said)];
  await manager.query(
    `UPDATE import_value v SET value = s.value, decision = s.decision, decided_by = s."decidedBy", decided_at = s."decidedAt"
     FROM ${SAID} JOIN import_record r ON r.import_id = $1 AND r.ref = s.ref
     WHERE v.import_record_id = r.id AND v.path = s.path AND (v.proposed->'value' = s.proposed->'value'
       OR s.proposed->>'origin' = 'person' AND s.decision = 'EDITED')`,
    parameters,
  );
  await manager.query(
    `INSERT INTO import_value (import_record_id, path, position, value, proposed, decision, decided_by, decided_at)
     SELECT r.id, s.path, 10000 + s.place, s.value, s.proposed, s.decision, s."decidedBy", s."decidedAt"
     FROM ${SAID} JOIN import_record r ON r.import_id = $1 AND r.ref = s.ref
     WHERE s.proposed->>'origin' = 'person'
     ON CONFLICT (import_record_id, path) DO NOTHING`,
    parameters,
  );
}

const SAID = `ROWS FROM (jsonb_to_recordset($2::jsonb) AS (ref text, path text, value jsonb, proposed jsonb, decision text,
       "decidedBy" uuid, "decidedAt" timestamptz)) WITH ORDINALITY
       AS s (ref, path, value, proposed, decision, "decidedBy", "decidedAt", place)`;
