import { useLanguageName } from '../app/page-context';
import { useTranslation } from '../i18n/use-translation';

/** What became of one field between two states of a record. */
export interface WordsChange {
  field: string;
  label: string;
  /** language of a text; null for other values */
  locale?: string | null;
  before?: string | null;
  after?: string | null;
  /** a text word by word; empty for other values */
  pieces: readonly { kind: 'SAME' | 'ADDED' | 'REMOVED'; text: string }[];
}

/** What became of each field, word by word where it is a text. Said in elements, not in colour alone. */
export function Changes({ changes, empty }: { changes: readonly WordsChange[]; empty: string }) {
  const languageName = useLanguageName();
  const readable = useReadable();
  if (changes.length === 0) return <p className="desk-lead">{empty}</p>;
  return (
    <dl className="changes">
      {inReadingOrder(changes).map((change) => (
        <div key={`${change.field} ${change.locale ?? ''}`}>
          <dt>
            {change.label}
            {change.locale && <span className="change-locale"> · {languageName(change.locale)}</span>}
          </dt>
          <dd lang={change.locale ?? undefined}>
            <ChangedWords change={readable(change)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What a reader looks at first: the title, the summary, the other texts, and then the rest. */
function inReadingOrder(changes: readonly WordsChange[]): WordsChange[] {
  const rank = ({ field }: WordsChange) => {
    const place = FIRST.indexOf(field);
    if (place >= 0) return place;
    return field.startsWith('texts.') ? FIRST.length : FIRST.length + 1;
  };
  return [...changes].sort((one, other) => rank(one) - rank(other));
}

const FIRST = ['texts.title', 'texts.summary'];

/** Values that stand in the document as codes, in the reader's words. */
function useReadable(): (change: WordsChange) => WordsChange {
  const { t } = useTranslation();
  const languageName = useLanguageName();
  const codes: Record<string, (value: string) => string> = {
    kind: (value) => (isKind(value) ? t(`kind.${value}`) : value),
    sourceLocale: languageName,
    audience: (value) => (value === 'public' ? t('changes.public') : value),
  };
  return (change) => {
    const read = codes[change.field];
    if (!read) return change;
    const { before, after } = change;
    return {
      ...change,
      before: before === null || before === undefined ? null : read(before),
      after: after === null || after === undefined ? null : read(after),
      pieces: [],
    };
  };
}

const KINDS = [
  'PRACTICE',
  'PLAN',
  'ACTION',
  'EVENT',
  'CITY',
  'NETWORK',
  'ORGANISATION',
  'METHOD',
  'CONTACT',
] as const;

function isKind(value: string): value is (typeof KINDS)[number] {
  return KINDS.some((kind) => kind === value);
}

/** One change, as what was taken away and what was added. */
export function ChangedWords({ change }: { change: Pick<WordsChange, 'before' | 'after' | 'pieces'> }) {
  const { t } = useTranslation();
  if (change.pieces.length > 0) {
    return change.pieces.map(({ kind, text }, index) => {
      // Pieces have no name of their own; their order is what they are.
      if (kind === 'ADDED') return <ins key={index}>{text}</ins>;
      if (kind === 'REMOVED') return <del key={index}>{text}</del>;
      return <span key={index}>{text}</span>;
    });
  }
  const { before, after } = change;
  return (
    <>
      {before !== null && before !== undefined && (
        <del>
          <span className="visually-hidden">{t('changes.before')}: </span>
          {before}
        </del>
      )}{' '}
      {after !== null && after !== undefined && (
        <ins>
          <span className="visually-hidden">{t('changes.after')}: </span>
          {after}
        </ins>
      )}
    </>
  );
}
