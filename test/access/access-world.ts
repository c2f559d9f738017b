import { randomUUID } from 'node:crypto';
import { TextOrigin } from '../../src/common/localized-text';
import { RecordKind } from '../../src/common/records';
import { Role, SIGNED_OUT, TokenScope, type Viewer } from '../../src/common/viewer';
import { type AccessScope, AccountsService, RolesService, ViewerQuery } from '../../src/modules/identity';
import { RecordsService } from '../../src/modules/records';
import { TokensService } from '../../src/modules/identity/tokens.service';
import type { TestApplication } from '../harness/application';
import { makeSpecimens, type Specimens } from './specimens';

/** A network and a city in it, and records that only its people see. */
export interface Quarter {
  name: 'own' | 'foreign' | 'closed';
  networkId: string;
  networkSlug: string;
  cityId: string;
  citySlug: string;
  /** published for everybody */
  shown: { id: string; slug: string };
  /** published for the network alone */
  hidden: { id: string; slug: string };
  /** published for the city alone */
  hiddenInCity: { id: string; slug: string };
  /** never published */
  draft: { id: string; slug: string };
  /** what else is there, under review or on its way in */
  specimens: Specimens;
}

export interface Person {
  name: string;
  role: Role | null;
  /** where the role was given */
  place: string | null;
  accountId: string | null;
  headers: Record<string, string>;
  /** as the site sees them */
  viewer: Viewer;
}

export interface World {
  running: TestApplication;
  quarters: readonly Quarter[];
  persons: readonly Person[];
  /** somebody with the same role in the same place, for calls that end sessions or roles */
  again(person: Person): Promise<Person>;
  /** an officer of the quarter's city */
  officerOf(quarter: Quarter): Promise<Person>;
  /** what a record of that quarter is to the rules */
  scopeOf(quarter: Quarter): AccessScope;
}

const PLACES = [
  { name: 'own', network: 'agents-of-co-existence', city: 'kekava' },
  { name: 'foreign', network: 'part-net', city: 'chrudim' },
  { name: 'closed', network: 'healthy-cities-cz', city: 'prachatice' },
] as const;

/** Who keeps the closed network, and who keeps another. */
const KEEPERS = { own: 'genk', foreign: 'litomerice' } as const;
const OTHER_CLOSED = 'sunne-kommuner';
const IN_NETWORK = [Role.COORDINATOR, Role.EXPERT, Role.TRANSLATOR];
const IN_CITY = [Role.CONTRIBUTOR, Role.OFFICER];

export async function buildWorld(running: TestApplication): Promise<World> {
  const quarters = await Promise.all(PLACES.map((place) => quarterOf(running, place)));
  await close(running, 'healthy-cities-cz', KEEPERS.own);
  await close(running, OTHER_CLOSED, KEEPERS.foreign);
  await running.drainJobs();
  const persons = await everybody(running);
  const officers = new Map<Quarter, Promise<Person>>();
  return {
    running,
    quarters,
    persons,
    again: (person) => sameAs(running, person),
    officerOf: (quarter) => {
      const known =
        officers.get(quarter) ?? person(running, `officer, ${quarter.name}`, Role.OFFICER, quarter.citySlug);
      officers.set(quarter, known);
      return known;
    },
    scopeOf: ({ cityId, networkId }) => ({ ownerId: cityId, cityIds: [cityId], networkIds: [networkId] }),
  };
}

async function quarterOf(running: TestApplication, place: (typeof PLACES)[number]): Promise<Quarter> {
  const networkId = await idOf(running, place.network);
  const cityId = await idOf(running, place.city);
  const made = { networkId, cityId, owner: cityId };
  const shown = await record(running, `shown-${place.name}`, { ...made, audience: ['public'] });
  const names = { networkId, networkSlug: place.network, cityId, citySlug: place.city };
  return {
    name: place.name,
    ...names,
    shown,
    specimens: await makeSpecimens(running, { ...names, shown }),
    hidden: await record(running, `hidden-${place.name}`, { ...made, audience: [`network:${networkId}`] }),
    hiddenInCity: await record(running, `hidden-city-${place.name}`, {
      ...made,
      audience: [`city:${cityId}`],
    }),
    draft: await record(running, `draft-${place.name}`, { ...made, audience: null }),
  };
}

async function record(
  running: TestApplication,
  slug: string,
  given: { networkId: string; cityId: string; owner: string; audience: string[] | null },
): Promise<{ id: string; slug: string }> {
  const records = running.app.get(RecordsService, { strict: false });
  const source = { locale: 'en', origin: TextOrigin.ORIGINAL, isSource: true };
  return running.change(async (manager) => {
    const id = await records.create(manager, RecordKind.PRACTICE, slug, 'en');
    const draftId = await records.saveDraft(manager, id, {
      kind: RecordKind.PRACTICE,
      slug,
      sourceLocale: 'en',
      audience: given.audience ?? [],
      owner: given.owner,
      texts: [{ ...source, field: 'title', text: `Title of ${slug}` }],
      concepts: {},
      cities: [given.cityId],
      networks: [given.networkId],
      ask: [],
      fields: { tier: 'practice-tier/snippet' },
    });
    if (given.audience) await records.publish(manager, draftId);
    await manager.query('UPDATE record_network SET accepted_at = now() WHERE record_id = $1', [id]);
    return { id, slug };
  });
}

