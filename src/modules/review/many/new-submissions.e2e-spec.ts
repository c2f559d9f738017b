import { useApplication } from '../../../../test/harness/application';
import { signIn } from '../../../../test/harness/sign-in';
import type { JsonObject } from '../../../common/json';
import { TextOrigin } from '../../../common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../common/records';
import { Role } from '../../../common/viewer';
import { ContentInvalidError } from '../../records';
import { type Actor, DraftingService, NewDraftsService, NewSubmissionsService, SubmissionsService } from '..';

/** What of a row differs between two records that are made the same way: ids, and when it was. */
const OWN = /^(?:id|at|record_id|submission_id|draft_id|subject_id|event_key|due_at|source_hash|.*_at)$/;

describe('many records handed in together', () => {
  const running = useApplication();

  const actorOf = async (role: Role, slug: string | null): Promise<Actor> => {
    const { accountId } = await signIn(running().app, running().url, role, slug);
    const scopeId = slug === null ? null : await idOf(slug);
    const account = { id: accountId, locale: null, grants: [{ role, scopeId }] };
    return { viewer: { audiences: [PUBLIC_AUDIENCE], account }, account, client: 'web' };
  };
  const idOf = async (slug: string): Promise<string> =>
    (await running().dataSource.query('SELECT record_id AS id FROM record_slug WHERE slug = $1', [slug]))[0]
      .id;

  const documentOf = (slug: string, place: { ownerId: string; networkId: string | null }): JsonObject => ({
    kind: RecordKind.PRACTICE,
    slug,
    sourceLocale: 'nl',
    owner: place.ownerId,
    audience: [PUBLIC_AUDIENCE],
    texts: [
      text('title', 'nl', 'Gereedschapsbibliotheek', true),
      text('title', 'en', 'Tool library', false),
      text('summary', 'nl', 'Buren lenen aan buren.', true),
    ],
    concepts: { theme: ['theme/community-building', 'theme/volunteering'] },
    cities: [place.ownerId],
    networks: place.networkId ? [place.networkId] : [],
    ask: [place.ownerId],
    start: '2024-03',
    sourceUrl: 'https://example.org/bibliotheek',
    fields: { tier: 'practice-tier/snippet' },
  });
  const text = (field: string, locale: string, words: string, isSource: boolean): JsonObject => ({
    field,
    locale,
    text: words,
    origin: isSource ? TextOrigin.ORIGINAL : TextOrigin.HUMAN,
    isSource,
  });

  /** Every row that hangs on a record, without what is each record's own. */
  async function rowsOf(recordId: string, slug: string): Promise<Record<string, unknown[]>> {
    const found: Record<string, unknown[]> = {};
    const tables: [string, string][] = [
      ['record', 'id = $1'],
      ['record_slug', `record_id = $1 AND slug = '${slug}'`],
      ['record_draft', 'record_id = $1'],
      ['record_version', 'record_id = $1'],
      ['record_text', 'record_id = $1'],
      ['record_city', 'record_id = $1'],
      ['record_network', 'record_id = $1'],
      ['record_ask', 'record_id = $1'],
      ['record_concept', 'record_id = $1'],
      ['practice', 'id = $1'],
      ['submission', 'record_id = $1'],
      ['submission_step', 'submission_id IN (SELECT id FROM submission WHERE record_id = $1)'],
      ['audit_event', 'record_id = $1'],
      ['notification', 'record_id = $1'],
    ];
    for (const [table, condition] of tables) {
      const rows: Record<string, unknown>[] = await running().dataSource.query(
        `SELECT * FROM ${table} WHERE ${condition} ORDER BY 1, 2`,
        [recordId],
      );
      const plain = rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).flatMap(([key, value]) =>
            OWN.test(key)
              ? [[key, value === null ? null : 'some']]
              : [[key, JSON.parse(JSON.stringify(value).replaceAll(slug, 'SLUG'))]],
          ),
        ),
      );
      found[table] = plain.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    }
    return found;
  }

  async function singly(
    actor: Actor,
    place: { ownerId: string; networkId: string | null },
    slug: string,
  ): Promise<string> {
    const { app } = running();
    return running().change(async (manager) => {
      const draft = await app.get(DraftingService, { strict: false }).begin(manager, actor, {
        kind: RecordKind.PRACTICE,
        ...place,
        sourceLocale: 'nl',
        title: slug,
        content: documentOf(slug, place),
      });
      await app
        .get(SubmissionsService, { strict: false })
        .submit(manager, actor, draft.id, draft.lockVersion);
      return draft.recordId;
    });
  }

  async function together(
    actor: Actor,
    place: { ownerId: string; networkId: string | null },
    contents: readonly JsonObject[],
  ): Promise<string[]> {
    const { app } = running();
    return running().change(async (manager) => {
      const many = app.get(NewDraftsService, { strict: false });
      const there = await many.place(manager, actor, { kind: RecordKind.PRACTICE, ...place });
      const drafts = await many.begin(manager, actor, there, contents);
      await app.get(NewSubmissionsService, { strict: false }).submit(manager, actor, there, drafts);
      return drafts.map(({ recordId }) => recordId);
    });
  }

  it.each([
    ['waiting for a network’s gate', Role.OFFICER, 'genk', 'genk', 'agents-of-co-existence'],
    ['published by its officer, where nobody else is asked', Role.OFFICER, 'chrudim', 'chrudim', null],
    ['published on its behalf, which its officer is told of', Role.ADMINISTRATOR, null, 'chrudim', null],
    ['by a coordinator for a member', Role.COORDINATOR, 'part-net', 'prachatice', 'part-net'],
  ] as const)('leave the same rows as each by itself: %s', async (_, role, scope, owner, network) => {
    const actor = await actorOf(role, scope);
    const place = { ownerId: await idOf(owner), networkId: network && (await idOf(network)) };
    const name = `alike-${role.toLowerCase()}`;
    const one = await singly(actor, place, `${name}-a`);
    const [first = '', second = ''] = await together(actor, place, [
      documentOf(`${name}-b`, place),
      documentOf(`${name}-c`, place),
    ]);
    const expected = await rowsOf(one, `${name}-a`);
    const found = await rowsOf(first, `${name}-b`);
    for (const rows of [expected, found]) {
      const [row] = rows['record'] as { state: string; slug: string }[];
      if (row?.state === 'DRAFT') row.slug = 'reserved';
    }
    expect(found).toEqual(expected);
    expect(expected['submission']).toHaveLength(1);
    expect((await rowsOf(second, `${name}-c`))['submission']).toHaveLength(1);
  });

  it('are not kept at all where one of them is not in order', async () => {
    const actor = await actorOf(Role.ADMINISTRATOR, null);
    const place = { ownerId: await idOf('chrudim'), networkId: null };
    const before = await counts();
    const broken = { ...documentOf('broken', place), cities: ['00000000-0000-4000-8000-000000000000'] };
    await expect(together(actor, place, [documentOf('whole', place), broken])).rejects.toThrow(
      ContentInvalidError,
    );
    expect(await counts()).toEqual(before);
  });

  it('are found once their shared job is done', async () => {
    const actor = await actorOf(Role.ADMINISTRATOR, null);
    const place = { ownerId: await idOf('chrudim'), networkId: null };
    const contents = Array.from({ length: 130 }, (_, index) => ({
      ...documentOf(`shelf-${index}`, place),
      texts: [text('title', 'nl', `Kwikstaart ${index}`, true)],
    }));
    await together(actor, place, contents);
    const jobs: { count: number }[] = await running().dataSource.query(
      `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'search.index'`,
    );
    expect(jobs[0]?.count).toBeLessThan(20);
    await running().drainJobs();
    const { search } = await running().query<{ search: { total: number } }>(
      'query { search(query: "kwikstaart") { total } }',
    );
    expect(search.total).toBe(130);
  });

  const counts = async (): Promise<unknown> =>
    running().dataSource.query(
      `SELECT (SELECT count(*) FROM record) AS records, (SELECT count(*) FROM submission) AS submissions,
         (SELECT count(*) FROM audit_event) AS events, (SELECT count(*) FROM graphile_worker.jobs) AS jobs`,
    );
});
