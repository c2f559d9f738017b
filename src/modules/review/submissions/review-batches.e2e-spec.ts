import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../common/records';
import { Role } from '../../../common/viewer';
import { type Actor, NewDraftsService, NewSubmissionsService } from '..';

const NETWORK = 'agents-of-co-existence';
/** more than one page of the queue */
const COUNT = 203;

interface Batch {
  id: string;
  count: number;
  author: { id: string } | null;
  sampleTitle: { text: string } | null;
}

describe('what was handed in together', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let [coordinator, foreign, officer]: SignedIn[] = [];
  let first: string[];

  const headersOf = (who: SignedIn | undefined): Record<string, string> => {
    if (!who) throw new Error('Nobody is signed in');
    return who.headers;
  };

  /** As an import does it: drafts and their submissions in one transaction. */
  async function handIn(count: number, title: string): Promise<string[]> {
    const ownerId = await desk.idOf('breda');
    const networkId = await desk.idOf(NETWORK);
    const account = {
      id: String(officer?.accountId),
      locale: null,
      grants: [{ role: Role.OFFICER, scopeId: ownerId }],
    };
    const actor: Actor = { viewer: { audiences: [PUBLIC_AUDIENCE], account }, account, client: 'web' };
    const drafting = running().app.get(NewDraftsService, { strict: false });
    const submissions = running().app.get(NewSubmissionsService, { strict: false });
    const draftIds = await running().change(async (manager) => {
      const place = await drafting.place(manager, actor, { kind: RecordKind.METHOD, ownerId, networkId });
      const contents = Array.from({ length: count }, () => desk.method(title));
      const drafts = await drafting.begin(manager, actor, place, contents);
      await submissions.submit(manager, actor, place, drafts);
      return drafts.map(({ draftId }) => draftId);
    });
    const rows: { id: string }[] = await running().dataSource.query(
      'SELECT id FROM submission WHERE draft_id = ANY($1::uuid[]) ORDER BY id',
      [draftIds],
    );
    return rows.map(({ id }) => id);
  }

  const batches = async (who: SignedIn | undefined): Promise<Batch[]> => {
    const { reviewBatches } = await running().query<{ reviewBatches: Batch[] }>(
      '{ reviewBatches { id count author { id } sampleTitle { text } } }',
      {},
      headersOf(who),
    );
    return reviewBatches;
  };

  async function pages(who: SignedIn | undefined, filter: string): Promise<string[][]> {
    const found: string[][] = [];
    for (let after: string | undefined; ; after = found.at(-1)?.at(-1)) {
      const { reviewQueue } = await running().query<{ reviewQueue: { id: string }[] }>(
        `query ($after: ID) { reviewQueue(after: $after${filter}) { id } }`,
        { after },
        headersOf(who),
      );
      if (reviewQueue.length === 0) return found;
      found.push(reviewQueue.map(({ id }) => id));
    }
  }

  beforeAll(async () => {
    coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    foreign = await running().signIn(Role.COORDINATOR, 'part-net');
    officer = await running().signIn(Role.OFFICER, 'breda');
    first = await handIn(COUNT, 'Of the long table');
    await handIn(2, 'Of the short table');
    await handIn(1, 'By itself');
  });

  it('is told as one, the latest first, to whoever has a say there', async () => {
    const author = { id: officer?.accountId };
    const expected = [
      { count: 2, author, sampleTitle: { text: 'Of the short table' } },
      { count: COUNT, author, sampleTitle: { text: 'Of the long table' } },
    ];
    expect(await batches(coordinator)).toMatchObject(expected);
    expect(await batches(officer)).toMatchObject(expected);
    expect(await batches(foreign)).toEqual([]);
  });

  it('is listed as a whole, page by page, each of it once', async () => {
    const [, long] = await batches(coordinator);
    const found = await pages(coordinator, `, batchId: "${long?.id}"`);
    expect(found.map(({ length }) => length)).toEqual([200, COUNT - 200]);
    expect(found.flat().sort()).toEqual(first);
    expect(await pages(foreign, `, batchId: "${long?.id}"`)).toEqual([]);
    expect((await pages(coordinator, '')).flat()).toHaveLength(COUNT + 3);
    // Those alone that wait for the viewer: they hold the only gate, so it is all of them.
    expect((await pages(coordinator, ', mine: true')).flat()).toHaveLength(COUNT + 3);
  });

  it('counts those alone that somebody may look at now', async () => {
    const { reviewTogether } = await running().query<{ reviewTogether: { done: unknown[] } }>(
      `mutation ($submissions: [SubmissionLookedAt!]!) {
         reviewTogether(act: REQUEST_CHANGES, reason: "Say more", submissions: $submissions) {
           ... on ReviewedTogether { done { id } }
         }
       }`,
      { submissions: first.slice(0, 3).map((id) => ({ id, lockVersion: 1 })) },
      headersOf(coordinator),
    );
    expect(reviewTogether.done).toHaveLength(3);
    const [, long] = await batches(coordinator);
    expect(long?.count).toBe(COUNT - 3);
  });
});
