import { useApplication } from '../../../../test/harness/application';
import { SIGNED_OUT } from '../../../common/viewer';
import { RecordChanges } from '../../records';
import { parseQuery } from '../analysis';
import { readPostings } from '../postgres/postings';
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
  /** term → record and row of it → occurrences, whatever numbers they have */
  const postings = async (): Promise<Record<string, Record<string, number>>> => {
    const records: { id: string; number: number; locales: string[] }[] = await running().dataSource.query(
      'SELECT record_id AS id, number, locales FROM search_record',
    );
    const names = new Map(
      records.flatMap(({ id, number, locales }) =>
        locales.map((locale, index) => [number + index, `${id} ${locale}`] as const),
      ),
    );
    const lists: { term: string; rows: Buffer }[] = await running().dataSource.query(
      'SELECT term, rows FROM search_posting UNION ALL SELECT term, rows FROM search_posting_recent',
    );
    const found: Record<string, Record<string, number>> = {};
    for (const { term, rows } of lists) {
      readPostings(rows, (row, counts) => {
        const name = names.get(row);
        if (name !== undefined) (found[term] ??= {})[name] = counts;
      });
    }
    return found;
  };
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
      `SELECT word FROM search_word WHERE word LIKE 'quiblif%' OR rows <= 0`,
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
    const [missing, wrong] = [await idOf('genk'), await idOf('aarhus')];
    const torn = (await find('"gdansku"')).hits.map(({ record }) => record.id);
    expect(torn).toContain(await idOf('gdansk'));
    const stranger = '00000000-0000-4000-8000-000000000001';
    await running().change(async (manager) => {
      await manager.query('DELETE FROM search_record WHERE record_id = $1', [missing]);
      await manager.query("DELETE FROM search_posting WHERE term = 'gdansku'");
      await manager.query("DELETE FROM search_posting_recent WHERE term = 'gdansku'");
      await manager.query("DELETE FROM search_word WHERE word = 'gdansku'");
      await manager.query(`UPDATE search_record SET fingerprint = 'x' WHERE record_id = $1`, [wrong]);
      await manager.query(
        `INSERT INTO search_record (record_id, number, change, audience, facets, locales, lengths, words, source_locale,
           titles, sort_date, fingerprint)
         VALUES ($1, 1000000, 1000000, '{public}', '{}', '{en}', '{1,0,0,0}', ' ghost ', 'en', '{}', '2024', 'y')`,
        [stranger],
      );
    });
    const { repaired, removed } = await service().verify();
    expect(new Set(repaired)).toEqual(new Set([missing, wrong, ...torn]));
    expect(removed).toEqual([stranger]);
    expect((await slugs('genk'))[0]).toBe('genk');
    expect(await slugs('ghost')).toEqual([]);
    expect(await slugs('gdansku')).toContain('gdansk');
  });

  it('is rebuilt while it answers, to the same as before', async () => {
    const dump = async (): Promise<unknown> => ({
      records: await running().dataSource.query(
        `SELECT record_id, audience, facets, locales, lengths, words, titles, sort_date, additional, fingerprint
         FROM search_record ORDER BY 1`,
      ),
      words: await running().dataSource.query('SELECT word, audience, rows FROM search_word ORDER BY 1, 2'),
      postings: await postings(),
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
