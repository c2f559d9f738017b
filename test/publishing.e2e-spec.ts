import { randomUUID } from 'node:crypto';
import { RecordKind } from '../src/common/records';
import { ContactsService } from '../src/modules/contacts';
import { ContentInvalidError, type RecordContent, RecordsService } from '../src/modules/records';
import { useApplication } from './harness/application';

type Text = RecordContent['texts'][number];

const text = (field: string, locale: string, words: string, isSource = false): Text =>
  ({ field, locale, text: words, origin: isSource ? 'ORIGINAL' : 'HUMAN', isSource }) as Text;

function content(kind: RecordKind, slug: string, fields: object, change: object = {}): RecordContent {
  return {
    kind,
    slug,
    sourceLocale: 'en',
    audience: ['public'],
    texts: [text('title', 'en', `Title of ${slug}`, true)],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields,
    ...change,
  } as RecordContent;
}

const method = (slug: string, change: object = {}): RecordContent =>
  content(RecordKind.METHOD, slug, { concept: 'method/mediation' }, change);
const action = (slug: string, change: object = {}): RecordContent =>
  content(
    RecordKind.ACTION,
    slug,
    {
      actionKind: 'action-kind/other',
      leadDepartments: [],
      externalLeads: [],
      otherActors: [],
    },
    change,
  );
const plan = (slug: string, actions: RecordContent[], change: object = {}): RecordContent =>
  content(
    RecordKind.PLAN,
    slug,
    { planKind: 'plan-kind/other', relatedPlans: [] },
    { actions: actions.map((one) => structuredClone(one)), ...change },
  );

