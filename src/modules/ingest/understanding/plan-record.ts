import { RecordKind } from '../../../common/records';
import { readAction } from './action-record';
import { readAdoption } from './adoption';
import { proposeConcepts } from './concepts';
import { findPeriods } from './dates';
import type { HeadingRole } from './lexicon';
import { findPattern, hasPattern } from './pattern';
import type { Mention } from './parties';
import { isCodedObjective, linkObjective, type PlanObjective, readObjectives } from './plan-objectives';
import { asMatch, referenceTo } from './parties';
import type { ProposedRecord } from './proposal';
import { type Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, type Section, spanOf } from './sections';
import type { DividedPlan } from './split-actions';
import { wordsOf } from './words';

const TEXT_FIELDS: Partial<Record<HeadingRole, string>> = {
  summary: 'summary',
  vision: 'vision',
  localGroup: 'localGroup',
  governance: 'governance',
  risks: 'risks',
  monitoring: 'monitoring',
  funding: 'funding',
  resources: 'funding',
};
/** what stands on a cover */
const COVER_LINES = 8;
const LONGEST_COVER_LINE = 120;
/** "for the years 2025–2027" */
const MOST_WORDS_OF_YEARS = 5;
const SCHEMES = new Set(['theme', 'target-group', 'method']);

/** A plan with its actions, the plan first. */
export function readPlan(
  title: Line | undefined,
  { around, actions }: DividedPlan,
  lines: readonly Line[],
  reading: Reading,
): ProposedRecord[] {
  const record = new RecordBuilder('plan', RecordKind.PLAN, reading.locale);
  const own = reading.lexicons[0];
  const head = title?.text ?? '';
  const isOpenGovernment = own
    ? hasPattern(head, own.kinds.openGovernment) || saidOften(lines, reading)
    : false;
  const opening = openingOf(title, lines);
  const calling = opening.find(({ text }) => own && hasPattern(text, own.kinds.integratedPlan));
  const isIntegrated = !isOpenGovernment && calling !== undefined;
  if (title) record.value('texts.title', title.text, [title], { confidence: 0.9 });
  readPeriod(record, title, opening, around, reading);
  readAdoption(record, opening, reading);
  const kind = isOpenGovernment ? 'open-government-plan' : isIntegrated ? 'integrated-action-plan' : 'other';
  const told = isIntegrated && calling ? [calling] : title ? [title] : lines.slice(0, 1);
  record.value('fields.planKind', `plan-kind/${kind}`, told, { confidence: kind === 'other' ? 0.4 : 0.9 });
  readOrdinal(record, title, reading);
  if (title && own && startsWithPart(head, reading)) {
    record.value('fields.completeness', 'completeness/part', [title], { confidence: 0.7 });
  }
  readOwner(record, title, lines, reading);
  const objectives = readSections(record, around, title, opening, reading);
  const found = reading.concepts.find(lines, SCHEMES);
  for (const scheme of SCHEMES) record.propose(`concepts.${scheme}`, proposeConcepts(scheme, found));
  const facts = { planRef: 'plan', isOpenGovernment, isIntegratedPlan: isIntegrated };
  return [
    record.build(),
    ...actions.map((sections, index) => {
      const ref = `action-${index + 1}`;
      const action = readAction(sections, { ...facts, ref, ordinal: index + 1 }, reading);
      linkObjective(action, sections, objectives);
      return action;
    }),
  ];
}

/** The title and the short lines around it, as a cover has them. */
function openingOf(title: Line | undefined, lines: readonly Line[]): Line[] {
  const cover = lines
    .slice(0, COVER_LINES)
    .filter(
      ({ text, kind, index }) =>
        text.length <= LONGEST_COVER_LINE && kind !== 'table-row' && index !== title?.index,
    );
  return title ? [title, ...cover] : cover;
}

