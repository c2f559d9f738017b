import { TextOrigin } from '../../src/common/localized-text';
import { RecordKind } from '../../src/common/records';
import type { RecordContent } from '../../src/modules/records';

const OWNERS = ['network', 'city with an officer', 'city without one'] as const;
const CITIES = [[], ['with'], ['without'], ['without', 'with']] as const;
const STATES = ['draft', 'in review', 'published', 'revised', 'revision in review', 'archived'] as const;
const AUDIENCES = ['public', 'network'] as const;

/** A record that a network owns, shows or has drafted in it, as far as that matters when it closes. */
export interface Shape {
  kind: RecordKind.METHOD | RecordKind.PLAN;
  owner: (typeof OWNERS)[number];
  cities: (typeof CITIES)[number];
  /** shown in the network that closes */
  isShown: boolean;
  state: (typeof STATES)[number];
  audience: (typeof AUDIENCES)[number];
}

/** Every combination in which the network has something to say. */
export const SHAPES: readonly Shape[] = OWNERS.flatMap((owner) =>
  CITIES.flatMap((cities) =>
    STATES.flatMap((state) =>
      [true, false].flatMap((isShown) =>
        AUDIENCES.map((audience, index): Shape => {
          const kind = (cities.length + index) % 2 === 0 ? RecordKind.METHOD : RecordKind.PLAN;
          return { kind, owner, cities, isShown, state, audience };
        }),
      ),
    ),
  ),
).filter(({ owner, isShown, state, audience }) => {
  const isNew = state === 'draft' || state === 'in review';
  // Whom something new is meant for is said once.
  return (owner === 'network' || isShown || isNew) && (!isNew || audience === 'public');
});

export function cityOf(owner: Exclude<Shape['owner'], 'network'>): 'with' | 'without' {
  return owner === 'city with an officer' ? 'with' : 'without';
}

export function fieldsOf(kind: Shape['kind']): object {
  return kind === RecordKind.METHOD
    ? { concept: 'method/mediation' }
    : { planKind: 'plan-kind/other', relatedPlans: [] };
}

export function actionOf(slug: string, owner: string): RecordContent {
  const fields = { actionKind: 'action-kind/other', leadDepartments: [], externalLeads: [], otherActors: [] };
  return documentOf(RecordKind.ACTION, slug, fields, { owner });
}

export function documentOf(
  kind: RecordKind,
  slug: string,
  fields: object,
  change: object = {},
): RecordContent {
  const title = {
    field: 'title',
    locale: 'en',
    text: `Title of ${slug}`,
    origin: TextOrigin.ORIGINAL,
    isSource: true,
  };
  return {
    kind,
    slug,
    sourceLocale: 'en',
    audience: ['public'],
    texts: [title],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields,
    ...change,
  } as RecordContent;
}