async function close(running: TestApplication, network: string, keeper: string): Promise<void> {
  const id = await idOf(running, network);
  await running.dataSource.query('UPDATE network SET closed = true, keeper_id = $2 WHERE id = $1', [
    id,
    await idOf(running, keeper),
  ]);
  const roles = running.app.get(RolesService, { strict: false });
  await running.change((manager) => roles.endAllIn(manager, id));
}

async function everybody(running: TestApplication): Promise<Person[]> {
  const persons: Person[] = [
    { name: 'signed out', role: null, place: null, accountId: null, headers: {}, viewer: SIGNED_OUT },
    await person(running, 'without a role', null, null),
    await person(running, 'administrator', Role.ADMINISTRATOR, null),
    await person(running, 'keeper, own', Role.OFFICER, KEEPERS.own, Role.KEEPER),
    await person(running, 'keeper, foreign', Role.OFFICER, KEEPERS.foreign, Role.KEEPER),
  ];
  for (const place of PLACES.slice(0, 2)) {
    for (const role of IN_NETWORK) {
      persons.push(await person(running, `${role.toLowerCase()}, ${place.name}`, role, place.network));
    }
    for (const role of IN_CITY) {
      persons.push(await person(running, `${role.toLowerCase()}, ${place.name}`, role, place.city));
    }
  }
  const coordinator = persons.find(({ name }) => name === 'coordinator, own');
  for (const scope of Object.values(TokenScope)) {
    if (coordinator) persons.push(await byToken(running, coordinator, scope));
  }
  // What a coordinator may not do anyway shows nothing about tokens.
  for (const name of ['administrator', 'officer, own']) {
    const somebody = persons.find((one) => one.name === name);
    if (somebody) persons.push(await byToken(running, somebody, TokenScope.READ));
  }
  return persons;
}

/** Software of somebody's: as much as they may, within what the token is for. */
async function byToken(
  running: TestApplication,
  { name, role, place, accountId }: Person,
  scope: TokenScope,
): Promise<Person> {
  const tokens = running.app.get(TokensService, { strict: false });
  const made = await running.change((manager) =>
    tokens.create(manager, String(accountId), scope, [scope], 1),
  );
  const viewer = await running.app.get(ViewerQuery, { strict: false }).ofToken(String(made?.secret));
  if (!viewer) throw new Error(`There is no token of ${name}`);
  const headers = { authorization: `Bearer ${String(made?.secret)}` };
  return { name: `${name}, by a token to ${scope}`, role, place, accountId, headers, viewer };
}

async function person(
  running: TestApplication,
  name: string,
  role: Role | null,
  place: string | null,
  as: Role | null = role,
): Promise<Person> {
  const { accountId, headers } = await running.signIn(role, place);
  const viewer = await running.app.get(ViewerQuery, { strict: false }).ofSession(secretOf(headers));
  if (!viewer) throw new Error(`${name} is not signed in`);
  return { name, role: as, place, accountId, headers, viewer };
}

function sameAs(running: TestApplication, one: Person): Promise<Person> {
  const { name, role, place, viewer } = one;
  // A token ends nobody's session.
  if (viewer.account?.token) return Promise.resolve(one);
  if (name === 'signed out') {
    return Promise.resolve({ name, role, place, accountId: null, headers: {}, viewer: SIGNED_OUT });
  }
  return person(running, name, role === Role.KEEPER ? Role.OFFICER : role, place, role);
}

/** The same account by a token of each single scope: it may do less. */
export function tokensOf({ viewer }: Person): Viewer[] {
  const { account } = viewer;
  if (!account || account.token) return [];
  return Object.values(TokenScope).map((scope) => ({
    ...viewer,
    account: {
      id: account.id,
      locale: account.locale,
      grants: account.grants,
      token: { id: randomUUID(), scopes: [scope] },
    },
  }));
}

export async function idOf(running: TestApplication, slug: string): Promise<string> {
  const [row]: { id: string }[] = await running.dataSource.query('SELECT id FROM record WHERE slug = $1', [
    slug,
  ]);
  if (!row) throw new Error(`There is no record ${slug}`);
  return row.id;
}

/** Somebody's role in a place that nobody uses, to be ended. */
export async function spareRole(
  running: TestApplication,
  role: Role,
  scopeId: string,
): Promise<{ id: string; accountId: string }> {
  const accounts = running.app.get(AccountsService, { strict: false });
  return running.change(async (manager) => {
    const email = `${randomUUID()}@example.org`;
    const accountId = await accounts.create(manager, { displayName: 'Test spare', email });
    return { id: await accounts.grant(manager, { accountId, role, scopeId }), accountId };
  });
}

function secretOf(headers: Record<string, string>): string {
  return String(headers['cookie']).split('=')[1] ?? '';
}
