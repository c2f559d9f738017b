import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

const NETWORK = 'agents-of-co-existence';
const FOREIGN = 'part-net';

describe('lists of what was handed in', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<
    | 'coordinator'
    | 'foreignCoordinator'
    | 'expert'
    | 'officer'
    | 'neighbour'
    | 'foreignOfficer'
    | 'administrator',
    SignedIn
  >;
  let handed: Record<'waiting' | 'taken' | 'answered' | 'foreign' | 'published', string>;

  beforeAll(async () => {
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, NETWORK),
      foreignCoordinator: await running().signIn(Role.COORDINATOR, FOREIGN),
      expert: await running().signIn(Role.EXPERT, NETWORK),
      officer: await running().signIn(Role.OFFICER, 'breda'),
      neighbour: await running().signIn(Role.OFFICER, 'aarhus'),
      foreignOfficer: await running().signIn(Role.OFFICER, 'chrudim'),
      administrator: await running().signIn(Role.ADMINISTRATOR, null),
    };
    const handIn = async (
      author: SignedIn,
      owner: string,
      network: string,
      title: string,
    ): Promise<string> => {
      const draft = await desk.create(author.headers, owner, network, desk.method(title));
      return (await desk.submit(author.headers, draft.id, draft.lockVersion)).id;
    };
    handed = {
      waiting: await handIn(people.officer, 'breda', NETWORK, 'Waiting'),
      taken: await handIn(people.neighbour, 'aarhus', NETWORK, 'Taken'),
      answered: await handIn(people.officer, 'breda', NETWORK, 'Answered'),
      foreign: await handIn(people.foreignOfficer, 'chrudim', FOREIGN, 'Elsewhere'),
      published: await handIn(people.neighbour, 'aarhus', NETWORK, 'Published'),
    };
    const { headers } = people.coordinator;
    for (const id of [handed.taken, handed.answered, handed.published])
      await desk.step(headers, 'takeReview', id);
    await desk.refuse(headers, 'requestChanges', handed.answered, 'Say more');
    await desk.step(headers, 'approveSubmission', handed.published);
    // The most urgent first.
    await running().dataSource.query(
      "UPDATE submission SET due_at = now() + interval '1 day' WHERE id = $1",
      [handed.taken],
    );
  });

  async function queue(who: SignedIn, filter = ''): Promise<string[]> {
    const { reviewQueue } = await running().query<{ reviewQueue: { id: string }[] }>(
      `{ reviewQueue${filter} { id } }`,
      {},
      who.headers,
    );
    return reviewQueue.map(({ id }) => nameOf(id));
  }

  const nameOf = (id: string): string =>
    Object.entries(handed).find(([, one]) => one === id)?.[0] ?? 'another';

  it('hold what is open in one’s own networks, the most urgent first', async () => {
    expect(await queue(people.coordinator)).toEqual(['taken', 'waiting', 'answered']);
    expect(await queue(people.expert)).toEqual(['taken', 'waiting', 'answered']);
    expect(await queue(people.foreignCoordinator)).toEqual(['foreign']);
    expect(await queue(people.administrator)).toEqual(['taken', 'waiting', 'answered', 'foreign']);
  });

  it('hold what is one’s own city’s, for its officer', async () => {
    expect(await queue(people.officer)).toEqual(['waiting', 'answered']);
    expect(await queue(people.neighbour)).toEqual(['taken']);
  });

  it('are narrowed to a network, and never widened by naming one', async () => {
    const filter = `(networkId: "${await desk.idOf(FOREIGN)}")`;
    expect(await queue(people.administrator, filter)).toEqual(['foreign']);
    expect(await queue(people.coordinator, filter)).toEqual([]);
    expect(await queue(people.coordinator, `(networkId: "${await desk.idOf(NETWORK)}")`)).toHaveLength(3);
  });

  it('are narrowed to states, those that are over too', async () => {
    expect(await queue(people.coordinator, '(states: [IN_REVIEW])')).toEqual(['taken']);
    expect(await queue(people.coordinator, '(states: [CHANGES_REQUESTED])')).toEqual(['answered']);
    expect(await queue(people.coordinator, '(states: [PUBLISHED])')).toEqual(['published']);
    expect(await queue(people.coordinator, '(states: [])')).toEqual([]);
  });

  it('are narrowed to what waits for the viewer', async () => {
    // Taken by them, or at a gate of theirs; what was sent back waits for its author.
    expect(await queue(people.coordinator, '(mine: true)')).toEqual(['taken', 'waiting']);
    const colleague = await running().signIn(Role.COORDINATOR, NETWORK);
    expect(await queue(colleague, '(mine: true)')).toEqual(['waiting']);
    expect(await queue(people.expert, '(mine: true)')).toEqual([]);
    expect(await queue(people.officer, '(mine: true)')).toEqual([]);
  });

  it('hold what somebody handed in themselves, whatever became of it, the newest first', async () => {
    const mine = async (who: SignedIn): Promise<{ name: string; state: string; title: unknown }[]> => {
      const { mySubmissions } = await running().query<{
        mySubmissions: { id: string; state: string; title: unknown }[];
      }>('{ mySubmissions { id state title { text } } }', {}, who.headers);
      return mySubmissions.map(({ id, state, title }) => ({ name: nameOf(id), state, title }));
    };
    expect(await mine(people.officer)).toEqual([
      { name: 'answered', state: 'CHANGES_REQUESTED', title: { text: 'Answered' } },
      { name: 'waiting', state: 'SUBMITTED', title: { text: 'Waiting' } },
    ]);
    expect(await mine(people.neighbour)).toEqual([
      { name: 'published', state: 'PUBLISHED', title: null },
      { name: 'taken', state: 'IN_REVIEW', title: { text: 'Taken' } },
    ]);
    expect(await mine(people.coordinator)).toEqual([]);
  });
});
