import type { JsonObject } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import { proposeConcepts } from './concepts';
import type { KnownParty } from './context';
import { findFundingSources } from './funding';
import { ownMember, writeMembers } from './membership-fields';
import { findMembers } from './memberships';
import { findMoney } from './money';
import { findPattern, hasPattern } from './pattern';
import { asMatch, type Mention, nameOf } from './parties';
import { mostNamed } from './plan-record';
import { toldPeriod } from './periods-of-text';
import type { ProposedRecord, RecordMatch } from './proposal';
import { type Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, type Section, spanOf } from './sections';
import { sentencesOf, squeeze, wordsOf } from './words';

const SCHEMES = new Set(['theme', 'target-group', 'method']);

export interface NetworkPage {
  title: Line | undefined;
  lines: readonly Line[];
  sections: readonly Section[];
  /** the member whose own page this is, where it is one's own */
  author?: KnownParty;
}

interface NamedNetwork {
  name: string;
  line: Line;
  matches: RecordMatch[];
  party?: KnownParty;
}

/** The networks that a page describes, the one it is about first, with their members. */
export function readNetworks(page: NetworkPage, reading: Reading): ProposedRecord[] {
  const named = findNetworks(page, reading);
  const [main, ...others] = named;
  if (!main) return [];
  const record = describe('network-1', main, page, reading);
  const members = findMembers(page.lines, page.sections, reading, main.party);
  writeMembers(record, members, page, reading);
  readWholeFunding(record, page, reading);
  const found = reading.concepts.find(page.lines, SCHEMES);
  for (const scheme of SCHEMES) record.propose(`concepts.${scheme}`, proposeConcepts(scheme, found));
  return [
    record.build(),
    ...others.map((other, index) => {
      const mention = describe(`network-${index + 2}`, other, page, reading);
      if (page.author)
        writeMembers(mention, [ownMember(page.author, other.line, reading)], page, reading, false);
      return mention.build();
    }),
  ];
}

/** A project is called by name ("the project called X"); else it is the network that the page names, the title first. */
function findNetworks({ title, lines, author }: NetworkPage, reading: Reading): NamedNetwork[] {
  const { gazetteer } = reading;
  const all = [...(title ? [title] : []), ...lines].flatMap((line) =>
    gazetteer
      .find(line.text)
      .filter(({ party }) => party.kind === RecordKind.NETWORK && !party.isProgramme && party !== author)
      .map((mention) => ({ ...mention, line })),
  );
  const called = calledByName(lines, reading);
  if (called) return [called];
  const own = title && all.find(({ line }) => line === title);
  const main = own ?? mostNamed(all)?.mention;
  const first = main && all.find(({ party }) => party === main.party);
  if (!main || !first) return title ? [{ name: title.text, line: title, matches: [] }] : [];
  const result = [asNamed(first)];
  for (const mention of all) {
    if (!result.some(({ party }) => party === mention.party)) result.push(asNamed(mention));
  }
  return result;
}

const asNamed = (mention: Mention & { line: Line }): NamedNetwork => ({
  name: mention.name,
  line: mention.line,
  party: mention.party,
  matches: [asMatch(mention.party, mention.confidence, mention.why)],
});

function calledByName(lines: readonly Line[], { lexicons, gazetteer }: Reading): NamedNetwork | undefined {
  const own = lexicons[0];
  if (!own) return undefined;
  for (const line of lines) {
    for (const match of line.text.matchAll(/[„“"«»']([^„“”"«»']{3,120})[”“"«»']/gu)) {
      const before = wordsOf(line.text.slice(Math.max(0, match.index - 60), match.index)).slice(-4);
      const isCalled = findPattern(before, own.phrases('named')) !== undefined;
      const isNetwork = findPattern(before, own.kinds.network) !== undefined;
      if (!isCalled && !(isNetwork && before.length > 0)) continue;
      const name = squeeze(match[1] ?? '');
      const matches = gazetteer.match(name, [RecordKind.NETWORK]);
      const party = gazetteer.find(name).find(({ party: { id } }) => id === matches[0]?.id)?.party;
      return { name, line, matches, ...(party ? { party } : {}) };
    }
  }
  return undefined;
}

