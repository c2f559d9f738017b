import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { FundingShareContent } from './content/values.content';

/** Runs a statement whose `$1` are record ids and whose rows have an `id`; rows by that id. */
export async function rowsById(
  manager: EntityManager,
  sql: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const rows: (JsonObject & { id: string })[] = await manager.query(sql, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Concept ids of a stored list of funding shares. */
export function fundingSources(stored: unknown): string[] {
  return [...new Set((stored as FundingShareContent[]).map(({ source }) => source))];
}
