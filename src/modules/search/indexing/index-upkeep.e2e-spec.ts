import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SearchPostings1700000000004 } from '../../../../migrations/1700000000004-search-postings';
import { useApplication } from '../../../../test/harness/application';
import { createApplication, prepareData } from '../../../bootstrap';
import { SIGNED_OUT } from '../../../common/viewer';
import { CONFIG, type Config } from '../../../platform/config';
import { RecordChanges } from '../../records';
import { parseQuery } from '../analysis';
import { ConceptLabels } from '../concept-labels';
import { CatalogueService } from '../postgres/catalogue.service';
import { PostgresSearchEngine } from '../postgres/postgres-search.engine';
import { QueryResolver } from '../postgres/query-resolver';
import { type EngineResult, SearchSort } from '../search-engine';
import { IndexingService } from './indexing.service';

const ask = (engine: PostgresSearchEngine, query: string): Promise<EngineResult> =>
  engine.search(
    {
      parsed: parseQuery(query, 'en'),
      filters: [],
      sort: SearchSort.RELEVANCE,
      page: 1,
      pageSize: 100,
      locale: 'en',
    },
    SIGNED_OUT.audiences,
  );
const engineOf = (app: INestApplicationContext): PostgresSearchEngine =>
  app.get(PostgresSearchEngine, { strict: false });
const idsOf = ({ hits }: EngineResult): string[] => hits.map(({ recordId }) => recordId);

