import { QueryFailedError } from 'typeorm';
import { CodedError } from '../../common/errors';

/** Too many sessions; a statement that took too long; a server that stops, crashed or starts; no server at all. */
const CODES = new Set(['53300', '57014', '57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET']);
/** The driver gives these no code: no connection became free in time, or one broke while it was used. */
const MESSAGES = /^(timeout exceeded when trying to connect|Connection terminated)/;

/** DATABASE_BUSY (503) where the database did not answer, which may pass; undefined for every other failure. */
export function databaseFailure(cause: unknown): CodedError | undefined {
  const error: unknown = cause instanceof QueryFailedError ? cause.driverError : cause;
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  if (!MESSAGES.test(error.message) && !(code && CODES.has(code))) return undefined;
  return new CodedError('DATABASE_BUSY', 'error.database.busy', {}, 503);
}
