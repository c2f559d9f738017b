import { useApplication } from '../../../../test/harness/application';
import { SIGNED_OUT } from '../../../common/viewer';
import { RecordChanges } from '../../records';
import { parseQuery } from '../analysis';
import { PostgresSearchEngine } from '../postgres/postgres-search.engine';
import { SearchSort } from '../search-engine';
import { IndexingService } from './indexing.service';

interface Found {
  search: { total: number; correctedQuery: string | null; hits: { record: { id: string; slug: string } }[] };
}

const SEARCH = `query ($query: String!) {
  search(query: $query, locale: "en", pageSize: 100) { total correctedQuery hits { record { id slug } } }
}`;

describe('the search index', () => {
  const running = useApplication();
  const service = (): IndexingService => running().app.get(IndexingService, { strict: false });
  const find = async (query: string): Promise<Found['search']> =>
    (await running().query<Found>(SEARCH, { query })).search;
  const slugs = async (query: string): Promise<string[]> =>
    (await find(query)).hits.map(({ record }) => record.slug);
  const idOf = async (slug: string): Promise<string> => {
    const rows: { id: string }[] = await running().dataSource.query('SELECT id FROM record WHERE slug = $1', [
      slug,
    ]);
    return rows[0]?.id ?? '';
  };
  const announce = (id: string, sql: string, values: unknown[]): Promise<void> =>
    running().change(async (manager) => {
      await manager.query(sql, values);
      await running().app.get(RecordChanges, { strict: false }).announce(manager, [id]);
    });
  const ENGINE_QUERY = { filters: [], sort: SearchSort.RELEVANCE, page: 1, pageSize: 50, locale: 'en' };

  it('holds what the database says, after the demo was published', async () => {
    expect(await service().verify()).toMatchObject({ repaired: [], removed: [] });
  });

  it('follows a change by a job in its transaction, and forgets it with a rollback', async () => {
    const id = await idOf('method-mediation');
    const sql = `UPDATE record_text SET text = $2 WHERE record_id = $1 AND field = 'title' AND locale = 'en'`;
    const refused = running().change(async (manager) => {
      await manager.query(sql, [id, 'Quiblification']);
      await running().app.get(RecordChanges, { strict: false }).announce(manager, [id]);
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    await running().drainJobs();
    expect(await slugs('quiblification')).toEqual([]);
    await announce(id, sql, [id, 'Quiblification']);
    await running().drainJobs();
    expect(await slugs('quiblification')).toEqual(['method-mediation']);
    await announce(id, sql, [id, 'Mediation']);
    await running().drainJobs();
    expect(await slugs('quiblification')).toEqual([]);
    const left: unknown[] = await running().dataSource.query(
      `SELECT term FROM search_term WHERE term LIKE 'quiblif%' OR rows <= 0`,
    );
    expect(left).toEqual([]);
  });

  it('tells nobody of a record that they may not see, nor lends its words', async () => {
    const id = await idOf('method-living-lab');
    const network = `network:${await idOf('part-net')}`;
    await announce(
      id,
      `WITH hidden AS (UPDATE record SET audience = ARRAY[$2::text] WHERE id = $1)
       UPDATE record_text SET text = 'Zwibblefrotz' WHERE record_id = $1 AND field = 'title' AND locale = 'en'`,
      [id, network],
    );
    await running().drainJobs();
    const engine = running().app.get(PostgresSearchEngine, { strict: false });
    const ask = async (query: string, audiences: readonly string[]) =>
      engine.search({ ...ENGINE_QUERY, parsed: parseQuery(query, 'en') }, audiences);
    for (const query of ['zwibblefrotz', 'zwibblefr', 'zwiblefrotz']) {
      expect(await find(query)).toMatchObject({ total: 0, correctedQuery: null });
      const outside = await ask(query, SIGNED_OUT.audiences);
      expect([outside.total, outside.hits, outside.facets.size, outside.corrections.size]).toEqual([
        0,
        [],
        0,
        0,
      ]);
      const inside = await ask(query, [...SIGNED_OUT.audiences, network]);
      expect(inside.hits.map(({ recordId }) => recordId)).toEqual([id]);
    }
    const { suggest } = await running().query<{ suggest: unknown[] }>('{ suggest(text: "zwibb") { text } }');
    expect(suggest).toEqual([]);
    expect(await slugs('')).not.toContain('method-living-lab');
    expect((await ask('', [])).total).toBe(0);
  });

  it('leaves out a hit that may not be seen any more, and puts its entry right', async () => {
    const id = await idOf('breda');
    // Behind the index's back: no job.
    await running().change((manager) =>
      manager.query(`UPDATE record SET state = 'ARCHIVED' WHERE id = $1`, [id]),
    );
    const before = await find('');
    expect(before.hits.map(({ record }) => record.slug)).not.toContain('breda');
    await running().drainJobs();
    const after = await find('');
    expect(after.total).toBe(before.total - 1);
    expect(after.hits).toHaveLength(after.total);
  });

  it('finds a contact card only while there is consent', async () => {
    const id = await idOf('demo-contact-genk');
    expect(await slugs('genk')).toContain('demo-contact-genk');
    await announce(id, 'UPDATE contact_consent SET withdrawn_at = now() WHERE contact_id = $1', [id]);
    await running().drainJobs();
    expect(await slugs('genk')).not.toContain('demo-contact-genk');
  });

  it('is repaired by verify, whatever was done to it', async () => {
    const [missing, wrong, torn] = [await idOf('genk'), await idOf('aarhus'), await idOf('gdansk')];
    const stranger = '00000000-0000-4000-8000-000000000001';
    await running().change(async (manager) => {
      await manager.query('DELETE FROM search_record WHERE record_id = $1', [missing]);
      await manager.query('DELETE FROM search_document WHERE record_id = $1 AND locale = $2', [torn, 'en']);
      await manager.query(`UPDATE search_record SET fingerprint = 'x' WHERE record_id = $1`, [wrong]);
      await manager.query(
        `INSERT INTO search_record (record_id, audience, facets, terms, source_locale, titles, sort_date, fingerprint)
         VALUES ($1, '{public}', '{}', 'ghost', 'en', '{}', '2024', 'y')`,
        [stranger],
      );
    });
    const { repaired, removed } = await service().verify();
    expect(new Set(repaired)).toEqual(new Set([missing, wrong, torn]));
    expect(removed).toEqual([stranger]);
    expect((await slugs('genk'))[0]).toBe('genk');
    expect(await slugs('ghost')).toEqual([]);
  });

  it('is rebuilt while it answers, to the same as before', async () => {
    const dump = async (): Promise<unknown> => ({
      records: await running().dataSource.query(
        'SELECT record_id, audience, facets, terms::text, titles, sort_date, fingerprint FROM search_record ORDER BY 1',
      ),
      rows: await running().dataSource.query(
        'SELECT record_id, locale, terms::text, lengths, additional FROM search_document ORDER BY 1, 2',
      ),
      terms: await running().dataSource.query('SELECT term, audience, rows FROM search_term ORDER BY 1, 2'),
      statistics: await running().dataSource.query('SELECT * FROM search_statistics ORDER BY 1'),
    });
    const before = await dump();
    let rebuilding = true;
    const rebuilt = service()
      .reindexAll()
      .finally(() => {
        rebuilding = false;
      });
    let answers = 0;
    while (rebuilding) {
      expect((await slugs('gdansk'))[0]).toBe('gdansk');
      answers += 1;
    }
    expect(await rebuilt).toBeGreaterThan(40);
    expect(answers).toBeGreaterThan(0);
    expect(await dump()).toEqual(before);
    expect(await service().verify()).toMatchObject({ repaired: [], removed: [] });
  });
});
