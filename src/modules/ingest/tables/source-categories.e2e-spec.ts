import { useApplication } from '../../../../test/harness/application';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

const MAP = `mutation ($id: ID!, $categories: [SourceCategoryInput!]!) {
  mapSourceCategories(scopeId: $id, categories: $categories) { words conceptIds } }`;
const CHECK = `query ($id: ID!) { checkTable(documentId: $id, kind: PRACTICES) { ... on TableReport {
  newCount rejectedCount rows { state problems { column code words } } } } }`;
const NETWORK = 'agents-of-co-existence';
const TABLE = 'Title;Themes\nA tool library;Kleur en smaak\nA bench;Buurtzaken; Ruimte\nA lamp;Allerlei\n';

interface Report {
  newCount: number;
  rejectedCount: number;
  rows: { state: string; problems: { column: string; code: string; words: string }[] }[];
}

describe('categories of a source', () => {
  const running = useApplication();
  let coordinator: SignedIn;
  let officer: SignedIn;
  let network: string;

  beforeAll(async () => {
    coordinator = await signIn(running().app, running().url, Role.COORDINATOR, NETWORK);
    officer = await signIn(running().app, running().url, Role.OFFICER, 'genk');
    [{ id: network }] = await running().dataSource.query('SELECT id FROM record WHERE slug = $1', [NETWORK]);
  });

  async function upload(text: string, name: string, networks = NETWORK): Promise<string> {
    const response = await fetch(
      `${running().url}/uploads?owner=genk&networks=${networks}&filename=${name}`,
      { method: 'POST', body: text, headers: officer.headers },
    );
    return ((await response.json()) as { documentId: string }).documentId;
  }
  const check = async (id: string): Promise<Report> =>
    (await running().query<{ checkTable: Report }>(CHECK, { id }, officer.headers)).checkTable;

  it('are named where nobody has said what they are, and are known once somebody has', async () => {
    const id = await upload(TABLE.replaceAll('; Ruimte', ''), 'praktijken.csv');
    const before = await check(id);
    expect(before.rows.map(({ problems }) => problems[0])).toEqual([
      { column: 'themes', code: 'concept', words: 'Kleur en smaak' },
      { column: 'themes', code: 'concept', words: 'Buurtzaken' },
      { column: 'themes', code: 'concept', words: 'Allerlei' },
    ]);
    const categories = [
      { words: 'Kleur en Smaak', conceptIds: ['theme/culture', 'theme/food'] },
      { words: 'Buurtzaken', conceptIds: ['theme/neighbourhoods'] },
      { words: 'Allerlei', conceptIds: [] },
    ];
    const kept = await running().query(MAP, { id: network, categories }, coordinator.headers);
    expect(kept).toEqual({
      mapSourceCategories: [...categories].sort((a, b) => a.words.localeCompare(b.words)),
    });
    expect(await check(id)).toMatchObject({ newCount: 3, rejectedCount: 0 });
    // Said for one network, they say nothing in another.
    const elsewhere = await upload(`${TABLE}\n`, 'elders.csv', '');
    expect(await check(elsewhere)).toMatchObject({ newCount: 0, rejectedCount: 3 });
  });

  it('of a document come before what its words suggest, marked as what they are', async () => {
    const text = `# A walk through Waterschei\n\nTheme: Kleur en smaak\n\n## Results\n\nNeighbours cooked for one another on three evenings and painted a wall.\n`;
    const documentId = await upload(text, 'wandeling.md');
    const { startImport } = await running().query<{ startImport: { id: string } }>(
      'mutation ($id: ID!) { startImport(documentId: $id) { ... on Import { id } } }',
      { id: documentId },
      officer.headers,
    );
    await running().drainJobs();
    const [value] = await running().dataSource.query(
      `SELECT v.proposed FROM import_value v JOIN import_record r ON r.id = v.import_record_id
       WHERE r.import_id = $1 AND v.path = 'concepts.theme' ORDER BY r.position`,
      [startImport.id],
    );
    expect(value.proposed.origin).toBe('source-mapping');
    expect(value.proposed.value.slice(0, 2)).toEqual(['theme/culture', 'theme/food']);
    expect(value.proposed.spans[0].quote).toContain('Kleur en smaak');
  });

  it('are mapped to nothing that the vocabulary does not have', async () => {
    const categories = [{ words: 'x', conceptIds: ['theme/nothing'] }];
    const answer = await running().send(MAP, { id: network, categories }, coordinator.headers);
    expect(answer.errors[0]?.extensions?.['code']).toBe('CONCEPT_UNKNOWN');
  });

  it('are forgotten when somebody says so, in any spelling, and are named again by the next table', async () => {
    const id = await upload('Title;Themes\nA swing;Spelen en Bewegen\n', 'spelen.csv');
    const categories = [{ words: 'Spelen en bewegen', conceptIds: ['theme/health'] }];
    await running().query(MAP, { id: network, categories }, coordinator.headers);
    expect(await check(id)).toMatchObject({ newCount: 1, rejectedCount: 0 });
    const remove = (by: SignedIn): ReturnType<ReturnType<typeof running>['send']> =>
      running().send(
        'mutation ($id: ID!) { removeSourceCategory(scopeId: $id, words: "SPELEN EN  BEWEGEN") { words } }',
        { id: network },
        by.headers,
      );
    const stranger = await signIn(running().app, running().url, Role.OFFICER, 'aarhus');
    expect((await remove(stranger)).errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(await check(id)).toMatchObject({ newCount: 1 });
    const { data } = await remove(coordinator);
    expect(JSON.stringify(data)).not.toContain('Spelen en bewegen');
    expect(await check(id)).toMatchObject({ newCount: 0, rejectedCount: 1 });
  });
});
