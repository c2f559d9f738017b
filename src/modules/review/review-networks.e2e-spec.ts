import { useApplication } from '../../../test/harness/application';
import { ReviewDesk } from '../../../test/harness/review-desk';
import type { SignedIn } from '../../../test/harness/sign-in';
import { Role } from '../../common/viewer';

const NETWORK = 'agents-of-co-existence';

describe('records of a network', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'coordinator' | 'expert' | 'officer' | 'foreign', SignedIn>;

  beforeAll(async () => {
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, NETWORK),
      expert: await running().signIn(Role.EXPERT, NETWORK),
      officer: await running().signIn(Role.OFFICER, 'genk'),
      foreign: await running().signIn(Role.OFFICER, 'chrudim'),
    };
  });

  const standing = (who: SignedIn, field: string): Promise<{ code?: string; state: string }> =>
    desk.mutate(who.headers, field, '... on RecordStanding { state }', {});

  it('are shown in a network by its own coordinators’ decision', async () => {
    const network = await desk.idOf('urbact-iv');
    const draft = await desk.published(
      people.officer.headers,
      'genk',
      desk.method('Asks to be shown', { networks: [network] }),
    );
    const programme = await running().signIn(Role.COORDINATOR, 'urbact-iv');
    const asking = async (): Promise<string[]> =>
      (
        await running().query<{ networkRequests: { id: string }[] }>(
          `{ networkRequests(networkId: "${network}") { id } }`,
          {},
          programme.headers,
        )
      ).networkRequests.map(({ id }) => id);
    const networks = async (): Promise<unknown> =>
      running().query(`{ record(id: "${draft.recordId}") { networks { slug } } }`);
    expect(await asking()).toContain(draft.recordId);
    expect(await networks()).toEqual({ record: { networks: [] } });
    const answer = (accepted: boolean): string =>
      `answerNetworkRequest(recordId: "${draft.recordId}", networkId: "${network}", accepted: ${accepted})`;
    const foreign = await running().send(
      `mutation { ${answer(true)} { __typename } }`,
      {},
      people.coordinator.headers,
    );
    expect(foreign.errors[0]?.extensions.code).toBe('FORBIDDEN');
    await standing(programme, answer(true));
    expect(await networks()).toEqual({ record: { networks: [{ slug: 'urbact-iv' }] } });
    expect(await asking()).not.toContain(draft.recordId);
    await standing(programme, answer(false));
    expect(await networks()).toEqual({ record: { networks: [] } });
  });

  it('carry labels of networks until they end, whatever is published meanwhile', async () => {
    const { recordId } = await desk.throughNetwork(
      people.officer.headers,
      people.coordinator.headers,
      'genk',
      NETWORK,
      'Well done',
    );
    const network = await desk.idOf(NETWORK);
    const [concept] = (await running().dataSource.query(
      "SELECT id FROM concept WHERE scheme = 'label' ORDER BY position LIMIT 1",
    )) as { id: string }[];
    const give = (expiresOn: string): Promise<unknown> =>
      desk.mutate(people.expert.headers, 'giveLabel(input: $input)', '... on RecordStanding { id }', {
        input: {
          type: 'LabelInput!',
          value: { recordId, networkId: network, label: concept?.id, expiresOn, criteria: 'Copied twice' },
        },
      });
    const labels = async (): Promise<unknown> =>
      (
        await running().query<{ record: { labels: unknown } }>(
          `{ record(id: "${recordId}") { labels { id issuer criteria expiresOn } } }`,
        )
      ).record.labels;
    await give('2099');
    expect(await give('2099')).toMatchObject({ code: 'LABEL_GIVEN' });
    expect(await labels()).toEqual([
      {
        id: expect.any(String) as string,
        issuer: 'Agents of Co-existence',
        criteria: 'Copied twice',
        expiresOn: '2099',
      },
    ]);
    const draft = await desk.open(people.officer.headers, recordId);
    const forged = [{ label: concept?.id, issuer: 'Myself' }];
    const saved = await desk.save(people.officer.headers, draft.id, 1, {
      ...draft.content,
      labels: forged,
    } as never);
    expect(saved.content).not.toHaveProperty('labels');
    await running().dataSource.query("UPDATE record_label SET expires_on = '2020-12' WHERE record_id = $1", [
      recordId,
    ]);
    expect(await labels()).toEqual([]);
  });

  it('of a network that closes go to their cities, and nothing is left without somebody to correct it', async () => {
    const closing = await running().signIn(Role.COORDINATOR, 'healthy-cities-cz');
    const network = await desk.idOf('healthy-cities-cz');
    const city = await desk.idOf('chrudim');
    const owned = await desk.create(
      closing.headers,
      'healthy-cities-cz',
      null,
      desk.method('Owned by the network', { cities: [city] }),
    );
    await desk.mutate(closing.headers, 'setNetworkRule(rule: $rule)', '... on ReviewRule { gates }', {
      rule: { type: 'ReviewRuleInput!', value: { scopeId: network, gates: [] } },
    });
    expect(await desk.submit(closing.headers, owned.id, 1)).toMatchObject({ state: 'PUBLISHED' });
    const close = (keeperId: string): Promise<{ code?: string; handedOver?: string[] }> =>
      desk.mutate(
        closing.headers,
        `closeNetwork(networkId: "${network}", keeperId: "${keeperId}", endedOn: "2026-11")`,
        '... on NetworkClosed { handedOver }',
        {},
      ) as never;
    expect(await close(await desk.idOf('litomerice'))).toMatchObject({ code: 'KEEPER_UNKNOWN' });
    expect((await close(city)).handedOver).toContain(owned.recordId);
    const { record, ended } = await running().query<Record<string, unknown>>(
      `{ record(id: "${owned.recordId}") { owner { slug } } ended: record(id: "${network}") {
         ... on Network { closed end } } }`,
    );
    expect({ record, ended }).toEqual({
      record: { owner: { slug: 'chrudim' } },
      ended: { closed: true, end: '2026-11' },
    });
    // Its keeper may correct the network itself; the city's officer what it was handed.
    expect((await desk.open(people.foreign.headers, network)).__typename).toBe('Draft');
    expect((await desk.open(people.foreign.headers, owned.recordId)).__typename).toBe('Draft');
    const owners: { owner: string }[] = await running().dataSource.query(
      `SELECT DISTINCT r.owner_id AS owner FROM record r WHERE r.owner_id = $1`,
      [network],
    );
    expect(owners).toEqual([]);
  });
});
