import type { HeadingRole } from './lexicon';
import type { Section } from './sections';

/** Roles that only the description of one action has. */
const FIELD_ROLES = new Set<HeadingRole>([
  'schedule',
  'start',
  'end',
  'leadInternal',
  'leadExternal',
  'actors',
  'group',
  'problem',
  'statusQuo',
  'description',
  'contribution',
  'vision',
  'values',
  'resources',
  'funding',
  'milestones',
  'indicators',
  'targetGroups',
  'policy',
  'additional',
  'progress',
  'risks',
  'results',
  'objectives',
  'summary',
  'outputs',
]);
/** Of those the ones that say an action is described here; a plan as a whole has a vision and risks too. */
const TELLING_ROLES = new Set<HeadingRole>([
  'schedule',
  'start',
  'end',
  'leadInternal',
  'leadExternal',
  'actors',
  'statusQuo',
  'resources',
  'milestones',
  'problem',
  'description',
  'contribution',
  'indicators',
]);
/** What belongs to a plan as a whole, so that the last action is over. */
const PLAN_ROLES = new Set<HeadingRole>([
  'governance',
  'contact',
  'actions',
  'monitoring',
  'partnersOfProject',
]);

export interface DividedPlan {
  /** what stands before the first action and after the last one */
  around: Section[];
  /** each begins with the section that names the action */
  actions: Section[][];
}

/** Finds the actions of a plan: by headings that name one, by repeated titles, else by what stands below a heading. */
export function splitActions(sections: readonly Section[]): DividedPlan {
  const starts =
    namedStarts(sections) ?? titleStarts(sections) ?? outlinedStarts(sections) ?? ([] as number[]);
  const first = starts[0];
  if (first === undefined) return { around: [...sections], actions: [] };
  const around = sections.slice(0, first);
  const actions: Section[][] = [];
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? sections.length;
    const length = lengthOf(sections, start, end);
    actions.push(sections.slice(start, start + length));
    around.push(...sections.slice(start + length, end));
  }
  return { around, actions: withoutRepeats(actions) };
}

const telling = (sections: readonly Section[]): number =>
  new Set(sections.flatMap(({ role }) => (role && TELLING_ROLES.has(role) ? [role] : []))).size;

/** "Commitment 2", "Name of the measure": where most of them have fields below, those without are mere mentions. */
function namedStarts(sections: readonly Section[]): number[] | undefined {
  const named = indexes(sections, ({ role }) => role === 'action' || role === 'smallScaleAction');
  if (named.length === 0) return undefined;
  const filled = named.filter(
    (start, index) =>
      isSmallScale(sections[start]) || telling(sections.slice(start + 1, named[index + 1])) >= 1,
  );
  if (filled.length > 0) return filled;
  return named.length >= 2 ? named : undefined;
}

/** Told in a paragraph as a rule, without fields. */
const isSmallScale = (section: Section | undefined): boolean =>
  section?.role === 'smallScaleAction' && section.lines.length > 0;

function titleStarts(sections: readonly Section[]): number[] | undefined {
  const titles = indexes(sections, (section) => section.role === 'title');
  const filled = titles.filter((start, index) => telling(sections.slice(start + 1, titles[index + 1])) >= 2);
  return filled.length >= 2 ? filled : undefined;
}

/** Headings of no known meaning with the fields of an action below each: their words are its title. */
function outlinedStarts(sections: readonly Section[]): number[] | undefined {
  const unknown = indexes(sections, (section) => section.role === undefined && section.heading !== undefined);
  const filled = unknown.filter(
    (start, index) => telling(sections.slice(start + 1, unknown[index + 1])) >= 2,
  );
  if (filled.length >= 2) return filled;
  const [only] = filled;
  return only !== undefined && telling(sections.slice(only + 1)) >= 4 ? [only] : undefined;
}

const indexes = (sections: readonly Section[], is: (section: Section) => boolean): number[] =>
  sections.flatMap((section, index) => (is(section) ? [index] : []));

/** How many sections from `start` belong to the action that begins there. */
function lengthOf(sections: readonly Section[], start: number, end: number): number {
  const own = sections[start];
  let last = start;
  for (let at = start + 1; at < end; at++) {
    const section = sections[at];
    if (!section) break;
    const isHigher =
      own?.level !== undefined &&
      section.level !== undefined &&
      section.heading?.kind === 'heading' &&
      own.heading?.kind === 'heading' &&
      section.level < own.level;
    const isPlanWide =
      section.role !== undefined && PLAN_ROLES.has(section.role) && (section.level ?? 1) <= (own?.level ?? 1);
    if (isHigher || isPlanWide) break;
    if (section.role && FIELD_ROLES.has(section.role)) last = at;
  }
  // headings of unknown meaning between the fields stay with the action, those after its last field do not
  return last - start + 1;
}

/** A table of contents names every action before its description does. */
function withoutRepeats(actions: readonly Section[][]): Section[][] {
  const byNumber = new Map<string, Section[]>();
  const result: Section[][] = [];
  for (const action of actions) {
    const [start] = action;
    const key =
      start?.number && start.inline ? `${start.number} ${start.inline.text.toLowerCase()}` : undefined;
    const known = key === undefined ? undefined : byNumber.get(key);
    if (known && key !== undefined) {
      if (action.length > known.length) result[result.indexOf(known)] = action;
      byNumber.set(key, action.length > known.length ? action : known);
      continue;
    }
    if (key !== undefined) byNumber.set(key, action);
    result.push(action);
  }
  return result;
}
