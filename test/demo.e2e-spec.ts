import { createHash } from 'node:crypto';
import { fold, segment } from '../src/platform/language';
import { useApplication } from './harness/application';
import { webQueries } from './harness/web-queries';

const LANGUAGES_OF_SOURCES = ['sk', 'cs', 'lv'];
const { RecordPage = '' } = webQueries();

/**
 * Beginnings of the names and of a number of the people whom the sources name, as hashes: they have no business in a
 * test either.
 */
const PERSONS = new Set(['b8b5daac82f2bcb7', '3aff8a76e25afa08', '22323cdda5227883', '8979c1d7fb7a4c8f']);
const BEGINNINGS = [6, 7];

function namesPerson(text: string): boolean {
  const words = new Set(
    segment(text).flatMap((word) => BEGINNINGS.map((end) => fold(word.text).slice(0, end))),
  );
  return [...words].some((word) => PERSONS.has(createHash('sha256').update(word).digest('hex').slice(0, 16)));
}

interface Milestone {
  title: { text: string; origin: string; locale: string };
  due: string | null;
  status: unknown;
}
interface Ask {
  label: string;
  email: string | null;
  url: string | null;
}

describe('the demo network', () => {
  const running = useApplication();

  /** Rows of every table of ours and of the job queue as JSON, with the table's name. */
  async function databaseAsText(): Promise<{ table: string; row: string }[]> {
    const { dataSource } = running();
    const tables = (await dataSource.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )) as { name: string }[];
    const rows = await Promise.all(
      tables.map(async ({ name }) => {
        const found = (await dataSource.query(`SELECT to_jsonb(t)::text AS row FROM ${name} t`)) as {
          row: string;
        }[];
        return found.map(({ row }) => ({ table: name, row }));
      }),
    );
    return rows.flat();
  }

  /** The whole of what readers can get: each record page in a language, as text by slug. */
  async function pagesAsText(locale: string): Promise<Map<string, string>> {
    const slugs = (await running().dataSource.query('SELECT slug FROM record_slug')) as { slug: string }[];
    const pages = new Map<string, string>();
    for (const { slug } of slugs) {
      const { status, text } = await running().send(RecordPage, { slug, locale });
      expect({ slug, status }).toEqual({ slug, status: 200 });
      pages.set(slug, text);
    }
    return pages;
  }

  it('has the three commitments of Banská Bystrica with their twenty milestones, as the source tells them', async () => {
    const { record } = await running().query<{
      record: {
        adoption: unknown;
        actions: { edges: { node: { slug: string; title: Milestone['title']; milestones: Milestone[] } }[] };
      };
    }>(
      `{ record(slug: "banska-bystrica-open-government-plan-2024-2026") { ... on Plan {
         adoption { date body state { id } }
         actions { edges { node { slug title(locale: "sk") { text origin locale }
           milestones { title(locale: "sk") { text origin locale } due status { id } } } } }
       } } }`,
    );
    const actions = record.actions.edges.map(({ node }) => node);
    expect(actions.map(({ milestones }) => milestones.length)).toEqual([6, 8, 6]);
    expect(record.adoption).toBeNull();
    for (const { title, milestones } of actions) {
      expect(title).toMatchObject({ origin: 'ORIGINAL', locale: 'sk' });
      for (const milestone of milestones) {
        expect(milestone).toMatchObject({
          due: null,
          status: null,
          title: { origin: 'ORIGINAL', locale: 'sk' },
        });
        expect(milestone.title.text).not.toBe('');
      }
    }
    const titles = actions.flatMap(({ milestones }) => milestones.map(({ title }) => title.text));
    expect(new Set(titles).size).toBeGreaterThan(15);
  });

  it("tells Ķekava's budget as Ķekava stated it, on its membership", async () => {
    const { record } = await running().query<{
      record: { members: { member: { slug: string }; budget: unknown; funding: unknown[] }[] };
    }>(
      `{ record(slug: "agents-of-co-existence") { ... on Network { members {
         member { slug } budget { amount currency statedBy { slug } } funding { share source { id } } } } } }`,
    );
    const withBudget = record.members.filter(({ budget }) => budget !== null);
    expect(record.members).toHaveLength(9);
    expect(withBudget).toEqual([
      {
        member: { slug: 'kekava' },
        budget: { amount: 66_785, currency: 'EUR', statedBy: { slug: 'kekava' } },
        funding: [
          { share: 80, source: { id: 'funding-source/erdf' } },
          { share: 10, source: { id: 'funding-source/national' } },
          { share: 10, source: { id: 'funding-source/municipal' } },
        ],
      },
    ]);
  });

  it('tells that budget nowhere else', async () => {
    const FIGURE = /66[\s.,\u00a0\u202f]?785/;
    const found = (await databaseAsText()).filter(({ row }) => FIGURE.test(row));
    // The live membership, and the version that keeps the document it was published from.
    expect(found.map(({ table }) => table).sort()).toEqual(['public.membership', 'public.record_version']);
    const pages = [...(await pagesAsText('en'))]
      .filter(([, text]) => FIGURE.test(text))
      .map(([slug]) => slug);
    // The membership is read from both of its ends.
    expect(pages.sort()).toEqual(['agents-of-co-existence', 'kekava']);
  });

  it('has the members of PART-NET with the groups they work with or wish to', async () => {
    const { record } = await running().query<{
      record: {
        members: { member: { slug: string }; roleConcept: { id: string }; targetGroups: { id: string }[] }[];
      };
    }>(
      '{ record(slug: "part-net") { ... on Network { members { member { slug } roleConcept { id } targetGroups { id } } } } }',
    );
    expect(
      record.members.map(({ member, roleConcept, targetGroups }) => [
        member.slug,
        roleConcept.id.split('/')[1],
        ...targetGroups.map(({ id }) => id.split('/')[1]),
      ]),
    ).toEqual([
      ['healthy-cities-cz', 'lead'],
      ['sunne-kommuner', 'partner'],
      ['chrudim', 'partner', 'women'],
      ['litomerice', 'partner', 'youth'],
      ['prachatice', 'partner', 'people-with-disabilities'],
      ['valasske-mezirici', 'partner', 'older-people'],
      ['volunteer-centre-usti', 'partner', 'socially-excluded'],
    ]);
  });

  it('claims no practices of the members of PART-NET', async () => {
    const { practices } = await running().query<{ practices: { edges: { node: { slug: string } }[] } }>(
      '{ practices(first: 100) { edges { node { slug } } } }',
    );
    expect(practices.edges.map(({ node }) => node.slug)).toEqual(['kekava-resident-engagement']);
  });

  it('has the meeting of 2021 with its 22 participants, linked to no plan', async () => {
    const { record } = await running().query<{ record: { id: string } }>(
      '{ record(slug: "bb-open-government-meeting-2021") { id start ... on Event { participants online initiative { slug } } } }',
    );
    expect(record).toMatchObject({
      start: '2021-03-31',
      participants: 22,
      online: true,
      initiative: { slug: 'banska-bystrica-open-government-initiative' },
    });
    const pages = await pagesAsText('sk');
    for (const slug of pages.keys()) {
      if (/plan-20|^bb-(spolupracovna|ambassadors)/.test(slug)) {
        expect({ slug, linked: pages.get(slug)?.includes(record.id) }).toEqual({ slug, linked: false });
      }
    }
    expect(pages.get('bb-open-government-meeting-2021')).not.toMatch(/"kind":"(PLAN|ACTION)"/);
  });

  it('names no private person', async () => {
    // The test itself knows one when it sees one.
    const [made] = [createHash('sha256').update('anybody').digest('hex').slice(0, 16)];
    PERSONS.add(made);
    expect(namesPerson('{"text":"by Ánybodyová and others"}')).toBe(true);
    PERSONS.delete(made);
    const byTable = new Map<string, string[]>();
    for (const { table, row } of await databaseAsText())
      byTable.set(table, [...(byTable.get(table) ?? []), row]);
    for (const [table, rows] of byTable) {
      expect({ table, named: namesPerson(rows.join(' ')) }).toEqual({ table, named: false });
    }
    for (const locale of LANGUAGES_OF_SOURCES) {
      const pages = [...(await pagesAsText(locale)).values()];
      expect({ locale, named: namesPerson(pages.join(' ')) }).toEqual({ locale, named: false });
    }
  });

  it('keeps the addresses of contact cards encrypted, and shows them nowhere', async () => {
    const ADDRESS = /[\w.-]+@example\.org/i;
    const database = await databaseAsText();
    expect(database.filter(({ row }) => ADDRESS.test(row))).toEqual([]);
    // Binary columns are written in hexadecimal, where plain words would hide.
    const hidden = Buffer.from('@example.org').toString('hex');
    expect(database.filter(({ row }) => row.includes(hidden))).toEqual([]);
    expect(database.filter(({ table }) => table === 'public.contact_address')).toHaveLength(3);
    for (const [slug, text] of await pagesAsText('en')) {
      expect({ slug, shown: ADDRESS.test(text) }).toEqual({ slug, shown: false });
    }
    const { search } = await running().query<{ search: { total: number; hits: unknown[] } }>(
      '{ search(query: "demo.genk@example.org") { total hits { snippet } } }',
    );
    expect(JSON.stringify(search)).not.toMatch(ADDRESS);
  });

  it('says whom to ask about every practice, plan and action', async () => {
    const FIELDS = '(first: 100) { edges { node { slug askContacts { label email url } } } }';
    const data = await running().query<
      Record<string, { edges: { node: { slug: string; askContacts: Ask[] } }[] }>
    >(`{ practices${FIELDS} plans${FIELDS} actions${FIELDS} }`);
    const records = Object.values(data).flatMap(({ edges }) => edges.map(({ node }) => node));
    expect(records).toHaveLength(1 + 2 + 3);
    for (const { slug, askContacts } of records) {
      expect({ slug, asks: askContacts.length > 0 }).toEqual({ slug, asks: true });
      for (const { label, email, url } of askContacts) {
        expect(label).not.toBe('');
        expect(email ?? url).toBeTruthy();
      }
    }
  });

  it('was published through drafts, and leaves none behind', async () => {
    const [counts] = (await running().dataSource.query(
      `SELECT (SELECT count(*)::int FROM record_draft) AS drafts,
         (SELECT count(*)::int FROM record WHERE state = 'PUBLISHED') AS published,
         (SELECT count(DISTINCT record_id)::int FROM record_version) AS versioned`,
    )) as { drafts: number; published: number; versioned: number }[];
    expect(counts?.drafts).toBe(0);
    expect(counts?.published).toBeGreaterThan(40);
    expect(counts?.versioned).toBe(counts?.published);
  });
});
