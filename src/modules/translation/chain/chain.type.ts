import type { Locale } from '../../../common/locale';
import type { ProtectedSpan } from './protected-span';

export interface ChainRequest {
  from: Locale;
  to: Locale;
  texts: readonly string[];
  /** terms and names in a part of a text that the translation has to keep */
  protect?: (part: string) => ProtectedSpan[];
  /** engines not to be asked, e.g. one whose late answer was refused */
  without?: readonly string[];
  signal?: AbortSignal;
}

/** What became of one text. */
export type ChainOutcome =
  | { kind: 'translated'; text: string; engine: string }
  /** needs no engine: in the language already, or nothing but names, numbers and signs */
  | { kind: 'kept'; text: string; reason: 'already-in-language' | 'nothing-to-translate' }
  /** `retryAfterMs` null: not before something changes */
  | { kind: 'unavailable'; reason: string; retryAfterMs: number | null }
  | { kind: 'awaited'; engine: string; requestId: string; deadline: Date; continuation: Continuation };

/** What has to be known to go on when an asynchronous engine's answer comes. Kept as JSON. */
export interface Continuation {
  from: Locale;
  to: Locale;
  /** engines by name, each with its languages */
  path: { engine: string; from: Locale; to: Locale }[];
  /** the leg that is awaited */
  leg: number;
  text: string;
  spans: ProtectedSpan[];
}
