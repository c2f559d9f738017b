import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

interface Archived {
  id: string;
  slug: string;
  kind: string;
  title: string | null;
  titleLocale: string | null;
}

describe('what was taken off the pages', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'officer' | 'neighbour' | 'contributor' | 'coordinator' | 'administrator', SignedIn>;
  let ids: Record<'benches' | 'gardens' | 'elsewhere' | 'shown', string>;

  beforeAll(async () => {
    people = {
      officer: await running().signIn(Role.OFFICER, 'breda'),
      neighbour: await running().signIn(Role.OFFICER, 'aarhus'),
      contributor: await running().signIn(Role.CONTRIBUTOR, 'breda'),
      coordinator: await running().signIn(Role.COORDINATOR, 'agents-of-co-existence'),
      administrator: await running().signIn(Role.ADMINISTRATOR, null),
    };
    const published = async (who: SignedIn, city: string, title: string): Promise<string> =>
      (await desk.published(who.headers, city, desk.method(title))).recordId;
    ids = {
      benches: await published(people.officer, 'breda', 'Talking benches'),
      gardens: await published(people.officer, 'breda', 'Shared gardens'),
      elsewhere: await published(people.neighbour, 'aarhus', 'Open kitchens'),
      shown: await published(people.officer, 'breda', 'Still shown'),
    };
    await archive(people.officer, ids.benches);
    await archive(people.officer, ids.gardens);
    await archive(people.neighbour, ids.elsewhere);
  });

  async function archive({ headers }: SignedIn, id: string): Promise<void> {
    const { archiveRecord } = await running().query<{ archiveRecord: { state: string } }>(
      'mutation ($id: ID!) { archiveRecord(recordId: $id, reason: "Out of date") { ... on RecordStanding { state } } }',
      { id },
      headers,
    );
    expect(archiveRecord.state).toBe('ARCHIVED');
  }

  const listed = async ({ headers }: SignedIn): Promise<Archived[]> => {
    const { archivedRecords } = await running().query<{ archivedRecords: Archived[] }>(
      '{ archivedRecords { id slug kind title titleLocale } }',
      {},
      headers,
    );
    return archivedRecords;
  };

  it('is listed for the officers of its own city, the latest first', async () => {
    const found = await listed(people.officer);
    expect(found.map(({ id }) => id)).toEqual([ids.gardens, ids.benches]);
    expect(found[0]).toMatchObject({ kind: 'METHOD', title: 'Shared gardens', titleLocale: 'en' });
    expect((await listed(people.neighbour)).map(({ id }) => id)).toEqual([ids.elsewhere]);
  });

  it('is listed as a whole for administrators, and not at all for who may not put it back', async () => {
    const all = (await listed(people.administrator)).map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining([ids.elsewhere, ids.gardens, ids.benches]));
    expect(all).not.toContain(ids.shown);
    for (const who of [people.contributor, people.coordinator]) {
      const answer = await running().send('{ archivedRecords { id } }', {}, who.headers);
      expect(answer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('is listed no longer once it is back on the pages', async () => {
    const { headers } = people.officer;
    await running().query(
      'mutation ($id: ID!) { unarchiveRecord(recordId: $id) { __typename } }',
      { id: ids.gardens },
      headers,
    );
    expect((await listed(people.officer)).map(({ id }) => id)).toEqual([ids.benches]);
  });
});