describe('the index of terms', () => {
  const running = useApplication();
  const sql = <T>(statement: string, values: unknown[] = []): Promise<T[]> =>
    running().dataSource.query(statement, values);
  const idOf = async (slug: string): Promise<string> =>
    (await sql<{ id: string }>('SELECT id FROM record WHERE slug = $1', [slug]))[0]?.id ?? '';
  const rename = async (id: string, title: string): Promise<void> => {
    await running().change(async (manager) => {
      await manager.query(
        `UPDATE record_text SET text = $2 WHERE record_id = $1 AND field = 'title' AND locale = 'en'`,
        [id, title],
      );
      await running().app.get(RecordChanges, { strict: false }).announce(manager, [id]);
    });
  };
  /** A further process on the same database. */
  const beside = async (work: (app: INestApplicationContext) => Promise<void>): Promise<void> => {
    const config = running().app.get<Config>(CONFIG, { strict: false });
    const app = await createApplication(config, running().databaseUrl);
    try {
      await app.init();
      await prepareData(app, Object.assign(Object.create(config) as Config, { DEMO: false }));
      await work(app);
    } finally {
      await app.close();
    }
  };

  it('is seen by every process as soon as one has written it', async () => {
    const id = await idOf('method-mediation');
    await beside(async (other) => {
      const before = await ask(engineOf(other), '');
      expect((await ask(engineOf(other), '"plimbolith"')).total).toBe(0);
      await rename(id, 'Plimbolith');
      await running().drainJobs();
      expect(idsOf(await ask(engineOf(other), '"plimbolith"'))).toEqual([id]);
      await running().change((manager) =>
        manager.query(`UPDATE record SET state = 'ARCHIVED' WHERE id = $1`, [id]),
      );
      await running().app.get(IndexingService, { strict: false }).reconcile([id]);
      expect((await ask(engineOf(other), '"plimbolith"')).total).toBe(0);
      expect((await ask(engineOf(other), '')).total).toBe(before.total - 1);
      await running().change((manager) =>
        manager.query(`UPDATE record SET state = 'PUBLISHED' WHERE id = $1`, [id]),
      );
      await other.get(IndexingService, { strict: false }).reconcile([id]);
      expect(idsOf(await ask(engineOf(running().app), '"plimbolith"'))).toEqual([id]);
      // A rebuild gives all records other numbers.
      await running().app.get(IndexingService, { strict: false }).reindexAll();
      expect(idsOf(await ask(engineOf(other), '"plimbolith"'))).toEqual([id]);
      expect((await ask(engineOf(other), '')).total).toBe(before.total);
    });
  });

  it('stays whole over more writings than are kept apart', async () => {
    const id = await idOf('method-mediation');
    const indexing = running().app.get(IndexingService, { strict: false });
    for (let turn = 0; turn < 105; turn += 1) {
      await running().change((manager) =>
        manager.query(
          `UPDATE record_text SET text = $2 WHERE record_id = $1 AND field = 'title' AND locale = 'en'`,
          [id, `Mediation turn${turn}`],
        ),
      );
      await indexing.reconcile([id]);
    }
    const [state] = await sql<{ recent: number }>('SELECT recent FROM search_state');
    expect(state?.recent).toBeLessThan(100);
    expect(idsOf(await ask(engineOf(running().app), '"turn104"'))).toEqual([id]);
    for (const gone of ['"turn103"', '"turn3"']) {
      expect((await ask(engineOf(running().app), gone)).total).toBe(0);
    }
    expect(await indexing.verify()).toMatchObject({ repaired: [], removed: [] });
  }, 60_000);

  it('finds records by labels that changed, in any language, without being written', async () => {
    const [tagged] = await sql<{ concept: string; records: number }>(
      `SELECT c.concept_id AS concept, count(*)::int AS records FROM record_concept c JOIN record r ON r.id = c.record_id
       WHERE c.concept_id LIKE 'theme/%' AND r.state = 'PUBLISHED' GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
    );
    const concept = tagged?.concept ?? '';
    const labels = new ConceptLabels([
      { id: concept, labels: new Map([['hu', ['Zsemlemorzsa vitorlarúd']]]) },
    ]);
    const dataSource = running().app.get(DataSource, { strict: false });
    const resolver = new QueryResolver(dataSource, new CatalogueService(dataSource), labels);
    const engine = new PostgresSearchEngine(dataSource, resolver);
    for (const query of [
      'zsemlemorzsa',
      'zsemlemor',
      'zsemlemozsra ',
      '"zsemlemorzsa vitorlarud"',
      'vitorlarud ',
    ]) {
      expect([query, (await ask(engine, query)).total]).toEqual([query, tagged?.records]);
    }
    expect((await ask(engine, '"vitorlarud zsemlemorzsa"')).total).toBe(0);
    const all = await ask(engine, '');
    expect((await ask(engine, '-zsemlemorzsa')).total).toBe(all.total - (tagged?.records ?? 0));
    // A slip is put right by a word that is only a label.
    expect((await ask(engine, 'zsemlemozsra ')).corrections.get('zsemlemozsra')).toBe('zsemlemorzsa');
    expect((await ask(engineOf(running().app), '"zsemlemorzsa"')).total).toBe(0);
  });

  it('takes a phrase for these words in this order, with nothing between them', async () => {
    const id = await idOf('method-mediation');
    await rename(id, 'Quern plinth ogee lintel quern ogee');
    await running().drainJobs();
    const total = async (query: string): Promise<number> => (await ask(engineOf(running().app), query)).total;
    for (const phrase of ['quern plinth ogee', 'plinth ogee lintel quern', 'lintel quern ogee']) {
      expect([phrase, await total(`"${phrase}"`)]).toEqual([phrase, 1]);
    }
    for (const phrase of [
      'quern ogee plinth',
      'quern plinth lintel',
      'plinth ogee quern',
      'quern ogee lintel',
      'uern plinth ogee',
    ]) {
      expect([phrase, await total(`"${phrase}"`)]).toEqual([phrase, 0]);
    }
    expect(await total('quern -"plinth ogee lintel"')).toBe(0);
    expect(await total('quern -"plinth lintel ogee"')).toBe(1);
  });

  it('is built by the start that comes after the release before, once, however many start', async () => {
    const before = await ask(engineOf(running().app), '');
    expect(before.total).toBeGreaterThan(40);
    const runner = running().dataSource.createQueryRunner();
    await new SearchPostings1700000000004().down(runner);
    await runner.query("DELETE FROM migration WHERE name = 'SearchPostings1700000000004'");
    await runner.release();
    await beside(async (first) => {
      expect(new Set(idsOf(await ask(engineOf(first), '')))).toEqual(new Set(idsOf(before)));
      expect(idsOf(await ask(engineOf(first), 'gdansku'))[0]).toBe(await idOf('gdansk'));
      // One that finds no index of its own form, as after a change of the analysis.
      await sql("UPDATE search_state SET form = 'older'");
      await beside(async (second) => {
        await sql("UPDATE search_state SET form = 'older'");
        const [{ generation: started } = { generation: 0 }] = await sql<{ generation: number }>(
          'SELECT generation FROM search_state',
        );
        await Promise.all(
          [first, second].map((app) => app.get(IndexingService, { strict: false }).bringUpToDate()),
        );
        expect(await sql('SELECT generation FROM search_state')).toEqual([{ generation: started + 1 }]);
        expect((await ask(engineOf(second), '')).total).toBe(before.total);
      });
      expect(await first.get(IndexingService, { strict: false }).verify()).toMatchObject({
        repaired: [],
        removed: [],
      });
    });
  }, 120_000);
});
