import { BadInputError } from './errors';

const PREFIX = 'after:';

/** A cursor holds the last seen sort key; opaque to clients. */
export function encodeCursor(key: string): string {
  return Buffer.from(PREFIX + key, 'utf8').toString('base64url');
}

/** The sort key in a cursor. Throws BadInputError where it is none of ours. */
export function decodeCursor(cursor: string): string {
  const decoded = Buffer.from(cursor.slice(0, 1000), 'base64url').toString('utf8');
  if (!decoded.startsWith(PREFIX) || decoded.includes('\u0000')) throw new BadInputError('error.cursor');
  return decoded.slice(PREFIX.length);
}
