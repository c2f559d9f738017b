import { BadInputError } from '../../../common/errors';
import { TEXT_FIELD } from '../../records';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id as it is stored. Throws BAD_USER_INPUT where it is none. */
export function requireId(id: string): string {
  if (!UUID.test(id)) throw new BadInputError('error.record.id');
  return id.toLowerCase();
}

/** Throws BAD_USER_INPUT where this cannot be the path of a text. */
export function requireField(field: string): void {
  if (field.length > 200 || !TEXT_FIELD.test(field)) throw new BadInputError('error.translation.field');
}
