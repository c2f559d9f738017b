import { RecordKind } from '../../../common/records';
import { proposeConcepts } from './concepts';
import type { KnownParty } from './context';
import { findDates } from './dates';
import type { HeadingRole } from './lexicon';
import { findPattern } from './pattern';
import { asMatch, nameOf, referenceTo } from './parties';
import { mostNamed } from './plan-record';
import type { ProposedRecord } from './proposal';
import { type Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, type Section } from './sections';
import { wordsOf } from './words';

const TEXT_FIELDS: Partial<Record<HeadingRole, string>> = {
  summary: 'summary',
  problem: 'challenge',
  statusQuo: 'challenge',
  objectives: 'objectives',
  aims: 'objectives',
  description: 'solution',
  participationApproach: 'participationApproach',
  milestones: 'steps',
  results: 'results',
  outputs: 'results',
  contribution: 'results',
  lessons: 'lessons',
  successFactors: 'successFactors',
  limitingFactors: 'limitingFactors',
  whatDidNotWork: 'whatDidNotWork',
  transferConditions: 'transferConditions',
};
const SCHEMES = new Set(['theme', 'target-group', 'method', 'participation-level', 'sdg']);

/** A practice as its headings tell it. */
export function readPractice(
  title: Line | undefined,
  sections: readonly Section[],
  lines: readonly Line[],
  reading: Reading,
): ProposedRecord {
  const record = new RecordBuilder('practice', RecordKind.PRACTICE, reading.locale);
  if (title) record.value('texts.title', title.text, [title], { confidence: 0.9 });
  for (const section of sections) {
    const content = linesOf(section).filter((line) => line.index !== title?.index);
    const field = section.role && TEXT_FIELDS[section.role];
    if (field) record.text(field, content, { confidence: section.confidence * 0.9 });
    else if (section.heading) record.leave(section.title, content);
    else
      record.text('summary', content.filter((line) => line.kind === 'paragraph').slice(0, 2), {
        confidence: 0.6,
      });
  }
  record.value('fields.tier', 'practice-tier/snippet', title ? [title] : [], { confidence: 0.6 });
  const mentions = [...(title ? [title] : []), ...lines].flatMap((line) =>
    reading.gazetteer
      .find(line.text)
      .flatMap((mention) => (mention.party.kind === RecordKind.CITY ? [{ ...mention, line }] : [])),
  );
  const most = mostNamed(mentions);
  const line = mentions.find(({ party }) => party === most?.mention.party)?.line;
  if (most && line) {
    record.value('cities', [referenceTo(most.mention)], [line], { confidence: 0.5 + most.share * 0.4 });
    record.value('owner', referenceTo(most.mention), [line], { confidence: 0.4 + most.share * 0.4 });
  }
  return withConcepts(record, title, lines, reading);
}

/**
 * What a member of a network reports to have done: items that begin with a word of achievement are results, dated ones
 * are steps. Undefined where a page tells no results.
 */
export function readReport(
  title: Line | undefined,
  lines: readonly Line[],
  author: KnownParty,
  reading: Reading,
): ProposedRecord | undefined {
  const own = reading.lexicons[0];
  if (!own) return undefined;
  const items = lines.filter((line) => line.kind === 'list-item');
  const results = items.filter((line) => {
    const match = findPattern(wordsOf(line.text).slice(0, 4), own.phrases('resultVerbs'));
    return match !== undefined && match.from <= 2;
  });
  if (results.length === 0) return undefined;
  const steps = items.filter(
    (line) => !results.includes(line) && findDates(line.text, reading.dateWords).length > 0,
  );
  const record = new RecordBuilder('practice', RecordKind.PRACTICE, reading.locale);
  if (title) record.value('texts.title', title.text, [title], { confidence: 0.6 });
  record.text('results', results, { confidence: 0.85 });
  record.text('steps', steps, { confidence: 0.6 });
  record.value('fields.tier', 'practice-tier/snippet', results.slice(0, 1), { confidence: 0.8 });
  const reference = { name: nameOf(author, reading.locale), matches: [asMatch(author, 0.85, 'same-name')] };
  record.value('cities', [reference], results.slice(0, 1), { confidence: 0.85 });
  record.value('owner', reference, results.slice(0, 1), { confidence: 0.8 });
  return withConcepts(record, title, lines, reading);
}

function withConcepts(
  record: RecordBuilder,
  title: Line | undefined,
  lines: readonly Line[],
  { concepts }: Reading,
): ProposedRecord {
  const found = concepts.find([...(title ? [title, title] : []), ...lines], SCHEMES);
  for (const scheme of SCHEMES) record.propose(`concepts.${scheme}`, proposeConcepts(scheme, found));
  return record.build();
}
