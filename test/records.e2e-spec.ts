import { randomUUID } from 'node:crypto';
import { RecordKind } from '../src/common/records';
import { ContactsService } from '../src/modules/contacts';
import type { JsonObject } from '../src/common/json';
import {
  ContentInvalidError,
  DraftsService,
  type RecordContent,
  RecordsService,
  type SaveResult,
} from '../src/modules/records';
import { useApplication } from './harness/application';

type Text = RecordContent['texts'][number];

const text = (field: string, locale: string, words: string, isSource = false): Text =>
  ({ field, locale, text: words, origin: isSource ? 'ORIGINAL' : 'HUMAN', isSource }) as Text;

/** A method is the kind with the fewest fields of its own. */
function method(slug: string, change: Partial<RecordContent> = {}): RecordContent {
  return {
    kind: RecordKind.METHOD,
    slug,
    sourceLocale: 'en',
    audience: ['public'],
    texts: [
      text('title', 'en', 'A walk through the quarter', true),
      text('title', 'da', 'En gåtur i kvarteret'),
    ],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields: { concept: 'method/mediation' },
    ...change,
  } as RecordContent;
}

interface Shown {
  record: {
    slug: string;
    version: number;
    title: { text: string; state: string; locale: string; isFallback: boolean };
  } | null;
}