describe('publishing again', () => {
  const running = useApplication();
  const records = (): RecordsService => running().app.get(RecordsService, { strict: false });
  const newSlug = (): string => `test-${randomUUID()}`;
  const sql = async <T>(statement: string, parameters: unknown[] = []): Promise<T[]> =>
    (await running().dataSource.query(statement, parameters)) as T[];

  async function publish(id: string, document: RecordContent): Promise<void> {
    await running().change(async (manager) => {
      const draftId = await records().saveDraft(manager, id, document);
      await records().publish(manager, draftId);
    });
  }
  async function published(document: RecordContent): Promise<string> {
    const id = await running().change((manager) =>
      records().create(manager, document.kind, document.slug, 'en'),
    );
    await publish(id, document);
    return id;
  }
  const idOf = async (slug: string): Promise<string> =>
    String(
      (await sql<{ id: string }>('SELECT record_id AS id FROM record_slug WHERE slug = $1', [slug]))[0]?.id,
    );
  const exists = async (slug: string): Promise<boolean> =>
    (
      await running().query<{ record: object | null }>(
        'query ($slug: String!) { record(slug: $slug) { id } }',
        { slug },
      )
    ).record !== null;
  const actionsOf = async (slug: string): Promise<string[]> =>
    (
      await running().query<{ record: { actions: { edges: { node: { slug: string } }[] } } }>(
        `query ($slug: String!) { record(slug: $slug) { ... on Plan { actions { edges { node { slug } } } } } }`,
        { slug },
      )
    ).record.actions.edges.map(({ node }) => node.slug);
  const found = async (query: string): Promise<string[]> =>
    (
      await running().query<{ search: { hits: { record: { slug: string } }[] } }>(
        'query ($query: String!) { search(query: $query, pageSize: 100) { hits { record { slug } } } }',
        { query },
      )
    ).search.hits.map(({ record }) => record.slug);

  it('takes no slug that was another record’s', async () => {
    const [theirs, moved, mine] = [newSlug(), newSlug(), newSlug()];
    const other = await published(method(theirs));
    await publish(other, method(moved));
    const id = await published(method(mine));
    await expect(publish(id, method(theirs))).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await idOf(theirs)).toBe(other);
  });

  it('turns no record into another kind, nor an action into what has its slug', async () => {
    const [slug, planSlug] = [newSlug(), newSlug()];
    const id = await published(method(slug));
    await expect(publish(id, action(slug))).rejects.toBeInstanceOf(ContentInvalidError);
    await expect(published(plan(planSlug, [action(slug)]))).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
    await expect(published(plan(newSlug(), [action('twice'), action('twice')]))).rejects.toMatchObject({
      problems: [{ field: 'actions.1.slug' }],
    });
    expect(await exists(slug)).toBe(true);
  });

  it('takes no organisation for a city, and nothing that is not there', async () => {
    const slug = newSlug();
    const [genk, nobody] = [await idOf('genk'), randomUUID()];
    const wrong = method(slug, {
      cities: [await idOf('nova-ims')],
      networks: [genk],
      ask: [nobody],
      owner: genk,
    });
    await expect(published(wrong)).rejects.toMatchObject({
      code: 'CONTENT_INVALID',
      problems: [{ field: 'cities.0' }, { field: 'networks.0' }, { field: 'ask.0' }],
    });
    expect(await exists(slug)).toBe(false);
  });

  it('leaves another plan its actions', async () => {
    const [first, second, shared] = [newSlug(), newSlug(), newSlug()];
    await published(plan(first, [action(shared)]));
    await expect(published(plan(second, [action(shared)]))).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await actionsOf(first)).toEqual([shared]);
  });

  it('shows the actions that the plan has now, in its order, and brings back one that returns', async () => {
    const slug = newSlug();
    const [a, b, c] = [newSlug(), newSlug(), newSlug()];
    const id = await published(
      plan(
        slug,
        [a, b, c].map((one) => action(one)),
      ),
    );
    await publish(id, plan(slug, [action(c), action(a)]));
    expect(await actionsOf(slug)).toEqual([c, a]);
    expect(await exists(b)).toBe(false);
    await running().drainJobs();
    expect(await sql('SELECT FROM search_record WHERE record_id = $1', [await idOf(b)])).toHaveLength(0);
    await publish(id, plan(slug, [action(c), action(a), action(b)]));
    expect(await actionsOf(slug)).toEqual([c, a, b]);
    // One by itself keeps its place.
    const own = action(a);
    await publish(await idOf(a), { ...own, fields: { ...own.fields, plan: id } });
    expect(await actionsOf(slug)).toEqual([c, a, b]);
  });

  it('marks translations stale that the draft carries on unchanged', async () => {
    const slug = newSlug();
    const da = text('title', 'da', 'En gåtur');
    const nl = text('title', 'nl', 'Een wandeling');
    const id = await published(method(slug, { texts: [text('title', 'en', 'A walk', true), da, nl] }));
    const at = async (locale: string): Promise<{ state: string; at: string } | undefined> =>
      (
        await sql<{ state: string; at: string }>(
          'SELECT state, updated_at::text AS at FROM record_text WHERE record_id = $1 AND locale = $2',
          [id, locale],
        )
      )[0];
    const before = await at('da');
    await publish(
      id,
      method(slug, {
        texts: [text('title', 'en', 'A walk at night', true), da, text('title', 'nl', 'Een nachtwandeling')],
      }),
    );
    expect(await at('da')).toEqual({ state: 'STALE', at: before?.at });
    expect(await at('nl')).toMatchObject({ state: 'CURRENT' });
    // Again unchanged: stale it stays. The source may change its language.
    await publish(id, method(slug, { texts: [{ ...nl, isSource: true }, da] }));
    expect(await at('da')).toMatchObject({ state: 'STALE' });
    expect(await at('en')).toBeUndefined();
  });

  it('does not bring back a card whose person has withdrawn', async () => {
    const slug = newSlug();
    const card = content(RecordKind.CONTACT, slug, { spokenLanguages: ['en'] });
    const id = await published(card);
    expect(await exists(slug)).toBe(false);
    const contacts = running().app.get(ContactsService, { strict: false });
    const consent = {
      purpose: 'be-found',
      audience: 'public',
      wording: 'Yes',
      givenOn: '2025-01-01',
    } as const;
    await running().change((manager) => contacts.giveConsent(manager, id, consent));
    await publish(id, card);
    expect(await exists(slug)).toBe(true);
    await running().change((manager) => contacts.withdrawConsent(manager, id, 'be-found'));
    await publish(id, card);
    expect(await exists(slug)).toBe(false);
  });

  it('makes a member that left a network not found by what it did there', async () => {
    const word = 'glockenspielwerkstatt';
    const [organisation, slug] = [newSlug(), newSlug()];
    const member = await published(
      content(RecordKind.ORGANISATION, organisation, {
        organisationKind: 'organisation-kind/ngo',
        alternativeNames: [],
      }),
    );
    const network = (isIn: boolean, audience: string[]): RecordContent =>
      content(
        RecordKind.NETWORK,
        slug,
        {
          networkKind: 'network-kind/network',
          closed: false,
          memberships: isIn ? [{ id: 'm', member, role: 'membership-role/partner', targetGroups: [] }] : [],
        },
        {
          audience,
          texts: [
            text('title', 'en', 'A network', true),
            ...(isIn ? [text('memberships.m.text', 'en', `It runs a ${word}`, true)] : []),
          ],
        },
      );
    const id = await published(network(true, ['public']));
    await running().drainJobs();
    expect(await found(word)).toEqual(expect.arrayContaining([organisation, slug]));
    await publish(id, network(true, ['network:test']));
    await running().drainJobs();
    expect(await found(word)).toEqual([]);
    await publish(id, network(true, ['public']));
    await publish(id, network(false, ['public']));
    await running().drainJobs();
    expect(await found(word)).toEqual([]);
  });

  it('does not find an action by the title of a plan that is hidden', async () => {
    const word = 'quittenmarmelade';
    const [slug, own] = [newSlug(), newSlug()];
    const hidden = { audience: ['network:test'], texts: [text('title', 'en', `The ${word} plan`, true)] };
    const id = await published(plan(slug, [action(own)], hidden));
    await running().drainJobs();
    expect(await exists(own)).toBe(true);
    expect(await found(word)).toEqual([]);
    await publish(id, plan(slug, [action(own)], { ...hidden, audience: ['public'] }));
    await running().drainJobs();
    expect((await found(word)).sort()).toEqual([slug, own].sort());
  });
});
