import type { TextOrigin, TextState } from '../gql/graphql';

/** What a word of a network means; `start` and `end` count UTF-16 units of the text. */
export interface TermNote {
  start: number;
  end: number;
  term: string;
  definition: string;
}

/** A text of the API with what is known of where it comes from. */
export interface WordsValue {
  text: string;
  locale: string;
  origin: TextOrigin;
  state: TextState;
  isFallback: boolean;
  engine: string | null;
  /** ISO 8601, when these words were made; where the page asks for it */
  updatedAt?: string;
  /** why there is no translation, in the reader's language; where the page asks for it */
  stateNote?: string | null;
  recordId?: string;
  field?: string;
  /** the reader may put these words right */
  viewerCanCorrect?: boolean;
  /** a machine would translate them if the reader asked for it */
  viewerCanRequest?: boolean;
  /** words of the networks' own language, at their first place in the text */
  terms?: readonly TermNote[];
  original: { locale: string; origin: TextOrigin; text?: string } | null;
}

/** `retold`: a machine's words in the source's own language are no translation but a retelling of the source. */
export type Provenance = 'original' | 'human' | 'machine' | 'machineEdited' | 'retold' | 'retoldTranslated';

export function provenanceOf(value: WordsValue): Provenance {
  switch (value.origin) {
    case 'ORIGINAL':
      return 'original';
    case 'HUMAN':
      return 'human';
    case 'MACHINE_EDITED':
      return 'machineEdited';
    case 'MACHINE':
      if (value.original === null || value.original.locale === value.locale) return 'retold';
      // A name that is the same in both languages was not translated.
      if (value.original.origin === 'ORIGINAL' && value.original.text === value.text) return 'original';
      return value.original.origin === 'MACHINE' ? 'retoldTranslated' : 'machine';
  }
}

/** True where no person stands behind the words: they carry the dotted line. */
export function isMachineMade(provenance: Provenance): boolean {
  return provenance === 'machine' || provenance === 'retold' || provenance === 'retoldTranslated';
}

/** The original, where it is another text than the one that is shown. */
export function otherOriginal(value: WordsValue): { locale: string; text: string } | null {
  const { original } = value;
  if (!original || original.text === undefined || original.locale === value.locale) return null;
  if (original.text === value.text) return null;
  return { locale: original.locale, text: original.text };
}
