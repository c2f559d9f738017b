import { RecordKind } from '../../../common/records';
import { proposeConcepts } from './concepts';
import { findDates } from './dates';
import type { Lexicon } from './lexicon';
import { findPattern, hasPattern } from './pattern';
import { mostNamed } from './plan-record';
import { referenceTo } from './parties';
import type { PartyReference, ProposedRecord } from './proposal';
import { type Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, type Section, spanOf } from './sections';
import { squeeze, wordsOf } from './words';

const SCHEMES = new Set(['theme', 'target-group', 'method', 'participation-level']);

/** A meeting, workshop, conference … with when, who and what came of it. */
export function readEvent(
  title: Line | undefined,
  sections: readonly Section[],
  lines: readonly Line[],
  metadata: Readonly<Record<string, string>>,
  reading: Reading,
): ProposedRecord {
  const record = new RecordBuilder('event', RecordKind.EVENT, reading.locale);
  const own = reading.lexicons[0];
  if (title) record.value('texts.title', title.text, [title], { confidence: 0.9 });
  for (const section of sections) {
    const content = linesOf(section).filter((line) => line.index !== title?.index);
    if (section.role === 'aims' || section.role === 'objectives')
      record.text('aims', content, { confidence: section.confidence });
    else if (section.role === 'outputs' || section.role === 'results') {
      const items = content.filter((line) => line.kind === 'list-item');
      record.text('outputs', items.length > 0 ? items : content, { confidence: section.confidence });
    } else if (section.role === 'summary') record.text('summary', content, { confidence: 0.8 });
    else if (section.role === 'place')
      record.value('fields.place', squeeze(content[0]?.text ?? ''), content.slice(0, 1));
    else if (section.heading) record.leave(section.title, content);
  }
  readWhen(record, sections, lines, metadata, reading);
  if (own) {
    const head = [title?.text ?? '', ...lines.slice(0, 2).map((line) => line.text)].join(' ');
    const named = firstKind(title?.text ?? '', own.eventKinds);
    const kind = named ?? [...own.eventKinds].find(([, patterns]) => hasPattern(head, patterns))?.[0];
    const told = title ?? lines[0];
    record.value('fields.eventKind', `event-kind/${kind ?? 'other'}`, told ? [told] : [], {
      confidence: kind ? 0.8 : 0.3,
    });
    readAttendance(record, lines, reading);
    readOnline(record, lines, reading);
  }
  readEdition(record, title, metadata, reading);
  readWhere(record, title, lines, metadata, reading);
  const found = reading.concepts.find([...(title ? [title, title] : []), ...lines], SCHEMES);
  for (const scheme of SCHEMES) record.propose(`concepts.${scheme}`, proposeConcepts(scheme, found));
  return record.build();
}

/** What a title calls the event; of several words the first: a "workshop on meetings" is a workshop. */
function firstKind(title: string, kinds: Lexicon['eventKinds']): string | undefined {
  const words = wordsOf(title);
  return [...kinds]
    .map(([key, patterns]) => ({ key, from: findPattern(words, patterns)?.from ?? Infinity }))
    .filter(({ from }) => from < Infinity)
    .sort((a, b) => a.from - b.from)[0]?.key;
}

/** The day that the text tells; what the file itself calls a date only where the text tells none. */
function readWhen(
  record: RecordBuilder,
  sections: readonly Section[],
  lines: readonly Line[],
  metadata: Readonly<Record<string, string>>,
  { dateWords }: Reading,
): void {
  const dated = sections.filter(({ role }) => role === 'date' || role === 'schedule').flatMap(linesOf);
  const exact = [...dated, ...lines].flatMap((line) =>
    findDates(line.text, dateWords).map((date) => ({ line, date })),
  );
  const day =
    exact.find(({ date }) => date.value.length === 10) ?? exact.find(({ date }) => date.value.length === 7);
  if (day) {
    for (const path of ['start', 'end']) record.value(path, day.date.value, [day.line], { confidence: 0.9 });
    return;
  }
  const declared = Object.entries(metadata).find(
    ([key, value]) => /date/i.test(key) && findDates(value, dateWords)[0],
  );
  const date = declared && findDates(declared[1], dateWords)[0];
  if (!date || !declared) return;
  const isPublication = /publ/i.test(declared[0]);
  for (const path of ['start', 'end']) {
    record.value(path, date.value, [{ anchor: {}, quote: declared[1] }], {
      confidence: isPublication ? 0.4 : 0.8,
    });
  }
}

