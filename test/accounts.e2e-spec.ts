import { Role } from '../src/common/viewer';
import { AccountDesk, ERROR, ME, PASSWORD, SIGN_IN } from './harness/account-desk';
import { useApplication } from './harness/application';

describe('accounts', () => {
  const running = useApplication();
  const desk = new AccountDesk(running);

  it('are made by invitation, in the language of who is invited', async () => {
    const { email, client } = await desk.newcomer();
    const [letter] = await desk.lettersTo(email);
    expect(letter?.subject).toBe('Pozvánka do Crosstown');
    expect(letter?.text).toMatch(/Role: expert\nKde: /);
    expect(letter?.text).toMatch(/http:\/\/localhost:3000\/cs\/account\/invitation\?key=/);
    const { data } = await client.send<{ me: { email: string; roles: unknown[] } }>(ME);
    expect(data.me.email).toBe(email);
    expect(data.me.roles).toEqual([{ role: 'EXPERT', scopeId: await desk.idOf('agents-of-co-existence') }]);
    // The link works once.
    const again = await desk.outcome(
      desk.browser(),
      `mutation ($key: String!) { acceptInvitation(key: $key, person: { displayName: "X", password: "${PASSWORD}" }) { __typename ${ERROR} } }`,
      { key: desk.keyIn(letter) },
    );
    expect(again.code).toBe('LINK_REFUSED');
  });

  it('sign in with address and password, into a session of its own each time', async () => {
    const { email, client } = await desk.newcomer();
    const before = client.cookies.get('crosstown_session');
    const signedIn = await desk.outcome(client, SIGN_IN, {
      email: ` ${email.toUpperCase()}`,
      password: PASSWORD,
    });
    expect(signedIn.__typename).toBe('SignedIn');
    const after = client.cookies.get('crosstown_session');
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    // The session of before is over: a cookie that was copied is worth nothing.
    const replayed = await running().send<{ me: unknown }>(
      ME,
      {},
      { cookie: `crosstown_session=${before}`, origin: running().url },
    );
    expect(replayed.data.me).toBeNull();
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(email);
  });

  it('keep nothing of a password or session but hashes', async () => {
    const { email, client } = await desk.newcomer();
    const secret = String(client.cookies.get('crosstown_session'));
    const [row]: [{ hash: string; ciphertext: Buffer; sessions: string }] = await running().dataSource.query(
      `SELECT password_hash AS hash, email_ciphertext AS ciphertext,
         (SELECT string_agg(s::text, ' ') FROM session s WHERE s.account_id = a.id) AS sessions
       FROM account a WHERE a.id = $1`,
      [(await client.send<{ me: { id: string } }>(ME)).data.me.id],
    );
    expect(row.hash).toMatch(/^\$argon2id\$/);
    expect(row.ciphertext.toString('latin1')).not.toContain(email.slice(0, 8));
    expect(row.sessions).not.toContain(secret);
  });

  it('are not told apart by what sign-in says', async () => {
    const { email } = await desk.newcomer();
    const wrong = await desk.outcome(desk.browser(), SIGN_IN, { email, password: 'not this one at all' });
    const unknown = await desk.outcome(desk.browser(), SIGN_IN, {
      email: `x${email}`,
      password: 'not this one at all',
    });
    expect(wrong).toEqual(unknown);
    expect(wrong.code).toBe('CREDENTIALS_REFUSED');
  });

  it('list their sessions and end them', async () => {
    const { email, client } = await desk.newcomer();
    const other = desk.browser();
    await desk.outcome(other, SIGN_IN, { email, password: PASSWORD });
    type Sessions = { sessions: { id: string; isCurrent: boolean; signedInBy: string }[] };
    const { sessions } = (await client.send<Sessions>('{ sessions { id isCurrent signedInBy client } }'))
      .data;
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    const theirs = sessions.find(({ isCurrent }) => !isCurrent)?.id;
    await desk.outcome(client, 'mutation ($id: ID!) { revokeSession(id: $id) { __typename } }', {
      id: theirs,
    });
    const refused = await other.send('{ sessions { id } }');
    expect({ status: refused.status, code: refused.errors[0]?.extensions.code }).toEqual({
      status: 401,
      code: 'SESSION_ENDED',
    });
    await desk.outcome(client, 'mutation { signOut { __typename } }');
    expect(client.cookies.has('crosstown_session')).toBe(false);
  });

  it('leave the sessions of others alone', async () => {
    const { client } = await desk.newcomer();
    const victim = await desk.newcomer();
    const { sessions } = (await victim.client.send<{ sessions: { id: string }[] }>('{ sessions { id } }'))
      .data;
    await desk.outcome(client, 'mutation ($id: ID!) { revokeSession(id: $id) { __typename } }', {
      id: sessions[0]?.id,
    });
    expect((await victim.client.send('{ sessions { id } }')).status).toBe(200);
  });

  it('are offered to the first officer of a member by its network, and to the next by the city itself', async () => {
    const coordinator = await running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const invite = async (slug: string): Promise<string | undefined> => {
      const answer = await running().send<{ invitePerson: { __typename: string } }>(
        'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename } }',
        { input: { email: `${slug}@example.org`, role: 'OFFICER', scopeId: await desk.idOf(slug) } },
        coordinator.headers,
      );
      return answer.errors[0]?.extensions.code ?? answer.data.invitePerson.__typename;
    };
    // The time of that network is over, and it is coordinated all the same.
    expect(await invite('gdansk')).toBe('InvitationSent');
    await running().signIn(Role.OFFICER, 'gdansk');
    expect(await invite('gdansk')).toBe('FORBIDDEN');
    expect(await invite('chrudim')).toBe('FORBIDDEN');
  });

  it('can be erased by their owner', async () => {
    const { email, client } = await desk.newcomer();
    const { id } = (await client.send<{ me: { id: string } }>(ME)).data.me;
    const erase = `mutation ($password: String!) { deleteAccount(password: $password) { __typename ${ERROR} } }`;
    expect((await desk.outcome(client, erase, { password: 'wrong password' })).code).toBe(
      'CREDENTIALS_REFUSED',
    );
    expect((await desk.outcome(client, erase, { password: PASSWORD })).__typename).toBe('Done');
    expect((await desk.outcome(desk.browser(), SIGN_IN, { email, password: PASSWORD })).code).toBe(
      'CREDENTIALS_REFUSED',
    );
    const [left]: [Record<string, unknown>] = await running().dataSource.query(
      `SELECT display_name AS name, length(email_ciphertext) AS address,
         (SELECT count(*)::int FROM session WHERE account_id = a.id) AS sessions FROM account a WHERE id = $1`,
      [id],
    );
    expect(left).toEqual({ name: '–', address: 0, sessions: 0 });
  });
});