function describe(ref: string, named: NamedNetwork, page: NetworkPage, reading: Reading): RecordBuilder {
  const record = new RecordBuilder(ref, RecordKind.NETWORK, reading.locale);
  const own = reading.lexicons[0];
  record.value('texts.title', named.name, [spanOf(named.line, named.name)], { confidence: 0.85 });
  record.matches.push(...named.matches);
  const isAbout = (sentence: string): boolean =>
    sentence.includes(named.name) || (own !== undefined && hasPattern(sentence, own.kinds.network));
  const period = toldPeriod(page.lines, reading, isAbout);
  if (period) {
    for (const path of ['start', 'end'] as const) {
      const date = period[path];
      if (!date) continue;
      const details = {
        confidence: date.isVague ? 0.75 : 0.9,
        ...(date.isVague ? { asWritten: period.asWritten } : {}),
      };
      record.value(path, date.value, [spanOf(period.line, period.asWritten)], details);
    }
  }
  const calls = named.line.text.slice(0, named.line.text.indexOf(named.name));
  const isProject = /pro[jg]e[ck]t|prosjekt/iu.test(calls.slice(-40)) && !named.party;
  record.value(
    'fields.networkKind',
    `network-kind/${isProject || /pro[jg]e[ck]t|prosjekt/iu.test(calls.slice(-25)) ? 'project' : 'network'}`,
    [named.line],
    { confidence: 0.6 },
  );
  readProgramme(record, page.lines, reading);
  if (ref === 'network-1') readObjectives(record, page);
  return record;
}

/** A programme that the site knows, else the name after the word ("v rámci programu Řádná správa"). */
function readProgramme(
  record: RecordBuilder,
  lines: readonly Line[],
  { gazetteer, lexicons }: Reading,
): void {
  for (const line of lines) {
    const known = gazetteer.find(line.text).find(({ party }) => party.isProgramme);
    if (known) {
      record.value('fields.programme', nameOf(known.party, record.locale), [spanOf(line, known.name)], {
        confidence: 0.9,
      });
      return;
    }
  }
  const own = lexicons[0];
  if (!own) return;
  for (const line of lines) {
    const words = wordsOf(line.text);
    const match = findPattern(words, own.phrases('programmeWords'));
    const after = match && line.text.slice(words[match.to - 1]?.end ?? 0);
    const name =
      /^\s+[„“"«]?(\p{Lu}[\p{L}\p{M}-]*(?:\s(?:\p{L}[\p{L}\p{M}-]*|[IVX]+|\d{4}[-–]\d{4})){0,5}?)[”“"»]?(?=[,.;(]|\s(?:which|that|a|and|y|i|en|og|un|és|și)\s|$)/u.exec(
        after ?? '',
      );
    if (name?.[1]) {
      record.value('fields.programme', squeeze(name[1]), [line], { confidence: 0.7 });
      return;
    }
  }
}

function readObjectives(record: RecordBuilder, { sections }: NetworkPage): void {
  for (const section of sections.filter(({ role }) => role === 'objectives' || role === 'aims')) {
    record.text('objectives', linesOf(section).slice(0, section.inline ? 1 : undefined), {
      confidence: section.confidence * 0.9,
    });
  }
}

/** Who pays for the network as a whole, where a sentence says so. */
function readWholeFunding(
  record: RecordBuilder,
  { lines, author }: NetworkPage,
  { lexicons }: Reading,
): void {
  const own = lexicons[0];
  if (!own) return;
  for (const line of lines) {
    for (const sentence of sentencesOf(line.text)) {
      if (!hasPattern(sentence, own.phrases('financedWords'))) continue;
      if (author && findMoney(sentence, lexicons).length > 0) continue;
      const named = findFundingSources(sentence, lexicons, false);
      // the programme that a network belongs to passes on the money of the fund named beside it
      const funds =
        named.length > 1 ? named.filter(({ source }) => source !== 'funding-source/urbact') : named;
      if (funds.length === 0) continue;
      record.value(
        'fields.funding',
        funds.map((fund): JsonObject => ({ ...fund })),
        [spanOf(line, sentence)],
        { confidence: 0.75 },
      );
      record.text('funding', [{ ...line, text: sentence }], { confidence: 0.75 });
      return;
    }
  }
}
