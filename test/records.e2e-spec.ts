import type { JsonObject } from '../src/common/json';
import { ContentInvalidError, DraftsService, type SaveResult } from '../src/modules/records';
import { useApplication } from './harness/application';
import { method, recordDesk, text } from './harness/record-desk';

describe('records', () => {
  const running = useApplication();
  const { records, newSlug, create, draft, publish, published, show, sql } = recordDesk(running);

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
});
