import { useApplication } from '../../../test/harness/application';
import type { JsonObject } from '../../common/json';
import { Role } from '../../common/viewer';
import { RecordsService } from '../records';

const SEARCH = `query ($query: String!, $filters: [FacetFilter!]) {
  search(query: $query, filters: $filters, pageSize: 100) {
    total hits { record { slug } snippet } facets { facet buckets { value count } } } }`;

interface Found {
  search: {
    total: number;
    hits: { record: { slug: string }; snippet: string | null }[];
    facets: { facet: string; buckets: { value: string; count: number }[] }[];
  };
}

/** Stands in the text of one member's part in the network and nowhere else. */
const WORD = 'kvadratura';

describe('a place that some may not see', () => {
  const running = useApplication();

  const idOf = async (slug: string): Promise<string> => {
    const [row]: [{ id: string }] = await running().dataSource.query(
      'SELECT id FROM record WHERE slug = $1',
      [slug],
    );
    return row.id;
  };

  /** Publishes the record once more, as it was, for other readers. */
  async function publishFor(slug: string, audience: string[]): Promise<void> {
    const id = await idOf(slug);
    await running().change(async (manager) => {
      const [version]: [{ content: JsonObject }] = await manager.query(
        'SELECT content FROM record_version WHERE record_id = $1 ORDER BY number DESC LIMIT 1',
        [id],
      );
      const records = running().app.get(RecordsService, { strict: false });
      await records.publish(manager, await records.saveDraft(manager, id, { ...version.content, audience }));
    });
    await running().drainJobs();
  }

  const search = async (
    query: string,
    filters: object[] = [],
    headers: Record<string, string> = {},
  ): Promise<Found['search']> => (await running().query<Found>(SEARCH, { query, filters }, headers)).search;

  async function markMembership(network: string, member: string): Promise<void> {
    const [, changed]: [unknown, number] = await running().dataSource.query(
      `UPDATE record_text t SET text = t.text || ' ${WORD} ${WORD} genk agents' FROM membership m
       WHERE m.network_id = $1 AND m.member_id = $2 AND t.record_id = m.network_id
         AND t.field = 'memberships.' || m.id || '.text'`,
      [network, member],
    );
    expect(changed).toBeGreaterThan(0);
  }

  it('lends its network no words and no passage', async () => {
    const network = await idOf('agents-of-co-existence');
    await markMembership(network, await idOf('kekava'));
    await publishFor('kekava', ['public']);
    const shown = await search(WORD);
    expect(shown.hits.map(({ record }) => record.slug)).toContain('agents-of-co-existence');
    expect(shown.hits.some(({ snippet }) => snippet?.includes(WORD))).toBe(true);

    await publishFor('kekava', [`network:${network}`]);
    expect((await search(WORD)).hits.filter(({ record }) => /agents|kekava$/.test(record.slug))).toEqual([]);
    const byTitle = await search('agents');
    expect(byTitle.hits.map(({ record }) => record.slug)).toContain('agents-of-co-existence');
    expect(byTitle.hits.filter(({ snippet }) => snippet?.includes(WORD))).toEqual([]);
  });

  it('filters like one that does not exist', async () => {
    const [kekava, network] = [await idOf('kekava'), await idOf('agents-of-co-existence')];
    const filters = [{ facet: 'CITY', values: [kekava] }];
    await publishFor('kekava', ['public']);
    expect((await search('', filters)).total).toBeGreaterThan(0);

    await publishFor('kekava', [`network:${network}`]);
    const unknown = [{ facet: 'CITY', values: ['7d2f6a3e-0000-4000-8000-000000000001'] }];
    expect(await search('', filters)).toEqual(await search('', unknown));
    // Beside a city that is shown it adds nothing.
    const genk = { facet: 'CITY', values: [await idOf('genk')] };
    const both = { facet: 'CITY', values: [kekava, ...genk.values] };
    expect((await search('', [both])).total).toBe((await search('', [genk])).total);
    // Who may see it filters by it.
    const { headers } = await running().signIn(Role.EXPERT, 'agents-of-co-existence');
    expect((await search('', filters, headers)).total).toBeGreaterThan(0);
  });

  it('filters like one that does not exist, being a network', async () => {
    const network = await idOf('agents-of-co-existence');
    const filters = [{ facet: 'NETWORK', values: [network] }];
    expect((await search('', filters)).total).toBeGreaterThan(0);
    await publishFor('agents-of-co-existence', [`network:${network}`]);
    expect(await search('', filters)).toMatchObject({ total: 0, hits: [] });
    const { headers } = await running().signIn(Role.EXPERT, 'agents-of-co-existence');
    expect((await search('', filters, headers)).total).toBeGreaterThan(0);
  });
});
