import type { EntityManager } from 'typeorm';

/** A record that Meilisearch has to be told of, and since which of its changes. */
export interface WaitingPush {
  recordId: string;
  turn: string;
}

export async function addToBacklog(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
  // In one order, so that two writers never wait for each other.
  await manager.query(
    `INSERT INTO search_push (record_id) SELECT DISTINCT unnest($1::uuid[]) ORDER BY 1
     ON CONFLICT (record_id) DO UPDATE SET turn = DEFAULT`,
    [recordIds],
  );
}

/** Those that have waited longest. */
export function readBacklog(manager: EntityManager, limit: number): Promise<WaitingPush[]> {
  return manager.query(
    'SELECT record_id AS "recordId", turn::text FROM search_push ORDER BY search_push.turn LIMIT $1',
    [limit],
  );
}

/** Takes out what has been carried over. What changed meanwhile has another turn and stays. */
export async function removeFromBacklog(manager: EntityManager, done: readonly WaitingPush[]): Promise<void> {
  await manager.query(
    `DELETE FROM search_push p USING unnest($1::uuid[], $2::bigint[]) AS d (id, turn)
     WHERE p.record_id = d.id AND p.turn = d.turn`,
    [done.map(({ recordId }) => recordId), done.map(({ turn }) => turn)],
  );
}
