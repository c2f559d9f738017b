import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useApplication } from '../../test/harness/application';
import { signIn } from '../../test/harness/sign-in';
import { PUBLIC_AUDIENCE } from '../common/records';
import { Role, type Viewer } from '../common/viewer';
import { importTables, type TablesAsked } from './import-tables';

const PLANS = `Nr,City,Name,Kind,About,Year
1,Municipality of Chrudim,Cool streets plan: https://example.org/cool,Climate plan,Trees are planted along all streets of the old town and water is kept where it falls.,2024
2,Chrudim,NULL,Climate plan,Lorem ipsum dolor sit amet consectetur adipiscing elit sed do,NULL
3,Atlantis City,Dry feet,Climate plan,The whole city is lifted by two metres before the next spring tide comes in.,2030
`;
const ACTIONS = `Nr,Step,What,Topic_Label
1,a,Trees in Kostelní street,Topics:
1,b,"Other, please specify",Topics:
1,c,Water tanks,Topics:
`;
const TOPICS = `Nr,Step,Topic
1,a,Greenery
1,a,Shade
1,c,Unheard of
`;
const DESCRIPTION = {
  tables: [
    {
      kind: 'PLANS',
      name: 'Plans',
      from: 'plans.csv',
      columns: {
        id: {
          of: ['Nr', 'Kind'],
          between: '-',
          values: { '1-Climate plan': 'p1', '2-Climate plan': 'p2', '3-Climate plan': 'p3' },
        },
        title: {
          first: [
            { of: 'Name', without: ['https?://\\S+', '[\\s:]+$'] },
            { of: ['Kind', 'City'], between: ' ' },
          ],
        },
        summary: 'About',
        city: { of: 'City', without: ['^Municipality of '] },
        start: { of: 'Year', within: '^\\d{4}$' },
        url: { of: 'Name', within: 'https?://\\S+' },
      },
    },
    {
      kind: 'ACTIONS',
      name: 'Steps',
      from: 'actions.csv',
      columns: {
        id: { of: ['Nr', 'Step'], between: '-' },
        title: 'What',
        plan: { of: 'Nr', values: { '1': 'p1' } },
        themes: { from: 'topics.csv', on: ['Nr', 'Step'], of: 'Topic' },
        description: { from: 'topics.csv', on: ['Nr', 'Step'], of: 'Topic', before: 'Topics: ' },
        language: { is: 'en' },
      },
    },
  ],
  categories: { Greenery: ['theme/nature-biodiversity'], Shade: [] },
};

