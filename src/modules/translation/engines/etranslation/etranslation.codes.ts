import type { TranslatorFailure } from '../../translator';

/** The service's own errors: negative numbers in the place of a request's id, and in call-backs. */
const FAILURES: Readonly<Record<number, TranslatorFailure>> = {
  // source or target language not known to it, or not this pair in this domain
  [-20001]: 'unsupported',
  [-20003]: 'unsupported',
  [-20014]: 'unsupported',
  // application missing, or not authorised
  [-20006]: 'refused',
  [-20007]: 'refused',
  [-20021]: 'too-long',
  // as many requests at once as the application may have
  [-20028]: 'rate-limited',
};

/** Any other is its own trouble or a request that it took for a wrong one; both may pass with its next version. */
export function failureOfCode(code: number): TranslatorFailure {
  return FAILURES[code] ?? 'unavailable';
}
