import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { fold } from '../../../platform/language';
import type { ReadDocument } from '../../documents';
import { actionRows, readActionRows } from './action-table';
import { ConceptIndex } from './concepts';
import { withoutContentsList } from './contents-list';
import type { KnownParty, UnderstandingContext } from './context';
import { DateWords } from './date-words';
import { judgeKind } from './document-kind';
import { readEvent } from './event-record';
import { lexiconsFor } from './lexicon';
import { readNetworks } from './network-record';
import { Gazetteer } from './parties';
import { findPassages } from './passages';
import { findPattern, hasPattern } from './pattern';
import { findPeople, type FoundPeople } from './people';
import { matchTitle, readPlan } from './plan-record';
import { readPractice, readReport } from './practice-record';
import type { LanguagePassage, ProposedRecord, ProposedValue, Understanding } from './proposal';
import { type Reading } from './record-builder';
import { Redaction } from './redaction';
import { divide, type Line, linesOf, type Section, spanOf, textOf } from './sections';
import { type DividedPlan, splitActions } from './split-actions';
import { applyCategories } from './source-categories';
import { summarise } from './summary';
import { findTitle } from './title';
import { forgetWords, wordsOf } from './words';

/**
 * What a document is and the drafts it could become. Pure: the same document and context give the same answer, nothing
 * is fetched or stored. Personal data is struck out of everything but `personalData`.
 */
export function understand(document: ReadDocument, context: UnderstandingContext): Understanding {
  try {
    return understandAll(document, context);
  } finally {
    forgetWords();
  }
}

type Indexes = Pick<Reading, 'dateWords' | 'gazetteer' | 'concepts'>;

/** Made once for what a site knows, not once per document. */
const made = new WeakMap<UnderstandingContext['parties'], Map<Locale, Indexes>>();

function indexesFor(
  { parties, concepts, stem }: UnderstandingContext,
  locale: Locale,
  lexicons: Reading['lexicons'],
): Indexes {
  const byLocale = made.get(parties) ?? new Map<Locale, Indexes>();
  made.set(parties, byLocale);
  const known = byLocale.get(locale);
  if (known) return known;
  const indexes: Indexes = {
    dateWords: new DateWords(lexicons),
    gazetteer: [...byLocale.values()][0]?.gazetteer ?? new Gazetteer(parties),
    concepts: new ConceptIndex(concepts, locale, stem),
  };
  byLocale.set(locale, indexes);
  return indexes;
}

/** Of lines beyond, some 400 pages, people's data are struck out as of all others, but nothing is proposed. */
const MOST_LINES = 10_000;

function understandAll(document: ReadDocument, context: UnderstandingContext): Understanding {
  const { locale, passages } = findPassages(document.blocks, context.detectLanguage, 'en');
  const lexicons = lexiconsFor(context.lexicons, locale);
  const reading: Reading = {
    locale,
    lexicons,
    ...indexesFor(context, locale, lexicons),
    context,
    warnings: [],
  };
  const people = findPeople(document.blocks, lexicons, (name) => isNoName(name, reading));
  const redaction = new Redaction(people.data, people.functional);
  const { lines: all, redacted } = linesFor(document, redaction, passages);
  const lines = all.slice(0, MOST_LINES);
  if (lines.length < all.length) {
    reading.warnings.push({ code: 'restNotUnderstood', parameters: { max: MOST_LINES } });
  }
  const metadata = Object.fromEntries(
    Object.entries(document.metadata).map(([key, value]) => [key, redaction.strike(value)]),
  );
  const sections = divide(withoutContentsList(lines), lexicons);
  const declared = document.declaredTitle && redaction.strike(document.declaredTitle);
  const title = findTitle(lines, sections, declared, reading);
  const divided = splitActions(sections);
  const rows = actionRows(lines, lexicons);
  const persons = new Set(people.data.filter(({ role }) => role === 'contact').map(({ person }) => person))
    .size;
  const kind = judgeKind(
    {
      title,
      lines,
      sections,
      metadata,
      actions: divided.actions.length,
      actionRows: rows?.rows.length ?? 0,
      persons,
    },
    reading,
  );
  const records = readRecords(
    { kind: kind.value, title, lines, sections, divided, metadata, people },
    reading,
  );
  for (const record of records) matchExisting(record, reading);
  const [first] = records;
  if (first && saysLater(lines, reading)) first.isLaterVersion = true;
  if (first) applyCategories(first, lines, context.mappings);
  return {
    documentKind: kind,
    ...(title ? { title: titleValue(title) } : {}),
    locale,
    passages,
    records,
    personalData: people.data,
    functionalAddresses: people.functional,
    warnings: [...people.warnings, ...reading.warnings],
    redacted,
    blockAnchors: document.blocks.map(({ anchor }) => anchor),
  };
}

interface Read {
  kind: Understanding['documentKind']['value'];
  title: Line | undefined;
  lines: readonly Line[];
  sections: readonly Section[];
  divided: DividedPlan;
  metadata: Readonly<Record<string, string>>;
  people: FoundPeople;
}

