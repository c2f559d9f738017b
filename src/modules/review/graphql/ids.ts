import { ReviewError, type ReviewErrorCode } from '../review-errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id as the database has it; what is none leads to nothing, as every other that does not exist. */
export function idOf(given: string, missing: ReviewErrorCode, field: string | null = null): string {
  if (!UUID.test(given)) throw new ReviewError(missing, field);
  return given.toLowerCase();
}

/** A version of a record, as part of an optimistic lock; what cannot be one never matches. */
export function lockOf(given: number): number {
  return Number.isSafeInteger(given) && given > 0 && given < 2_147_483_647 ? given : 0;
}