describe('records', () => {
  const running = useApplication();
  const records = (): RecordsService => running().app.get(RecordsService, { strict: false });
  const newSlug = (): string => `test-${randomUUID()}`;

  const create = (slug: string): Promise<string> =>
    running().change((manager) => records().create(manager, RecordKind.METHOD, slug, 'en'));
  const draft = (id: string, content: RecordContent): Promise<string> =>
    running().change((manager) => records().saveDraft(manager, id, content));
  async function publish(id: string, content: RecordContent): Promise<void> {
    const draftId = await draft(id, content);
    await running().change((manager) => records().publish(manager, draftId));
  }
  async function published(slug: string, change: Partial<RecordContent> = {}): Promise<string> {
    const id = await create(slug);
    await publish(id, method(slug, change));
    return id;
  }
  const show = async (slug: string, locale = 'en'): Promise<Shown['record']> =>
    (
      await running().query<Shown>(
        `query ($slug: String!, $locale: Locale) { record(slug: $slug) { slug version
           title(locale: $locale) { text state locale isFallback } } }`,
        { slug, locale },
      )
    ).record;
  const sql = async <T>(statement: string, parameters: unknown[] = []): Promise<T[]> =>
    (await running().dataSource.query(statement, parameters)) as T[];

  it('are invisible until their draft is published', async () => {
    const slug = newSlug();
    const id = await create(slug);
    const draftId = await draft(id, method(slug));
    expect(await show(slug)).toBeNull();
    expect(await running().query('query ($id: ID) { record(id: $id) { slug } }', { id })).toEqual({
      record: null,
    });
    await running().change((manager) => records().publish(manager, draftId));
    expect(await show(slug)).toMatchObject({
      slug,
      version: 1,
      title: { text: 'A walk through the quarter' },
    });
    expect(await sql('SELECT FROM record_draft WHERE id = $1', [draftId])).toHaveLength(0);
    await expect(running().change((manager) => records().publish(manager, draftId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('keep every version as it was', async () => {
    const slug = newSlug();
    const id = await published(slug);
    const changed = [text('title', 'en', 'A ride through the quarter', true)];
    await draft(id, method(slug, { texts: changed }));
    expect(await show(slug)).toMatchObject({ version: 1, title: { text: 'A walk through the quarter' } });
    await publish(id, method(slug, { texts: changed }));
    expect(await show(slug)).toMatchObject({ version: 2, title: { text: 'A ride through the quarter' } });
    const versions = await sql<{ number: number; title: string }>(
      "SELECT number, content->'texts'->0->>'text' AS title FROM record_version WHERE record_id = $1 ORDER BY number",
      [id],
    );
    expect(versions).toEqual([
      { number: 1, title: 'A walk through the quarter' },
      { number: 2, title: 'A ride through the quarter' },
    ]);
    await expect(sql("UPDATE record_version SET note = 'x' WHERE record_id = $1", [id])).rejects.toThrow(
      /never changed/,
    );
  });

  it('are found by the slugs they had', async () => {
    const [before, after] = [newSlug(), newSlug()];
    const id = await published(before);
    await publish(id, method(after));
    expect(await show(before)).toMatchObject({ slug: after, version: 2 });
    expect(await show(after)).toMatchObject({ slug: after });
    // The old one stays theirs.
    await expect(create(before)).rejects.toMatchObject({ code: 'SLUG_TAKEN', status: 409 });
  });

  it('do not take a slug that is or was of another', async () => {
    const [mine, theirs, once] = [newSlug(), newSlug(), newSlug()];
    const id = await published(mine);
    const other = await published(once);
    await publish(other, method(theirs));
    for (const slug of [theirs, once]) {
      await expect(create(slug)).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
      await expect(publish(id, method(slug))).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
    }
    expect(await show(mine)).toMatchObject({ slug: mine, version: 1 });
    expect(await show(once)).toMatchObject({ slug: theirs });
  });

  it('mark a translation stale when its source has changed and it has not', async () => {
    const slug = newSlug();
    const id = await published(slug);
    expect((await show(slug, 'da'))?.title).toMatchObject({ state: 'CURRENT', text: 'En gåtur i kvarteret' });
    // The same source again: nothing is stale.
    await publish(id, method(slug, { texts: [text('title', 'en', 'A walk through the quarter', true)] }));
    expect((await show(slug, 'da'))?.title).toMatchObject({ state: 'CURRENT' });
    await publish(id, method(slug, { texts: [text('title', 'en', 'A walk at night', true)] }));
    expect((await show(slug, 'da'))?.title).toEqual({
      state: 'STALE',
      text: 'En gåtur i kvarteret',
      locale: 'da',
      isFallback: false,
    });
    await publish(
      id,
      method(slug, {
        texts: [text('title', 'en', 'A walk at night', true), text('title', 'da', 'En gåtur om natten')],
      }),
    );
    expect((await show(slug, 'da'))?.title).toMatchObject({ state: 'CURRENT', text: 'En gåtur om natten' });
  });

  it('are refused with every problem that they have', async () => {
    const slug = newSlug();
    const id = await create(slug);
    const bad = method(slug, {
      texts: [
        text('title', 'en', 'One', true),
        text('title', 'da', 'To', true),
        text('poem', 'en', 'No such field', true),
      ],
      fields: { concept: 'nonsense' },
    });
    const failure: unknown = await publish(id, bad).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ContentInvalidError);
    const fields = (failure as ContentInvalidError).problems.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['fields.concept', 'texts.title', 'texts.poem.en']));
    const shape: unknown = await publish(id, {
      ...method(slug),
      audience: 'public',
      start: 'soon',
    } as never).catch((error: unknown) => error);
    expect((shape as ContentInvalidError).problems.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['audience', 'start']),
    );
    expect(await show(slug)).toBeNull();
    expect(await sql('SELECT FROM record_version WHERE record_id = $1', [id])).toHaveLength(0);
  });

  it('are shown to nobody outside their audience: not as themselves, nor in lists, links or search', async () => {
    const [network] = await sql<{ id: string }>("SELECT id FROM record WHERE slug = 'part-net'");
    const [slug, publicSlug] = [newSlug(), newSlug()];
    const id = await published(slug, { audience: [`network:${network?.id}`] });
    // A public record that points at the hidden one.
    await published(publicSlug, { ask: [id], owner: id });
    await running().drainJobs();
    const { status, text: answer } = await running().send(
      `query ($id: ID, $slug: String, $pointing: String) {
         byId: record(id: $id) { slug } bySlug: record(slug: $slug) { slug }
         pointing: record(slug: $pointing) { owner { id slug } askWhom { id slug } askContacts { label } }
         methods(first: 100) { edges { node { slug owner { slug } askWhom { slug } } } }
         search(query: "quarter", pageSize: 100) { total hits { record { slug } } }
         suggest(text: "A walk", locale: "en") { text record { slug } }
       }`,
      { id, slug, pointing: publicSlug },
    );
    expect(status).toBe(200);
    expect(answer).not.toContain(slug);
    expect(answer).not.toContain(id);
    expect(JSON.parse(answer)).toMatchObject({
      data: { byId: null, bySlug: null, pointing: { owner: null, askWhom: [] } },
    });
    // The public one of the same words is found, so the search above could have found the hidden one.
    expect(answer).toContain(publicSlug);
  });

  it('hide a contact card when its person withdraws', async () => {
    const card = 'demo-contact-genk';
    const seen = async (): Promise<string> =>
      (
        await running().send(
          `{ record(slug: "${card}") { slug } contacts { edges { node { slug } } }
             search(query: "Demo", pageSize: 100) { hits { record { slug } } }
             methods(first: 100) { edges { node { askWhom { slug } } } } }`,
        )
      ).text;
    expect(await seen()).toContain(card);
    const [row] = await sql<{ id: string }>('SELECT id FROM record WHERE slug = $1', [card]);
    const contacts = running().app.get(ContactsService, { strict: false });
    await running().change((manager) => contacts.withdrawConsent(manager, String(row?.id), 'be-found'));
    expect(await seen()).not.toContain(card);
    await running().drainJobs();
    expect(await seen()).not.toContain(card);
    expect(await sql('SELECT FROM search_record WHERE record_id = $1', [row?.id])).toHaveLength(0);
  });

  it('show a contact card again when its person consents anew, and keep what was agreed before', async () => {
    const card = 'demo-contact-kekava';
    const [row] = await sql<{ id: string }>('SELECT id FROM record WHERE slug = $1', [card]);
    const contacts = running().app.get(ContactsService, { strict: false });
    const consent = { purpose: 'be-found', audience: 'public', givenOn: '2026-02-01' } as const;
    for (const wording of ['anew', 'and once more']) {
      await running().change((manager) =>
        contacts.giveConsent(manager, String(row?.id), { ...consent, wording }),
      );
    }
    expect(await show(card)).toMatchObject({ slug: card });
    const kept = await sql<{ wording: string; standing: boolean }>(
      `SELECT wording, withdrawn_at IS NULL AS standing FROM contact_consent
       WHERE contact_id = $1 AND purpose = 'be-found' ORDER BY given_on, wording = 'and once more'`,
      [row?.id],
    );
    expect(kept.map(({ standing }) => standing)).toEqual([false, false, true]);
    expect(kept[2]).toMatchObject({ wording: 'and once more' });
  });

  it('announce a change in the transaction that makes it', async () => {
    const slug = newSlug();
    const id = await create(slug);
    const draftId = await draft(id, method(slug));
    const jobs = async (): Promise<number> =>
      (await sql<{ count: number }>('SELECT count(*)::int AS count FROM graphile_worker.jobs'))[0]?.count ??
      -1;
    await running().drainJobs();
    expect(await jobs()).toBe(0);
    await expect(
      running().change(async (manager) => {
        await records().publish(manager, draftId);
        const inside = (await manager.query('SELECT FROM graphile_worker.jobs')) as unknown[];
        expect(inside.length).toBeGreaterThan(0);
        throw new Error('on second thoughts');
      }),
    ).rejects.toThrow('on second thoughts');
    expect(await jobs()).toBe(0);
    expect(await show(slug)).toBeNull();
    await running().change((manager) => records().publish(manager, draftId));
    expect(await jobs()).toBeGreaterThan(0);
    await running().drainJobs();
    expect(await jobs()).toBe(0);
    const { search } = await running().query<{ search: { hits: { record: { slug: string } }[] } }>(
      '{ search(query: "walk quarter", pageSize: 100) { hits { record { slug } } } }',
    );
    expect(search.hits.map(({ record }) => record.slug)).toContain(slug);
  });

  it('lose nothing when two publish at once: the second is refused, and numbers have no gaps', async () => {
    const slug = newSlug();
    const id = await published(slug);
    const drafts = await Promise.all(
      ['one', 'two'].map((word) => draft(id, method(slug, { texts: [text('title', 'en', word, true)] }))),
    );
    const ends = await Promise.allSettled(
      drafts.map((draftId) => running().change((manager) => records().publish(manager, draftId))),
    );
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused.map(({ reason }: { reason: unknown }) => reason)).toEqual([
      expect.objectContaining({ code: 'DRAFT_OUTDATED', status: 409 }),
    ]);
    const numbers = await sql<{ number: number }>(
      'SELECT number FROM record_version WHERE record_id = $1 ORDER BY number',
      [id],
    );
    expect(numbers.map(({ number }) => number)).toEqual([1, 2]);
    // The draft that came second is still there, and publishes once it holds what came between.
    const kept = drafts[ends.findIndex((end) => end.status === 'rejected')] ?? '';
    const service = running().app.get(DraftsService, { strict: false });
    const { conflicts } = await running().change((manager) => service.rebase(manager, kept));
    expect(conflicts).toEqual(['texts.title en']);
    await running().change((manager) => records().publish(manager, kept));
    expect(await show(slug)).toMatchObject({ version: 3 });
  });

  it('refuse a draft that somebody changed after it was decided on', async () => {
    const slug = newSlug();
    const id = await create(slug);
    const draftId = await draft(id, method(slug));
    const service = running().app.get(DraftsService, { strict: false });
    const changed = method(slug, { licence: 'CC-BY-4.0' }) as unknown as JsonObject;
    const save = (lockVersion: number): Promise<SaveResult> =>
      running().change((manager) => service.save(manager, draftId, lockVersion, changed, null));
    expect(await save(1)).toMatchObject({ saved: true, draft: { lockVersion: 2 } });
    expect(await save(1)).toMatchObject({ saved: false, draft: { lockVersion: 2 } });
    const publishAt = (lockVersion: number): Promise<number> =>
      running().change((manager) => records().publish(manager, draftId, null, { lockVersion }));
    await expect(publishAt(1)).rejects.toMatchObject({ code: 'DRAFT_CHANGED' });
    expect(await show(slug)).toBeNull();
    expect(await publishAt(2)).toBe(1);
  });

  it('are shown in a network only once it has accepted them', async () => {
    const [network] = await sql<{ id: string }>("SELECT id FROM record WHERE slug = 'part-net'");
    const slug = newSlug();
    const id = await published(slug, { networks: [String(network?.id)] });
    const shownIn = async (): Promise<unknown> =>
      running().query('query ($slug: String) { record(slug: $slug) { networks { slug } } }', { slug });
    expect(await shownIn()).toEqual({ record: { networks: [] } });
    const again = await draft(id, method(slug, { networks: [String(network?.id)] }));
    await running().change((manager) =>
      records().publish(manager, again, null, { acceptedIn: [String(network?.id)] }),
    );
    expect(await shownIn()).toEqual({ record: { networks: [{ slug: 'part-net' }] } });
  });
});