function readRecords(read: Read, reading: Reading): ProposedRecord[] {
  const { kind, title, lines, sections, divided, metadata } = read;
  switch (kind) {
    case 'plan': {
      const records = readPlan(title, divided, lines, reading);
      for (const [index, action] of divided.actions.entries()) {
        addSummary(records[index + 1], action.flatMap(linesOf), reading, 2);
      }
      addSummary(records[0], lines, reading, 3);
      return records.length === 1 ? [...records, ...actionRowsOf(records[0], lines, reading)] : records;
    }
    case 'actions':
      return readActionRows(lines, { isOpenGovernment: false, isIntegratedPlan: false }, reading);
    case 'event': {
      const event = readEvent(title, sections, lines, metadata, reading);
      addSummary(event, lines, reading, 2);
      return [event];
    }
    case 'network':
    case 'membership': {
      const author = kind === 'membership' ? authorOf(read, reading) : undefined;
      const networks = readNetworks({ title, lines, sections, ...(author ? { author } : {}) }, reading);
      addSummary(networks[0], lines, reading, 3);
      const report = author && readReport(title, lines, author, reading);
      return report ? [...networks, report] : networks;
    }
    case 'contacts':
      return [];
    case 'practice':
    case 'other': {
      const practice = readPractice(title, sections, lines, reading);
      addSummary(practice, lines, reading, 2);
      return [practice];
    }
  }
}

function actionRowsOf(
  plan: ProposedRecord | undefined,
  lines: readonly Line[],
  reading: Reading,
): ProposedRecord[] {
  const kind = plan?.values['fields.planKind']?.value;
  const facts = {
    planRef: 'plan',
    isOpenGovernment: kind === 'plan-kind/open-government-plan',
    isIntegratedPlan: kind === 'plan-kind/integrated-action-plan',
  };
  return readActionRows(lines, facts, reading);
}

const titleValue = (title: Line): ProposedValue<string> => ({
  value: title.text,
  confidence: title.kind === 'heading' ? 0.9 : 0.7,
  spans: [spanOf(title)],
  origin: 'extracted',
});

/** The city whose own page this is: named more than any other, or by the domain of the addresses on it. */
function authorOf({ lines, people }: Read, { gazetteer, context }: Reading): KnownParty | undefined {
  const counts = new Map<KnownParty, number>();
  for (const line of lines) {
    for (const { party } of gazetteer.find(line.text)) {
      if (party.kind === RecordKind.CITY) counts.set(party, (counts.get(party) ?? 0) + 1);
    }
  }
  const domains = [...people.data, ...people.functional].flatMap(({ kind, value }) =>
    kind === 'email'
      ? [
          fold(value.split('@')[1] ?? '')
            .split('.')
            .slice(-2)[0] ?? '',
        ]
      : [],
  );
  for (const party of context.parties.filter(({ kind }) => kind === RecordKind.CITY)) {
    const isDomain = party.names.some(({ text }) => domains.includes(fold(text).replace(/[^a-z]/g, '')));
    if (isDomain) counts.set(party, (counts.get(party) ?? 0) + 5);
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= 2 && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}

/** Words of offices and organisations, and names of what the site knows, are no people. */
function isNoName(name: string, { lexicons, gazetteer }: Reading): boolean {
  const words = wordsOf(name);
  if (gazetteer.isName(name)) return true;
  return lexicons.some(
    (lexicon) =>
      findPattern(words, lexicon.phrases('departments')) !== undefined ||
      findPattern(words, lexicon.phrases('organisations')) !== undefined ||
      findPattern(words, lexicon.phrases('cityWords')) !== undefined ||
      findPattern(words, lexicon.phrases('contactWords')) !== undefined,
  );
}

function linesFor(
  document: ReadDocument,
  redaction: Redaction,
  passages: readonly LanguagePassage[],
): { lines: Line[]; redacted: string[] } {
  const lines: Line[] = [];
  const redacted = document.blocks.map((block, index) => {
    const struck = redaction.block(block);
    if (redaction.isEmptied(block.text, struck.text)) return '';
    const locale = passages.find(({ from, to }) => index >= from && index <= to)?.locale;
    lines.push({ ...struck, index, ...(locale === undefined ? {} : { locale }) });
    return struck.text;
  });
  return { lines, redacted };
}

/** A summary out of the document's own sentences, where it brings none. */
function addSummary(
  record: ProposedRecord | undefined,
  lines: readonly Line[],
  reading: Reading,
  count: number,
): void {
  if (!record || 'texts.summary' in record.values) return;
  const { context, locale } = reading;
  const sentences = summarise(lines, count, context.stem, locale);
  if (sentences.length === 0) return;
  record.values['texts.summary'] = {
    value: textOf(sentences.map(({ text, line }) => ({ ...line, text }))).replaceAll('\n', ' '),
    confidence: 0.4,
    spans: sentences.map(({ text, line }) => spanOf(line, text)),
    origin: 'summary',
  };
}

/** where it says what state it is in, and how long such a note may be */
const FIRST_LINES = 8;
const LONGEST_NOTE = 160;

const MATCHED = new Set([
  RecordKind.PLAN,
  RecordKind.ACTION,
  RecordKind.EVENT,
  RecordKind.PRACTICE,
  RecordKind.NETWORK,
]);

function matchExisting(record: ProposedRecord, reading: Reading): void {
  const title = record.values['texts.title']?.value;
  if (typeof title !== 'string' || !MATCHED.has(record.kind)) return;
  for (const match of matchTitle(title, record.kind, reading)) {
    if (!record.matches.some(({ id }) => id === match.id)) record.matches.push(match);
  }
}

/** Where a document says on its first lines that it was changed or adopted. */
function saysLater(lines: readonly Line[], { lexicons: [own] }: Reading): boolean {
  const patterns = own?.phrases('laterVersion') ?? [];
  return lines
    .slice(0, FIRST_LINES)
    .some(({ text }) => text.length < LONGEST_NOTE && hasPattern(text, patterns));
}