/** A plan whose title does not say so is one of open government where its text keeps speaking of it. */
function saidOften(lines: readonly Line[], { lexicons }: Reading): boolean {
  const own = lexicons[0];
  if (!own) return false;
  return lines.filter((line) => hasPattern(line.text, own.kinds.openGovernment)).length >= 4;
}

function startsWithPart(title: string, { lexicons }: Reading): boolean {
  const match = lexicons[0] && findPattern(wordsOf(title), lexicons[0].kinds.part);
  return match !== undefined && match.from <= 1;
}

/** The years of the title, else those of a line on the plan's period, else those beside the word "plan" on the cover. */
function readPeriod(
  record: RecordBuilder,
  title: Line | undefined,
  opening: readonly Line[],
  around: readonly Section[],
  { dateWords, lexicons: [own] }: Reading,
): void {
  const timed = around.filter(({ role }) => role === 'schedule' || role === 'start' || role === 'end');
  const named = opening.filter(({ text }) => own && hasPattern(text, own.kinds.plan));
  const years = opening.filter(({ text }) => wordsOf(text).length <= MOST_WORDS_OF_YEARS);
  const onCover = new Set([...named, ...years].filter((line) => line !== title));
  for (const line of [...(title ? [title] : []), ...timed.flatMap(linesOf), ...onCover]) {
    const [period] = findPeriods(line.text, dateWords);
    // A day on a cover is that of the decision or of the print.
    if (!period || (onCover.has(line) && !period.end)) continue;
    const start = period.start ?? period.on;
    const end = period.end ?? period.on;
    if (start) record.value('start', start.value, [line], { confidence: 0.9 });
    if (end) record.value('end', end.value, [line], { confidence: 0.9 });
  }
}

/** "2nd action plan", "druhý akčný plán": only where the title itself counts. */
function readOrdinal(record: RecordBuilder, title: Line | undefined, { lexicons }: Reading): void {
  const own = lexicons[0];
  if (!title || !own) return;
  const words = wordsOf(title.text);
  const plan = findPattern(words, own.kinds.plan);
  if (!plan) return;
  const figure = /(?:^|\s)(\d)(?:\.|st|nd|rd|th|r|è|º|er)\s+\p{L}/u.exec(
    title.text.slice(0, words[plan.to - 1]?.end),
  );
  const spelt = own.ordinals.findIndex((forms) => {
    const match = findPattern(words, forms);
    return match !== undefined && match.to <= plan.to && plan.from - match.to <= 3;
  });
  const ordinal = figure ? Number(figure[1]) : spelt + 1;
  if (ordinal > 0) record.value('fields.ordinal', ordinal, [title], { confidence: 0.8 });
}

/** The city that the title names, else the one that the text names most, belongs to the plan and owns it. */
function readOwner(
  record: RecordBuilder,
  title: Line | undefined,
  lines: readonly Line[],
  { gazetteer }: Reading,
): void {
  const all = lines.flatMap((line) => gazetteer.find(line.text).map((mention) => ({ mention, line })));
  const cities = all.filter(({ mention }) => mention.party.kind === RecordKind.CITY);
  const named = title && gazetteer.find(title.text).find(({ party }) => party.kind === RecordKind.CITY);
  const most = mostNamed(cities.map(({ mention }) => mention));
  const owner = named ?? most?.mention;
  if (owner) {
    const line = named ? title : cities.find(({ mention }) => mention.party === owner.party)?.line;
    const confidence = named ? 0.95 : (most?.share ?? 0) > 0.6 ? 0.75 : 0.5;
    const spans = line ? [spanOf(line)] : [];
    record.value('owner', referenceTo(owner), spans, { confidence });
    record.value('cities', [referenceTo(owner)], spans, { confidence });
  }
  const networks = new Map(
    all.flatMap((found) =>
      found.mention.party.kind === RecordKind.NETWORK ? [[found.mention.party.id, found] as const] : [],
    ),
  );
  if (networks.size > 0) {
    record.value(
      'networks',
      [...networks.values()].map(({ mention }) => referenceTo(mention)),
      [...networks.values()].map(({ line, mention }) => spanOf(line, mention.name)),
      { confidence: 0.6 },
    );
  }
}

