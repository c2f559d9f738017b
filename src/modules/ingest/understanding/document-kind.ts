import { RecordKind } from '../../../common/records';
import { findDates } from './dates';
import type { HeadingRole, Lexicon } from './lexicon';
import { hasPattern } from './pattern';
import type { DocumentKind, ProposedValue } from './proposal';
import type { Reading } from './record-builder';
import { type Line, type Section, spanOf } from './sections';
import { wordsOf } from './words';

export interface KindSigns {
  title: Line | undefined;
  lines: readonly Line[];
  sections: readonly Section[];
  metadata: Readonly<Record<string, string>>;
  actions: number;
  /** rows of a table whose header names an action's fields */
  actionRows: number;
  persons: number;
}

const EVENT_ROLES: readonly HeadingRole[] = [
  'aims',
  'outputs',
  'participants',
  'date',
  'place',
  'communication',
];
const PRACTICE_ROLES: readonly HeadingRole[] = [
  'problem',
  'description',
  'results',
  'lessons',
  'successFactors',
  'limitingFactors',
  'whatDidNotWork',
  'transferConditions',
  'participationApproach',
  'objectives',
];

/** What a document is, by its headings, its first words and what it names. The best wins; a near second lowers trust. */
export function judgeKind(signs: KindSigns, reading: Reading): ProposedValue<DocumentKind> {
  const scores = scoreKinds(signs, reading);
  const ranked = (Object.entries(scores) as [DocumentKind, number][]).sort((a, b) => b[1] - a[1]);
  const [best, second] = ranked;
  const score = best?.[1] ?? 0;
  const kind: DocumentKind = best && score >= 2.5 ? best[0] : 'other';
  const lead = score - (second?.[1] ?? 0);
  const confidence = kind === 'other' ? 0.3 : Math.min(0.98, 0.5 + lead * 0.1 + score * 0.02);
  const told = signs.title ?? signs.lines[0];
  return {
    value: kind,
    confidence: Math.round(confidence * 100) / 100,
    spans: told ? [spanOf(told, told.text.slice(0, 200))] : [],
    origin: 'extracted',
  };
}

function scoreKinds(signs: KindSigns, reading: Reading): Record<Exclude<DocumentKind, 'other'>, number> {
  const own = reading.lexicons[0];
  const { sections, actions, actionRows } = signs;
  const title = [signs.title?.text ?? '', signs.metadata.title ?? ''].join(' ');
  const opening = [title, ...signs.lines.slice(0, 3).map((line) => line.text)].join('\n').slice(0, 900);
  const has = (text: string, sign: keyof Lexicon['kinds']): number =>
    own && hasPattern(text, own.kinds[sign]) ? 1 : 0;
  const roles = (wanted: readonly HeadingRole[]): number =>
    new Set(sections.flatMap(({ role }) => (role && wanted.includes(role) ? [role] : []))).size;
  const network = networkScore(signs, reading) + has(opening, 'network') * 1.5 + has(title, 'network');
  const local =
    roles(['localGroup']) +
    (own && signs.lines.some((line) => hasPattern(line.text, own.phrases('localGroupWords'))) ? 1.5 : 0);
  return {
    plan: (actions > 0 ? 4 + Math.min(actions, 4) : actionRows >= 2 ? 3 : 0) + has(title, 'plan') * 3,
    actions: actionRows >= 2 && actions === 0 ? 5 : 0,
    event: eventScore(signs, reading, opening) + has(title, 'event') * 3 + roles(EVENT_ROLES) * 0.9,
    network,
    membership: network >= 3 && local > 0 ? network + local - 0.5 : 0,
    practice:
      (actions === 0 ? roles(PRACTICE_ROLES) * 1.1 : 0) +
      has(title, 'practice') * 2 +
      practiceMetadata(signs.metadata),
    contacts: contactScore(signs) + has(title, 'contacts') * 3,
  };
}

/** Many parties in one breath, words of partnership, a programme. */
function networkScore({ lines }: KindSigns, { gazetteer, lexicons }: Reading): number {
  const own = lexicons[0];
  if (!own) return 0;
  let most = 0;
  let isProgramme = false;
  for (const line of lines) {
    const mentions = gazetteer.find(line.text).filter(({ party }) => party.kind !== RecordKind.ACTION);
    const bracketed = line.text.match(/\p{Lu}[\p{L}\s]+\s\(\p{Lu}\p{L}+\)/gu)?.length ?? 0;
    const count = Math.max(new Set(mentions.map(({ party }) => party.id)).size, bracketed);
    if (hasPattern(line.text, own.phrases('partnerWords'))) most = Math.max(most, count);
    isProgramme ||=
      mentions.some(({ party }) => party.isProgramme) || hasPattern(line.text, own.phrases('programmeWords'));
  }
  return (most >= 3 ? 3 : most >= 2 ? 1.5 : 0) + (isProgramme ? 0.5 : 0);
}

function eventScore(
  { lines, metadata }: KindSigns,
  { lexicons, dateWords }: Reading,
  opening: string,
): number {
  const own = lexicons[0];
  if (!own) return 0;
  const isDated = findDates(opening, dateWords).some(({ value }) => value.length === 10);
  const isAttended = lines
    .slice(0, 8)
    .some((line) => hasPattern(line.text, own.phrases('attendWords')) && /\d/.test(line.text));
  const isTyped = ['type', 'event', 'edition', 'event_date', 'location'].filter(
    (key) => key in metadata,
  ).length;
  return (
    (hasPattern(opening, own.kinds.event) ? 1 : 0) +
    (isDated ? 1.5 : 0) +
    (isAttended ? 0.7 : 0) +
    Math.min(2, isTyped)
  );
}

const practiceMetadata = (metadata: Readonly<Record<string, string>>): number =>
  Object.keys(metadata).filter((key) =>
    /problem|solution|outcome|method|practice|organi[sz]ation|issue/i.test(key),
  ).length >= 2
    ? 2
    : 0;

/** Little but people and their addresses. */
function contactScore({ lines, persons }: KindSigns): number {
  if (persons < 2) return 0;
  const words = lines.reduce((sum, line) => sum + wordsOf(line.text).length, 0);
  return words / persons < 30 ? 5 : 0;
}
