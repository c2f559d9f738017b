import type { Locale } from './locale';

export enum TextOrigin {
  ORIGINAL = 'ORIGINAL',
  HUMAN = 'HUMAN',
  MACHINE = 'MACHINE',
  MACHINE_EDITED = 'MACHINE_EDITED',
}

export enum TextState {
  CURRENT = 'CURRENT',
  STALE = 'STALE',
  PENDING = 'PENDING',
  UNAVAILABLE = 'UNAVAILABLE',
}

/** One row of `record_text` as readers see it: words with where they come from. */
export interface StoredText {
  recordId: string;
  field: string;
  locale: Locale;
  text: string;
  origin: TextOrigin;
  state: TextState;
  /** code of why there is no translation, or none yet; null: nothing is known of it */
  stateReason: string | null;
  engine: string | null;
  /** true for the text that the others of this field were made from */
  isSource: boolean;
  updatedAt: Date;
}

export interface ChosenText {
  recordId: string;
  field: string;
  /** the language asked for */
  wanted: Locale;
  text: string;
  locale: Locale;
  origin: TextOrigin;
  state: TextState;
  stateReason: string | null;
  isFallback: boolean;
  engine: string | null;
  isSource: boolean;
  updatedAt: Date;
  original: ChosenText | null;
}

/** Whether a row holds words that may be shown. */
export function isShowable({ state }: { state: TextState }): boolean {
  return state === TextState.CURRENT || state === TextState.STALE;
}

/**
 * Picks what a reader of `wanted` sees of one field: the text in that language where there is one, else the
 * source's. A fallback carries the state of the missing translation (PENDING where one is on its way, else
 * UNAVAILABLE). Returns null where the field has no words at all.
 */
export function chooseText(rows: readonly StoredText[], wanted: Locale | undefined): ChosenText | null {
  const source = rows.find((row) => row.isSource);
  const asked = rows.find((row) => row.locale === (wanted ?? source?.locale));
  const original = source ? describe(source, source.locale, source.state, source.stateReason, null) : null;
  if (original) original.original = original;
  if (asked && isShowable(asked)) {
    return asked === source
      ? original
      : describe(asked, asked.locale, asked.state, asked.stateReason, original);
  }
  if (!source || !original) return null;
  const state = asked?.state === TextState.PENDING ? TextState.PENDING : TextState.UNAVAILABLE;
  return describe(source, wanted ?? source.locale, state, asked?.stateReason ?? null, original);
}

function describe(
  row: StoredText,
  wanted: Locale,
  state: TextState,
  stateReason: string | null,
  original: ChosenText | null,
): ChosenText {
  return {
    recordId: row.recordId,
    field: row.field,
    wanted,
    text: row.text,
    locale: row.locale,
    origin: row.origin,
    state,
    stateReason,
    isFallback: row.locale !== wanted,
    engine: row.engine,
    isSource: row.isSource,
    updatedAt: row.updatedAt,
    original,
  };
}