export function mostNamed(mentions: readonly Mention[]): { mention: Mention; share: number } | undefined {
  const counts = new Map<string, { mention: Mention; count: number }>();
  for (const mention of mentions) {
    const known = counts.get(mention.party.id);
    if (known) known.count++;
    else counts.set(mention.party.id, { mention, count: 1 });
  }
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count);
  return best && { mention: best.mention, share: best.count / mentions.length };
}

/** Nothing but the title and the lines around it: no chapter. */
function isCover({ heading, lines }: Section, title: Line | undefined, opening: readonly Line[]): boolean {
  const cover = new Set([title, ...opening].map((line) => line?.index));
  return cover.has(heading?.index) && lines.every(({ index }) => cover.has(index));
}

/** Chapters around the actions: those of known meaning into their fields, the others as sections of the plan. */
function readSections(
  record: RecordBuilder,
  around: readonly Section[],
  title: Line | undefined,
  opening: readonly Line[],
  reading: Reading,
): PlanObjective[] {
  const objectives: PlanObjective[] = [];
  const chapters: Section[] = [];
  for (const section of around) {
    const all = linesOf(section).filter((line) => line.index !== title?.index);
    // "Vision and objectives" is one chapter of many plans.
    const mayHaveBoth = section.role === 'vision' && !record.has('fields.objectives');
    const coded = mayHaveBoth ? all.filter(isCodedObjective) : [];
    objectives.push(...readObjectives(record, coded, reading));
    const lines = all.filter((line) => !coded.includes(line));
    if (lines.length === 0) continue;
    const field = section.role && TEXT_FIELDS[section.role];
    if (field) record.text(field, lines, { confidence: section.confidence * 0.9 });
    else if (section.role === 'objectives' && !record.has('fields.objectives'))
      objectives.push(...readObjectives(record, lines, reading));
    else if (section.heading && section.role !== 'contact' && !isCover(section, title, opening))
      chapters.push({ ...section, lines, title: section.title });
    else record.leave(section.title === '' ? undefined : section.title, lines);
  }
  if (chapters.length === 0) return objectives;
  const headings = chapters.flatMap(({ heading }) => (heading ? [heading] : []));
  record.value(
    'fields.sections',
    chapters.map(({ heading }, index) => ({
      id: `s${index + 1}`,
      ...(heading?.anchor.page === undefined ? {} : { pageFrom: heading.anchor.page }),
    })),
    headings.map((line) => spanOf(line)),
    { confidence: 0.8 },
  );
  for (const [index, { title: name, lines, heading }] of chapters.entries()) {
    if (heading) record.value(`texts.sections.s${index + 1}.title`, name, [heading], { confidence: 0.9 });
    record.text(`sections.s${index + 1}.text`, lines, { confidence: 0.8 });
  }
  return objectives;
}

/** Records of that kind whose title is the same but for its inflection and order of words; those of the same years first. */
export function matchTitle(
  title: string,
  kind: RecordKind,
  { context }: Reading,
): ReturnType<typeof asMatch>[] {
  const words = new Set(wordsOf(title).map((word) => word.folded.slice(0, 4)));
  return context.records
    .filter((record) => record.kind === kind)
    .flatMap((record) => {
      const best = Math.max(
        0,
        ...record.titles.map((other) => {
          const theirs = new Set(wordsOf(other).map((word) => word.folded.slice(0, 4)));
          const shared = [...words].filter((word) => theirs.has(word)).length;
          return (2 * shared) / (words.size + theirs.size || 1);
        }),
      );
      if (best < 0.6) return [];
      const why = best === 1 ? 'same-title' : 'similar-title';
      return [{ id: record.id, slug: record.slug, kind, confidence: Math.round(best * 100) / 100, why }];
    })
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, 5);
}
