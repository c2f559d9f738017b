import { Role } from '../src/common/viewer';
import { useApplication } from './harness/application';
import { webQueries } from './harness/web-queries';

const { RecordPage = '', Search = '', AboutRecord = '' } = webQueries();

/** More than the dearest page needs, and less than a loop over the smallest of the lists below would take. */
const BOUND = 30;

// The pages' own queries are counted. Which statements run, and how many, is fixed, whatever is found.
describe.each(['1', '10'])('SQL statements of one request, with a pool of %s', (poolSize) => {
  const running = useApplication({ DATABASE_POOL_SIZE: poolSize });

  /** The statements, in order of their text; fails where more ran than the bound allows. */
  async function statementsOf(document: string, variables: Record<string, unknown>): Promise<string[]> {
    const statements = await running().statementsOf(() => running().query(document, variables));
    expect(statements.length).toBeGreaterThan(0);
    expect({ variables, count: Math.max(statements.length, BOUND) }).toEqual({ variables, count: BOUND });
    return [...statements].sort();
  }

  const page = (slug: string): Promise<string[]> => statementsOf(RecordPage, { slug, locale: 'en' });
  const search = (variables: Record<string, unknown>): Promise<string[]> =>
    statementsOf(Search, {
      query: '',
      locale: 'da',
      filters: [],
      sort: 'RELEVANCE',
      page: 1,
      pageSize: 20,
      ...variables,
    });

  // The first search of a process reads what all others share.
  beforeAll(() => running().query('{ search(query: "") { total } }'));

  it('are within bounds for every record page', async () => {
    const records = (await running().dataSource.query(
      "SELECT kind, slug FROM record WHERE state = 'PUBLISHED' AND audience && '{public}'",
    )) as { kind: string; slug: string }[];
    expect(new Set(records.map(({ kind }) => kind)).size).toBe(9);
    for (const { slug } of records) await page(slug);
  });

  it('are the same for a search with one hit on its page and with many', async () => {
    // Of one kind, for a city has no themes whose labels need reading.
    const filters = [{ facet: 'KIND', values: ['EVENT'] }];
    expect(await search({ filters, pageSize: 20 })).toEqual(await search({ filters, pageSize: 1 }));
    expect(await search({ pageSize: 100 })).toEqual(await search({ pageSize: 20 }));
  });

  it('are the same for a search by words, whatever is found', async () => {
    expect(await search({ query: 'plan', pageSize: 20 })).toEqual(
      await search({ query: 'plan', pageSize: 2 }),
    );
  });

  it('are within bounds for what else there is about a record', async () => {
    const rows = (await running().dataSource.query("SELECT id FROM record WHERE slug = 'kekava'")) as {
      id: string;
    }[];
    await statementsOf(AboutRecord, { locale: 'en', filters: [{ facet: 'CITY', values: [rows[0]?.id] }] });
  });

  it.each([null, Role.EXPERT])(
    'are the same for what may be done to one record and to many, as %s',
    async (role) => {
      const { headers } = role ? await running().signIn(role, 'agents-of-co-existence') : { headers: {} };
      const counted = (first: number): Promise<string[]> =>
        running().statementsOf(() =>
          running().query(
            `query ($first: Int!) { actions(first: $first) { edges { node {
             slug viewerCan { edit propose audit } versions { number isCurrent author { name } } } } } }`,
            { first },
            headers,
          ),
        );
      const [one, many] = [await counted(1), await counted(10)];
      expect(one.length).toBeGreaterThan(0);
      expect(many.sort()).toEqual(one.sort());
    },
  );

  it('are the same for a plan with three actions and with one', async () => {
    const slug = 'banska-bystrica-open-government-plan-2024-2026';
    const three = await page(slug);
    await running().change((manager) =>
      manager.query(
        "UPDATE record SET audience = '{}' WHERE slug IN ('bb-ambassadors', 'bb-spolupracovna-agendas')",
      ),
    );
    expect(await page(slug)).toEqual(three);
  });

  it('are the same for a network with nine members and with two', async () => {
    const slug = 'agents-of-co-existence';
    const nine = await page(slug);
    await running().change((manager) =>
      manager.query(
        `DELETE FROM membership WHERE network_id = (SELECT id FROM record WHERE slug = $1)
           AND member_id NOT IN (SELECT id FROM record WHERE slug IN ('kekava', 'banska-bystrica'))`,
        [slug],
      ),
    );
    expect(await page(slug)).toEqual(nine);
  });
});