describe('tables on the command line', () => {
  const running = useApplication();
  let folder: string;
  let viewer: Viewer;
  const said: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-cli-'));
    const files = { 'plans.csv': PLANS, 'actions.csv': ACTIONS, 'topics.csv': TOPICS };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, 'set.json'), JSON.stringify(DESCRIPTION));
    const { accountId } = await signIn(running().app, running().url, Role.ADMINISTRATOR, null);
    viewer = {
      audiences: [PUBLIC_AUDIENCE],
      account: { id: accountId, locale: null, grants: [{ role: Role.ADMINISTRATOR, scopeId: null }] },
    };
    jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  });
  afterAll(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (changes: Partial<TablesAsked> = {}): Promise<number> => {
    said.length = 0;
    return importTables(running().app, viewer, {
      files: ['plans.csv', 'actions.csv', 'topics.csv'].map((name) => join(folder, name)),
      owner: 'dialogue-centre',
      networks: [],
      kind: null,
      description: join(folder, 'set.json'),
      report: join(folder, 'report.csv'),
      all: false,
      confirms: true,
      ...changes,
    });
  };
  const records = async (): Promise<{ kind: string; title: string; state: string; city: string | null }[]> =>
    running().dataSource.query(
      `SELECT r.kind, t.text AS title, r.state, (SELECT c.slug FROM record_city rc JOIN record c ON c.id = rc.city_id
         WHERE rc.record_id = r.id) AS city
       FROM record r JOIN record o ON o.id = r.owner_id AND o.slug = 'dialogue-centre'
       JOIN record_text t ON t.record_id = r.id AND t.field = 'title' AND t.is_source ORDER BY r.kind, t.text`,
    );

  it('are only told of where nobody confirms', async () => {
    const before = await records();
    expect(await run({ confirms: false })).toBe(1);
    expect(said).toEqual([
      'Plans.csv: 2 new, 0 changed, 0 as before, 1 rows refused, 3 cells left out; nothing was written',
      // Its plan is not there, since the plans were not written.
      'Steps.csv: 0 new, 0 changed, 0 as before, 3 rows refused, 1 cells left out; nothing was written',
    ]);
    expect(await records()).toEqual(before);
    const kept = await running().dataSource.query('SELECT count(*)::int AS count FROM category_mapping');
    expect(kept).toEqual([{ count: 0 }]);
  });

  it('come in joined by their ids, linked and found, with a report of what was left out', async () => {
    const before = await records();
    expect(await run()).toBe(1);
    expect((await records()).filter(({ title }) => !before.some((one) => one.title === title))).toEqual([
      { kind: 'ACTION', title: 'Trees in Kostelní street', state: 'PUBLISHED', city: null },
      { kind: 'PLAN', title: 'Climate plan Chrudim', state: 'PUBLISHED', city: 'chrudim' },
      { kind: 'PLAN', title: 'Cool streets plan', state: 'PUBLISHED', city: 'chrudim' },
    ]);
    const report = readFileSync(join(folder, 'report.csv'), 'utf8');
    expect(
      report
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',').slice(0, 4).join(' '))
        .sort(),
    ).toEqual([
      'Plans.csv 4 city record',
      'Steps.csv 3 title needed',
      'Steps.csv 4 themes concept',
      'actions.csv 3 What filler',
      'plans.csv 3 About filler',
      'plans.csv 3 Name filler',
      'plans.csv 3 Year filler',
    ]);
    const { record } = await running().query<{ record: Record<string, unknown> }>(
      '{ record(slug: "trees-in-kostelni-street") { themes { id } ... on Action { plan { slug } description { text } } } }',
    );
    expect(record).toEqual({
      themes: [{ id: 'theme/nature-biodiversity' }],
      plan: { slug: 'cool-streets-plan' },
      description: { text: 'Topics: Greenery; Shade' },
    });
    const { search } = await running().query<{ search: { hits: { record: { slug: string } }[] } }>(
      '{ search(query: "Kostelní") { hits { record { slug } } } }',
    );
    expect(search.hits[0]?.record.slug).toBe('trees-in-kostelni-street');
  });

  it('a second time change nothing', async () => {
    const before = await records();
    expect(await run()).toBe(1);
    expect(said[0]).toContain('0 new, 0 changed, 2 as before, 1 rows refused');
    expect(await records()).toEqual(before);
  });

  it('bring nothing where a row is refused and all or nothing is asked', async () => {
    writeFileSync(
      join(folder, 'more.csv'),
      'Title,Start\nA bench by the river,2025\nA second bench,someday\n',
    );
    const before = await records();
    const more = {
      files: [join(folder, 'more.csv')],
      kind: 'ACTIONS',
      description: null,
    } as Partial<TablesAsked>;
    expect(await run({ ...more, all: true })).toBe(1);
    expect(said.at(-1)).toContain('rows that are not right: 1');
    expect(await records()).toEqual(before);
    expect(await run(more)).toBe(1);
    expect((await records()).map(({ title }) => title)).toContain('A bench by the river');
  });

  it('say what is wrong with a description', async () => {
    const missing = { files: [join(folder, 'plans.csv')] };
    writeFileSync(
      join(folder, 'wrong.json'),
      JSON.stringify({ tables: [{ kind: 'PLANS', columns: { no: 'x' } }] }),
    );
    expect(await run({ description: join(folder, 'wrong.json') })).toBe(1);
    expect(said.at(-1)).toContain('A column is named that does not exist');
    expect(await run(missing)).toBe(1);
    expect(await run({ owner: 'nobody-here' })).toBe(2);
  });
});
