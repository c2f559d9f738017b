import { RecordKind } from '../../../common/records';
import { readAction } from './action-record';
import { proposeConcepts } from './concepts';
import { findPeriods } from './dates';
import type { HeadingRole } from './lexicon';
import { findPattern, hasPattern } from './pattern';
import type { Mention } from './parties';
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
  const isIntegrated = own ? hasPattern(head, own.kinds.integratedPlan) : false;
  if (title) record.value('texts.title', title.text, [title], { confidence: 0.9 });
  readPeriod(record, title, around, reading);
  const kind = isOpenGovernment ? 'open-government-plan' : isIntegrated ? 'integrated-action-plan' : 'other';
  const told = title ? [title] : lines.slice(0, 1);
  record.value('fields.planKind', `plan-kind/${kind}`, told, { confidence: kind === 'other' ? 0.4 : 0.9 });
  readOrdinal(record, title, reading);
  if (title && own && startsWithPart(head, reading)) {
    record.value('fields.completeness', 'completeness/part', [title], { confidence: 0.7 });
  }
  readOwner(record, title, lines, reading);
  readSections(record, around, title);
  const found = reading.concepts.find(lines, SCHEMES);
  for (const scheme of SCHEMES) record.propose(`concepts.${scheme}`, proposeConcepts(scheme, found));
  const facts = { planRef: 'plan', isOpenGovernment, isIntegratedPlan: isIntegrated };
  return [
    record.build(),
    ...actions.map((sections, index) =>
      readAction(sections, { ...facts, ref: `action-${index + 1}`, ordinal: index + 1 }, reading),
    ),
  ];
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

/** The years of the title, else those of a line on the plan's period. */
function readPeriod(
  record: RecordBuilder,
  title: Line | undefined,
  around: readonly Section[],
  { dateWords }: Reading,
): void {
  const timed = around.filter(({ role }) => role === 'schedule' || role === 'start' || role === 'end');
  for (const line of [...(title ? [title] : []), ...timed.flatMap(linesOf)]) {
    const [period] = findPeriods(line.text, dateWords);
    if (!period) continue;
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

/** Chapters around the actions: those of known meaning into their fields, the others as sections of the plan. */
function readSections(record: RecordBuilder, around: readonly Section[], title: Line | undefined): void {
  const chapters: Section[] = [];
  for (const section of around) {
    const lines = linesOf(section).filter((line) => line.index !== title?.index);
    if (lines.length === 0) continue;
    const field = section.role && TEXT_FIELDS[section.role];
    if (field) record.text(field, lines, { confidence: section.confidence * 0.9 });
    else if (section.role === 'objectives' && !record.has('fields.objectives')) readObjectives(record, lines);
    else if (section.heading && section.role !== 'contact')
      chapters.push({ ...section, lines, title: section.title });
    else record.leave(section.title === '' ? undefined : section.title, lines);
  }
  if (chapters.length === 0) return;
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
}

function readObjectives(record: RecordBuilder, lines: readonly Line[]): void {
  const items = lines.filter((line) => line.kind === 'list-item');
  const found = items.length > 0 ? items : [...lines];
  record.value(
    'fields.objectives',
    found.map((_, index) => ({ id: `o${index + 1}` })),
    found.map((line) => spanOf(line)),
  );
  for (const [index, line] of found.entries())
    record.value(`texts.objectives.o${index + 1}.title`, line.text, [line]);
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
