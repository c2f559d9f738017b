import { importMissing } from '../import-errors';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws NOT_FOUND for what can be no id, as for an id of nothing. */
export function idOf(id: string): string {
  if (!UUID.test(id)) throw importMissing();
  return id;
}
