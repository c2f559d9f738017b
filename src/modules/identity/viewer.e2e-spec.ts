import { useApplication } from '../../../test/harness/application';
import { Role } from '../../common/viewer';
import { ViewerQuery } from './viewer.query';

describe('who reads', () => {
  const running = useApplication();
  const viewers = (): ViewerQuery => running().app.get(ViewerQuery, { strict: false });

  const idOf = async (slug: string): Promise<string> => {
    const [row]: [{ id: string }] = await running().dataSource.query(
      'SELECT id FROM record WHERE slug = $1',
      [slug],
    );
    return row.id;
  };

  it('is the account of the session, with the audiences of its roles', async () => {
    const { accountId, headers } = await running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const network = await idOf('agents-of-co-existence');
    const secret = String(headers['cookie']).split('=')[1] ?? '';
    const viewer = await viewers().ofSession(secret);
    expect(viewer?.audiences).toEqual(['public', `network:${network}`]);
    expect(viewer?.account).toMatchObject({
      id: accountId,
      grants: [{ role: Role.COORDINATOR, scopeId: network }],
    });
    expect(await viewers().ofSession(`${secret}x`)).toBeNull();
  });

  it('counts roles in their period alone', async () => {
    const { accountId, headers } = await running().signIn(Role.OFFICER, 'genk');
    await running().dataSource.query(
      "UPDATE role_grant SET valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' WHERE account_id = $1",
      [accountId],
    );
    const viewer = await viewers().ofSession(String(headers['cookie']).split('=')[1] ?? '');
    expect(viewer).toMatchObject({ audiences: ['public'], account: { grants: [] } });
  });

  it('makes whoever leads the keeper of a closed network its keeper', async () => {
    const { accountId } = await running().signIn(Role.OFFICER, 'genk');
    const network = await idOf('ecocore');
    await running().dataSource.query('UPDATE network SET closed = true, keeper_id = $1 WHERE id = $2', [
      await idOf('genk'),
      network,
    ]);
    expect((await viewers().ofAccount(accountId))?.account?.grants).toContainEqual({
      role: Role.KEEPER,
      scopeId: network,
    });
    await running().dataSource.query('UPDATE network SET closed = false WHERE id = $1', [network]);
    expect((await viewers().ofAccount(accountId))?.account?.grants).not.toContainEqual({
      role: Role.KEEPER,
      scopeId: network,
    });
  });

  it('is signed out with a forged cookie, and public pages stay readable', async () => {
    const answer = await running().send(
      '{ locales }',
      {},
      { cookie: 'crosstown_session=forged', origin: running().url },
    );
    expect(answer.status).toBe(200);
  });

  it('is refused with a forged token', async () => {
    const answer = await running().send('{ locales }', {}, { authorization: 'Bearer forged' });
    expect({ status: answer.status, code: answer.errors[0]?.extensions.code }).toEqual({
      status: 401,
      code: 'TOKEN_INVALID',
    });
  });

  it('is refused where a session is used from another site', async () => {
    const { headers } = await running().signIn();
    const answer = await running().send(
      '{ locales }',
      {},
      { ...headers, origin: 'https://elsewhere.example' },
    );
    expect({ status: answer.status, code: answer.errors[0]?.extensions.code }).toEqual({
      status: 403,
      code: 'FORBIDDEN_ORIGIN',
    });
  });
});
