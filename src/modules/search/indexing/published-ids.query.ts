import type { EntityManager } from 'typeorm';

/** So many records are read and written at once. */
const BATCH = 1_000;

/** The ids of all published records, in batches. */
export async function* loadPublishedIds(manager: EntityManager): AsyncGenerator<string[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows: { id: string }[] = await manager.query(
      `SELECT id FROM record WHERE state = 'PUBLISHED' AND id > $1::uuid ORDER BY id LIMIT ${BATCH}`,
      [after],
    );
    if (rows.length === 0) return;
    yield rows.map(({ id }) => id);
    after = rows.at(-1)?.id ?? after;
  }
}
