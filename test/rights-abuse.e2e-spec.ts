import { randomUUID } from 'node:crypto';
import { Role } from '../src/common/viewer';
import { useApplication } from './harness/application';
import { refusals } from './harness/refusals';

describe('whoever is in, and', () => {
  const running = useApplication();
  const { refused, graphql } = refusals(running);

  it('assigns themselves no role, state or id by a field too many', async () => {
    const { headers } = await running().signIn();
    const attempts = [
      'mutation { updateMe(displayName: "X", role: ADMINISTRATOR) { __typename } }',
      'mutation { updateMe(displayName: "X", isDemo: false, disabledAt: null) { __typename } }',
      'mutation { acceptInvitation(key: "x", person: { displayName: "X", password: "tři sta křepelek", role: ADMINISTRATOR }) { __typename } }',
      'mutation { acceptInvitation(key: "x", person: { displayName: "X", password: "tři sta křepelek", scopeId: "1" }) { __typename } }',
      'mutation { createToken(name: "x", scopes: [READ, ADMINISTER], days: 3) { __typename } }',
      'mutation { invitePerson(input: { email: "a@example.org", role: KING }) { __typename } }',
      'mutation { invitePerson(input: { email: "a@example.org", role: EXPERT, status: "accepted" }) { __typename } }',
    ];
    for (const attempt of attempts) {
      expect(await refused(() => graphql(attempt, headers))).toMatchObject({ status: 400 });
    }
  });

  it('names the network of somebody else, or a role that is never given, is refused', async () => {
    const { headers } = await running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const [own, foreign, city]: { id: string }[] = await running().dataSource.query(
      `SELECT id FROM record WHERE slug IN ('agents-of-co-existence', 'part-net', 'chrudim')
       ORDER BY array_position(ARRAY['agents-of-co-existence', 'part-net', 'chrudim'], slug)`,
    );
    const invite = (input: string): Promise<{ status: number; code: string }> =>
      refused(() =>
        graphql(
          `mutation { invitePerson(input: { email: "a@example.org", ${input} }) { __typename ... on UserError { code } } }`,
          headers,
        ),
      );
    const forbidden = { status: 403, code: 'FORBIDDEN' };
    expect(await invite(`role: EXPERT, scopeId: "${foreign?.id}"`)).toEqual(forbidden);
    expect(await invite(`role: OFFICER, scopeId: "${city?.id}"`)).toEqual(forbidden);
    expect(await invite('role: ADMINISTRATOR')).toEqual(forbidden);
    expect(await invite('role: EXPERT, scopeId: "none"')).toEqual(forbidden);
    expect(await invite(`role: EXPERT, scopeId: "${randomUUID()}"`)).toEqual(forbidden);
    for (const role of ['OFFICER', 'ADMINISTRATOR', 'KEEPER']) {
      expect((await invite(`role: ${role}, scopeId: "${own?.id}"`)).code).toBe('ROLE_NOT_GIVEN_THERE');
    }
  });

  it('takes the last administrator or coordinator away is refused', async () => {
    const { accountId, headers } = await running().signIn(Role.COORDINATOR, 'part-net');
    await running().dataSource.query(
      `UPDATE role_grant SET valid_until = now() WHERE role = 'COORDINATOR' AND account_id <> $1
       AND scope_id = (SELECT id FROM record WHERE slug = 'part-net')`,
      [accountId],
    );
    const [grant]: [{ id: string }] = await running().dataSource.query(
      'SELECT id FROM role_grant WHERE account_id = $1',
      [accountId],
    );
    const end = (): Promise<{ status: number; code: string }> =>
      refused(() =>
        graphql(
          `mutation { leaveRole(grantId: "${grant.id}") { __typename ... on UserError { code } } }`,
          headers,
        ),
      );
    expect((await end()).code).toBe('LAST_OF_ITS_ROLE');
    await running().signIn(Role.COORDINATOR, 'part-net');
    const ended = await graphql(`mutation { leaveRole(grantId: "${grant.id}") { __typename } }`, headers);
    expect(ended.text).toContain('Done');
  });
});