/** A figure of people beside a word of attending: `Zúčastnilo sa ho 22 aktérov`, `with 40 participants`. */
function readAttendance(record: RecordBuilder, lines: readonly Line[], { lexicons }: Reading): void {
  const own = lexicons[0];
  if (!own) return;
  for (const line of lines) {
    const words = wordsOf(line.text);
    for (const [at, word] of words.entries()) {
      if (!/^\d{1,5}$/.test(word.text) || /^(?:19|20)\d\d$/.test(word.text)) continue;
      const people = findPattern(words.slice(at + 1, at + 4), own.phrases('participantWords'));
      const attended = findPattern(words.slice(Math.max(0, at - 6), at + 10), own.phrases('attendWords'));
      if (!people || !attended) continue;
      record.value('fields.participants', Number(word.text), [line], { confidence: 0.85 });
      return;
    }
  }
}

function readOnline(record: RecordBuilder, lines: readonly Line[], { lexicons }: Reading): void {
  const own = lexicons[0];
  // where it took place is told with when it did, at the beginning; later mentions are of other meetings
  const told = own && lines.slice(0, 3).find((line) => hasPattern(line.text, own.phrases('online')));
  if (!told) return;
  record.value('fields.online', true, [told], { confidence: 0.8 });
  const tool = /\b(?:Zoom|Microsoft Teams|MS Teams|Teams|Webex|Jitsi|Google Meet)\b/u.exec(told.text)?.[0];
  if (tool) record.value('fields.place', tool, [spanOf(told, tool)], { confidence: 0.7 });
}

function readEdition(
  record: RecordBuilder,
  title: Line | undefined,
  metadata: Readonly<Record<string, string>>,
  { lexicons }: Reading,
): void {
  const declared = Object.entries(metadata).find(
    ([key, value]) => /^edition$/i.test(key) && /^\d{1,3}$/.test(value),
  );
  const spelt = title && /^(\d{1,3})\.\s+\p{L}/u.exec(title.text)?.[1];
  const words = title ? wordsOf(title.text).slice(0, 3) : [];
  const ordinal = lexicons[0]?.ordinals.findIndex((forms) => findPattern(words, forms) !== undefined) ?? -1;
  const edition = Number(declared?.[1] ?? spelt ?? ordinal + 1);
  if (edition > 0 && title) record.value('fields.edition', edition, [title], { confidence: 0.85 });
}

/** Its city, and the network or initiative whose event it is. */
function readWhere(
  record: RecordBuilder,
  title: Line | undefined,
  lines: readonly Line[],
  metadata: Readonly<Record<string, string>>,
  { gazetteer }: Reading,
): void {
  const mentions = [...(title ? [title] : []), ...lines].flatMap((line) =>
    gazetteer.find(line.text).map((mention) => ({ ...mention, line })),
  );
  const named = title ? gazetteer.find(title.text) : [];
  const cities = mentions.filter(({ party }) => party.kind === RecordKind.CITY);
  const city = named.find(({ party }) => party.kind === RecordKind.CITY) ?? mostNamed(cities)?.mention;
  const line = cities.find(({ party }) => party === city?.party)?.line;
  if (city && line) {
    record.value('cities', [referenceTo(city)], [line], { confidence: 0.85 });
    record.value('owner', referenceTo(city), [line], { confidence: 0.6 });
  }
  const project = Object.entries(metadata).find(([key]) =>
    /^(?:project|initiative|network|series)$/i.test(key),
  )?.[1];
  const network = mentions.find(({ party }) => party.kind === RecordKind.NETWORK && !party.isProgramme);
  const reference: PartyReference | undefined = network
    ? referenceTo(network)
    : project
      ? { name: project, matches: gazetteer.match(project, [RecordKind.NETWORK]) }
      : undefined;
  if (!reference) return;
  const span = network ? spanOf(network.line, network.name) : { anchor: {}, quote: project ?? '' };
  record.value('fields.initiative', reference, [span], { confidence: 0.7 });
  record.value('networks', [reference], [span], { confidence: 0.7 });
}
