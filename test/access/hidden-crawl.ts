import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Person, Quarter, World } from './access-world';

/** Slugs stand in answers nowhere else. */
const SLUG = /"slug":\s*"([^"]+)"/g;
/** Records of the world, in a file. */
const OWN_SLUG = /\b(?:hidden(?:-city)?|draft|shown)-(?:own|foreign|closed)\b/g;
const PER_QUERY = 100;

export interface CrawlOutcome {
  cases: number;
  mismatches: string[];
}

/**
 * Asks every record for every field that leads to another record, straight or through a part of it (a membership, a way to
 * ask), and looks whether a record comes out that the person may not see; and whether whoever may see one reaches it.
 */
export async function crawl(world: World, person: Person): Promise<CrawlOutcome> {
  const { running } = world;
  const introspection = await running.query<IntrospectionQuery>(getIntrospectionQuery());
  const schema = buildClientSchema(introspection);
  const selection = selectionOf(schema);
  const records: { slug: string; kind: string }[] = await running.dataSource.query(
    // Of what was never published there is one in each quarter; the calls begin many more of the like.
    `SELECT slug, kind FROM record WHERE published_version IS NOT NULL OR slug ~ '^draft-(own|foreign|closed)$'
     ORDER BY slug`,
  );
  const outcome: CrawlOutcome = { cases: 0, mismatches: [] };
  const hidden = hiddenFor(world, person);
  const reached = new Set<string>();
  for (const { slug, kind } of records) {
    for (const fields of chunks(selection.get(kind) ?? [], PER_QUERY)) {
      const document = `query ($slug: String!) { record(slug: $slug) { slug ${fields.join(' ')} } }`;
      const { text } = await running.send(document, { slug }, person.headers);
      for (const [, found] of text.matchAll(SLUG)) reached.add(String(found));
      outcome.cases += fields.length;
    }
  }
  for (const query of ['hidden', 'title', '']) {
    const { text } = await running.send(
      'query ($query: String!) { search(query: $query, pageSize: 100) { hits { record { slug } } } suggest(text: "title") { text record { slug } } }',
      { query },
      person.headers,
    );
    for (const [, found] of text.matchAll(SLUG)) reached.add(String(found));
    outcome.cases += 2;
  }
  const table = await fetch(`${running.url}/tables/practices.csv`, { headers: person.headers });
  for (const [found] of (await table.text()).matchAll(OWN_SLUG)) reached.add(found);
  outcome.cases += 1;
  for (const slug of hidden) if (reached.has(slug)) outcome.mismatches.push(`${person.name} reaches ${slug}`);
  for (const slug of shownTo(world, person)) {
    if (!reached.has(slug)) outcome.mismatches.push(`${person.name} does not reach ${slug}`);
  }
  return outcome;
}

function all(world: World): { quarter: Quarter; slug: string; audience: string | null }[] {
  return world.quarters.flatMap((quarter) => [
    { quarter, slug: quarter.hidden.slug, audience: `network:${quarter.networkId}` },
    { quarter, slug: quarter.hiddenInCity.slug, audience: `city:${quarter.cityId}` },
    { quarter, slug: quarter.draft.slug, audience: null },
  ]);
}

/** By the places of the person's roles, not by the audiences that the site made of them. */
export function maySee({ viewer }: Person, audience: string | null): boolean {
  const places = viewer.account?.grants.map(({ scopeId }) => scopeId) ?? [];
  return audience !== null && places.includes(audience.replace(/^\w+:/, ''));
}

function hiddenFor(world: World, person: Person): string[] {
  return all(world).flatMap(({ slug, audience }) => (maySee(person, audience) ? [] : [slug]));
}

function shownTo(world: World, person: Person): string[] {
  return all(world).flatMap(({ slug, audience }) => (maySee(person, audience) ? [slug] : []));
}

/** By kind of record: `... on Plan { f0: supersedes { slug } }` for every field that leads to a record. */
function selectionOf(schema: GraphQLSchema): Map<string, string[]> {
  const record = schema.getType('Record');
  if (!isInterfaceType(record)) throw new Error('There is no interface Record');
  return new Map(
    schema
      .getPossibleTypes(record)
      .map((type) => [
        type.name.toUpperCase(),
        pathsOf(schema, type, 3).map((path, index) => `... on ${type.name} { f${index}: ${path} }`),
      ]),
  );
}

/** Fields that end in a record, through at most `depth` types that are none. */
function pathsOf(schema: GraphQLSchema, type: GraphQLObjectType, depth: number): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    const target = getNamedType(field.type);
    if (isRecord(schema, target)) return [`${field.name}${sized(field)} { ... on Record { slug } }`];
    if (!isObjectType(target) || depth <= 1) return [];
    return pathsOf(schema, target, depth - 1).map((path) => `${field.name}${sized(field)} { ${path} }`);
  });
}

function sized(field: GraphQLField<unknown, unknown>): string {
  return field.args.some(({ name }) => name === 'first') ? '(first: 50)' : '';
}

function isRecord(schema: GraphQLSchema, type: unknown): boolean {
  const record = schema.getType('Record');
  if (!isInterfaceType(record)) return false;
  return type === record || (isObjectType(type) && type.getInterfaces().includes(record));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
