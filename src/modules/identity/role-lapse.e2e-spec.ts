import { randomUUID } from 'node:crypto';
import { AccountDesk, ERROR, type Outcome, PASSWORD } from '../../../test/harness/account-desk';
import { useApplication } from '../../../test/harness/application';
import type { SignedIn } from '../../../test/harness/sign-in';
import { Role } from '../../common/viewer';
import { AccountsService } from './accounts.service';

/** From the moment of the call on, in days; negative: before it. */
type Days = number | null;

describe('a role that somebody has to have', () => {
  const running = useApplication();
  const desk = new AccountDesk(running);

  /** Somebody whose role is held for a time: `begins` and `ends` in days from now. */
  async function holder(role: Role, slug: string, begins: Days = null, ends: Days = null): Promise<SignedIn> {
    const person = await running().signIn(role, slug);
    await running().dataSource.query(
      `UPDATE role_grant SET valid_from = coalesce(now() + make_interval(days => $2), valid_from),
         valid_until = now() + make_interval(days => $3) WHERE account_id = $1`,
      [person.accountId, begins, ends],
    );
    return person;
  }

  const grantOf = async ({ accountId }: SignedIn): Promise<string> => {
    const [row]: [{ id: string }] = await running().dataSource.query(
      'SELECT id FROM role_grant WHERE account_id = $1',
      [accountId],
    );
    return row.id;
  };

  const leave = async (who: SignedIn): Promise<string> => {
    const { leaveRole } = await running().query<{ leaveRole: Outcome }>(
      `mutation ($id: ID!) { leaveRole(grantId: $id) { __typename ${ERROR} } }`,
      { id: await grantOf(who) },
      who.headers,
    );
    return leaveRole.code ?? leaveRole.__typename;
  };

  const invite = async (
    who: SignedIn,
    input: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<Outcome> => {
    const { invitePerson } = await running().query<{ invitePerson: Outcome }>(
      `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename ${ERROR} } }`,
      { input: { email: `${randomUUID()}@example.org`, ...input } },
      { ...who.headers, ...headers },
    );
    return invitePerson;
  };

  /** Whoever has a role there by now had it until now. */
  const endAllIn = (slug: string): Promise<unknown> =>
    running().dataSource.query(
      `UPDATE role_grant SET valid_until = now() WHERE scope_id = (SELECT id FROM record WHERE slug = $1)
       AND (valid_until IS NULL OR valid_until > now())`,
      [slug],
    );

  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

  it('is not left to somebody whose own ends by itself, whichever day that is', async () => {
    const open = await holder(Role.COORDINATOR, 'part-net');
    const untilTomorrow = await holder(Role.COORDINATOR, 'part-net', null, 1);
    const untilNextYear = await holder(Role.COORDINATOR, 'part-net', null, 365);
    expect(await leave(open)).toBe('LAST_OF_ITS_ROLE');
    // Those with an end may go sooner.
    expect(await leave(untilTomorrow)).toBe('Done');
    expect(await leave(open)).toBe('LAST_OF_ITS_ROLE');
    const successor = await holder(Role.COORDINATOR, 'part-net');
    expect(await leave(open)).toBe('Done');
    expect(await leave(successor)).toBe('LAST_OF_ITS_ROLE');
    expect(await leave(untilNextYear)).toBe('Done');
  });

  it('is not left before somebody else begins, and is where one begins as the other ends', async () => {
    const now = await holder(Role.COORDINATOR, 'sunne-kommuner');
    const later = await holder(Role.COORDINATOR, 'sunne-kommuner', 2);
    expect(await leave(now)).toBe('LAST_OF_ITS_ROLE');
    // Somebody is there until the day before: one day without anybody.
    const between = await holder(Role.COORDINATOR, 'sunne-kommuner', null, 1);
    expect(await leave(now)).toBe('LAST_OF_ITS_ROLE');
    await running().dataSource.query(
      `UPDATE role_grant SET valid_until = (SELECT valid_from FROM role_grant WHERE id = $2) WHERE id = $1`,
      [await grantOf(between), await grantOf(later)],
    );
    expect(await leave(now)).toBe('Done');
    // By now both are needed: the one until then, the other from then on.
    expect(await leave(between)).toBe('LAST_OF_ITS_ROLE');
    expect(await leave(later)).toBe('LAST_OF_ITS_ROLE');
  });

  it('is given for a time where somebody has it without an end, and not where nobody would have it after that', async () => {
    const administrator = await running().signIn(Role.ADMINISTRATOR, null);
    const scopeId = await desk.idOf('urbact-iv');
    const offered = { role: 'COORDINATOR', scopeId, until: inDays(30) };
    const refused = await invite(administrator, offered, { 'accept-language': 'nl' });
    expect(refused).toMatchObject({ code: 'LAST_OF_ITS_ROLE', field: 'until' });
    expect(refused.message).toMatch(/^Na die dag zou niemand/);
    await holder(Role.COORDINATOR, 'urbact-iv', null, 60);
    expect(await invite(administrator, offered)).toMatchObject({ code: 'LAST_OF_ITS_ROLE' });
    // Nobody has to be an expert.
    const asExpert = await invite(administrator, { ...offered, role: 'EXPERT' });
    expect(asExpert.__typename).toBe('InvitationSent');
    await holder(Role.COORDINATOR, 'urbact-iv');
    expect((await invite(administrator, offered)).__typename).toBe('InvitationSent');
    expect((await invite(administrator, { ...offered, until: null })).__typename).toBe('InvitationSent');
  });

  it('is not taken for a time by a letter of before, once nobody would have it after that', async () => {
    const coordinator = await holder(Role.COORDINATOR, 'healthy-cities-cz');
    const scopeId = await desk.idOf('healthy-cities-cz');
    const email = `${randomUUID()}@example.org`;
    const sent = await invite(coordinator, { email, role: 'COORDINATOR', scopeId, until: inDays(30) });
    expect(sent.__typename).toBe('InvitationSent');
    await running().dataSource.query(
      "UPDATE role_grant SET valid_until = now() + interval '1 day' WHERE account_id = $1",
      [coordinator.accountId],
    );
    const answer = await desk.outcome(
      desk.browser(),
      `mutation ($key: String!, $person: NewPersonInput) {
         acceptInvitation(key: $key, person: $person) { __typename ${ERROR} } }`,
      {
        key: desk.keyIn((await desk.lettersTo(email)).at(-1)),
        person: { displayName: 'Demo newcomer', password: PASSWORD },
      },
    );
    expect(answer.__typename).toBe('LinkRefused');
  });

  it('keeps its holder’s account from being erased', async () => {
    const network = 'agents-of-co-existence';
    const { client } = await desk.newcomer();
    const { me } = (await client.send<{ me: { id: string } }>('{ me { id } }')).data;
    await endAllIn(network);
    const accounts = running().app.get(AccountsService, { strict: false });
    const grant = { accountId: me.id, role: Role.COORDINATOR, scopeId: await desk.idOf(network) };
    await running().change((manager) => accounts.grant(manager, grant));
    await holder(Role.COORDINATOR, network, null, 300);
    const erase = async (): Promise<string> => {
      const answer = await desk.outcome(
        client,
        `mutation ($p: String!) { deleteAccount(password: $p) { __typename ${ERROR} } }`,
        { p: PASSWORD },
      );
      return answer.code ?? answer.__typename;
    };
    expect(await erase()).toBe('LAST_OF_ITS_ROLE');
    await holder(Role.COORDINATOR, network);
    expect(await erase()).toBe('Done');
  });

  it('is no keeper’s whose officer is there for a time alone', async () => {
    const coordinator = await holder(Role.COORDINATOR, 'banska-bystrica-open-government-initiative');
    await holder(Role.OFFICER, 'aarhus', null, 30);
    const close = async (): Promise<Outcome> => {
      const { closeNetwork } = await running().query<{ closeNetwork: Outcome }>(
        `mutation ($id: ID!, $keeper: ID!) {
           closeNetwork(networkId: $id, keeperId: $keeper) { __typename ${ERROR} } }`,
        {
          id: await desk.idOf('banska-bystrica-open-government-initiative'),
          keeper: await desk.idOf('aarhus'),
        },
        coordinator.headers,
      );
      return closeNetwork;
    };
    expect(await close()).toMatchObject({ code: 'KEEPER_UNKNOWN', field: 'keeperId' });
    const officer = await holder(Role.OFFICER, 'aarhus');
    expect((await close()).__typename).toBe('NetworkClosed');
    // From now on the keeper has to have one.
    expect(await leave(officer)).toBe('LAST_OF_ITS_ROLE');
  });
});
