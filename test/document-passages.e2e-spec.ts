import { RecordChanges, RecordsService } from '../src/modules/records';
import { IndexingService } from '../src/modules/search';
import { Role } from '../src/common/viewer';
import { makePdf } from './factories/pdf';
import { useApplication } from './harness/application';
import { type SignedIn, signIn } from './harness/sign-in';

const SEARCH = `query ($query: String!) { search(query: $query) { total hits {
  record { slug kind } snippet matchedField matchedLocale source { documentId page paragraph url } } } }`;

interface Hit {
  record: { slug: string; kind: string };
  snippet: string;
  matchedField: string;
  matchedLocale: string;
  source: { documentId: string; page: number | null; paragraph: number | null; url: string } | null;
}

const SECRET = { name: 'Demo Examplova', email: 'demo.examplova@example.org', telephone: '+421 900 123 456' };
const PAGES = [
  [
    { x: 70, y: 780, text: 'Action plan of the city of Genk 2025-2027', size: 18, bold: true },
    { x: 70, y: 740, text: 'The city and its residents make this plan together and look at it every year.' },
  ],
  [
    { x: 70, y: 780, text: 'How the streets were chosen', size: 14, bold: true },
    { x: 70, y: 740, text: 'A lantern walk through Waterschei showed which corners people avoid at night.' },
    { x: 70, y: 700, text: `Contact: ${SECRET.name}` },
    { x: 70, y: 686, text: `tel. ${SECRET.telephone}` },
    { x: 70, y: 672, text: `e-mail: ${SECRET.email}` },
  ],
];

describe('what a document says', () => {
  const running = useApplication();
  let officer: SignedIn;
  let documentId: string;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'genk');
  });

  const search = async (query: string, headers?: Record<string, string>): Promise<Hit[]> =>
    (await running().query<{ search: { hits: Hit[] } }>(SEARCH, { query }, headers)).search.hits;
  const act = async (name: string, head: string, given: string, id: string): Promise<{ id: string }> =>
    (
      await running().query<{ result: { id: string } }>(
        `mutation ($id: ID!) { result: ${name}(${head}: $id${given}) { ... on Import { id } } }`,
        { id },
        officer.headers,
      )
    ).result;

  it('is not found before what was taken from it is published', async () => {
    const response = await fetch(
      `${running().url}/uploads?owner=genk&networks=agents-of-co-existence&filename=plan.pdf`,
      { method: 'POST', body: new Uint8Array(makePdf(PAGES)), headers: officer.headers },
    );
    ({ documentId } = (await response.json()) as { documentId: string });
    const { id } = await act('startImport', 'documentId', '', documentId);
    await running().drainJobs();
    await act('acceptImportValues', 'importId', '', id);
    // The sentence that is looked for is to stand in the document alone.
    await running().dataSource.query(
      `UPDATE import_value SET decision = 'REJECTED' WHERE path NOT IN ('texts.title', 'fields.planKind')
         AND import_record_id IN (SELECT id FROM import_record WHERE import_id = $1)`,
      [id],
    );
    await act('confirmImport', 'id', '', id);
    await running().drainJobs();
    expect(await search('"lantern walk"')).toEqual([]);
    expect(await search('"lantern walk"', officer.headers)).toEqual([]);
  });

  it('is found with its page and paragraph once it is', async () => {
    const drafts: { id: string }[] = await running().dataSource.query(
      `SELECT d.id FROM record_draft d JOIN document_record l ON l.record_id = d.record_id WHERE l.document_id = $1`,
      [documentId],
    );
    expect(drafts).toHaveLength(1);
    await running().change((manager) =>
      running().app.get(RecordsService, { strict: false }).publish(manager, String(drafts[0]?.id)),
    );
    await running().drainJobs();
    const [hit, ...others] = await search('"lantern walk"');
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      record: { kind: 'PLAN' },
      matchedField: 'document',
      matchedLocale: 'en',
      source: { documentId, page: 2, url: `/documents/${documentId}/file` },
    });
    expect(hit?.snippet).toContain('\ue000lantern\ue001 \ue000walk\ue001 through Waterschei');
    const [passage]: { anchor: { paragraph: number } }[] = await running().dataSource.query(
      `SELECT anchor FROM document_passage WHERE document_id = $1 AND text LIKE '%lantern%'`,
      [documentId],
    );
    expect(hit?.source?.paragraph).toBe(passage?.anchor.paragraph);
    expect((await fetch(`${running().url}${hit?.source?.url}`)).status).toBe(200);
    // Its own words are shown where they match, with no place in a document.
    expect((await search('"Action plan of the city of Genk"'))[0]).toMatchObject({
      matchedField: 'title',
      source: null,
    });
  });

  it.each([SECRET.name, SECRET.email, 'Examplova', '900123456'])(
    'is not found by personal data that stood in it: %s',
    async (secret) => {
      const found = await search(secret);
      expect(found.filter(({ source }) => source !== null)).toEqual([]);
      // Cleared or not: what is indexed is the text without them.
      await running().query(
        'mutation ($id: ID!) { clearDocument(documentId: $id) { isCleared } }',
        { id: documentId },
        officer.headers,
      );
      await running().app.get(IndexingService, { strict: false }).reindexAll();
      expect((await search(secret)).filter(({ source }) => source !== null)).toEqual([]);
      expect(
        await running().dataSource.query('SELECT additional, words FROM search_record'),
      ).not.toContainEqual(
        expect.objectContaining({ words: expect.stringContaining('examplova') as string }),
      );
    },
  );

  it('is found by those alone who may read what was taken from it', async () => {
    await running().change(async (manager) => {
      const [changed] = (await manager.query(
        `UPDATE record SET audience = ARRAY['city:' || owner_id]
         WHERE id IN (SELECT record_id FROM document_record WHERE document_id = $1) RETURNING id`,
        [documentId],
      )) as [{ id: string }[], number];
      await running()
        .app.get(RecordChanges, { strict: false })
        .announce(
          manager,
          changed.map(({ id }) => id),
        );
    });
    await running().drainJobs();
    expect(await search('"lantern walk"')).toEqual([]);
    expect(await search('"lantern walk"', officer.headers)).toHaveLength(1);
  });

  it('stands in the index as in the database', async () => {
    expect(await running().app.get(IndexingService, { strict: false }).verify()).toMatchObject({
      repaired: [],
      removed: [],
    });
  });
});
