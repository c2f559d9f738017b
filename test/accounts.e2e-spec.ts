import { randomUUID } from 'node:crypto';
import { Role } from '../src/common/viewer';
import { totpCode } from '../src/modules/identity/sign-in/totp';
import { useApplication } from './harness/application';
import { BrowserClient } from './harness/browser-client';
import { type KeptLetter, readOutbox } from './harness/outbox';

const ERROR = '... on UserError { code message field }';
const SIGN_IN = `mutation ($email: String!, $password: String!, $code: String) {
  signIn(email: $email, password: $password, code: $code) {
    __typename ... on SignedIn { me { id displayName may } } ${ERROR} } }`;
const ME = '{ me { id displayName email roles { role scopeId } hasSecondFactor recoveryCodesLeft } }';
const RESET = `mutation ($key: String!, $password: String!) {
  resetPassword(key: $key, password: $password) { __typename ${ERROR} } }`;
const PASSWORD = 'tři sta křepelek';

interface Outcome {
  __typename: string;
  code?: string;
  message?: string;
  field?: string | null;
}

describe('accounts', () => {
  const running = useApplication();
  const browser = (): BrowserClient => new BrowserClient(running().url);

  const idOf = async (slug: string): Promise<string> => {
    const [row]: [{ id: string }] = await running().dataSource.query(
      'SELECT id FROM record WHERE slug = $1',
      [slug],
    );
    return row.id;
  };

  /** Sends one mutation; its only field's answer. */
  async function outcome(
    client: BrowserClient,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<Outcome & Record<string, unknown>> {
    const answer = await client.send<Record<string, Outcome & Record<string, unknown>>>(document, variables);
    if (answer.errors.length > 0) throw new Error(answer.text);
    return Object.values(answer.data)[0] as Outcome & Record<string, unknown>;
  }

  async function lettersTo(email: string): Promise<KeptLetter[]> {
    await running().drainJobs();
    return readOutbox(running().dataDir).filter(({ to }) => to.toLowerCase().includes(email.toLowerCase()));
  }

  const keyIn = (letter: KeptLetter | undefined): string => /key=(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';

  /** Invited, accepted, signed in. */
  async function newcomer(
    email = `${randomUUID()}@example.org`,
  ): Promise<{ email: string; client: BrowserClient }> {
    const coordinator = await running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const invited = await running().query<{ invitePerson: Outcome }>(
      `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename ${ERROR} } }`,
      { input: { email, role: 'EXPERT', scopeId: await idOf('agents-of-co-existence'), locale: 'cs' } },
      coordinator.headers,
    );
    expect(invited.invitePerson.__typename).toBe('InvitationSent');
    const client = browser();
    const accepted = await outcome(
      client,
      `mutation ($key: String!, $person: NewPersonInput) {
        acceptInvitation(key: $key, person: $person) { __typename ... on SignedIn { me { id } } ${ERROR} } }`,
      {
        key: keyIn((await lettersTo(email)).at(-1)),
        person: { displayName: 'Demo newcomer', password: PASSWORD, locale: 'cs' },
      },
    );
    expect(accepted.__typename).toBe('SignedIn');
    return { email, client };
  }

  it('are made by invitation, in the language of who is invited', async () => {
    const { email, client } = await newcomer();
    const [letter] = await lettersTo(email);
    expect(letter?.subject).toBe('Pozvánka do Crosstown');
    expect(letter?.text).toMatch(/Role: expert\nKde: /);
    expect(letter?.text).toMatch(/http:\/\/localhost:3000\/cs\/account\/invitation\?key=/);
    const { data } = await client.send<{ me: { email: string; roles: unknown[] } }>(ME);
    expect(data.me.email).toBe(email);
    expect(data.me.roles).toEqual([{ role: 'EXPERT', scopeId: await idOf('agents-of-co-existence') }]);
    // The link works once.
    const again = await outcome(
      browser(),
      `mutation ($key: String!) { acceptInvitation(key: $key, person: { displayName: "X", password: "${PASSWORD}" }) { __typename ${ERROR} } }`,
      { key: keyIn(letter) },
    );
    expect(again.code).toBe('LINK_REFUSED');
  });

  it('sign in with address and password, into a session of its own each time', async () => {
    const { email, client } = await newcomer();
    const before = client.cookies.get('crosstown_session');
    const signedIn = await outcome(client, SIGN_IN, { email: ` ${email.toUpperCase()}`, password: PASSWORD });
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
    const { email, client } = await newcomer();
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
    const { email } = await newcomer();
    const wrong = await outcome(browser(), SIGN_IN, { email, password: 'not this one at all' });
    const unknown = await outcome(browser(), SIGN_IN, {
      email: `x${email}`,
      password: 'not this one at all',
    });
    expect(wrong).toEqual(unknown);
    expect(wrong.code).toBe('CREDENTIALS_REFUSED');
  });

  it('list their sessions and end them', async () => {
    const { email, client } = await newcomer();
    const other = browser();
    await outcome(other, SIGN_IN, { email, password: PASSWORD });
    type Sessions = { sessions: { id: string; isCurrent: boolean; signedInBy: string }[] };
    const { sessions } = (await client.send<Sessions>('{ sessions { id isCurrent signedInBy client } }'))
      .data;
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    const theirs = sessions.find(({ isCurrent }) => !isCurrent)?.id;
    await outcome(client, 'mutation ($id: ID!) { revokeSession(id: $id) { __typename } }', { id: theirs });
    const refused = await other.send('{ sessions { id } }');
    expect({ status: refused.status, code: refused.errors[0]?.extensions.code }).toEqual({
      status: 401,
      code: 'SESSION_ENDED',
    });
    await outcome(client, 'mutation { signOut { __typename } }');
    expect(client.cookies.has('crosstown_session')).toBe(false);
  });

  it('leave the sessions of others alone', async () => {
    const { client } = await newcomer();
    const victim = await newcomer();
    const { sessions } = (await victim.client.send<{ sessions: { id: string }[] }>('{ sessions { id } }'))
      .data;
    await outcome(client, 'mutation ($id: ID!) { revokeSession(id: $id) { __typename } }', {
      id: sessions[0]?.id,
    });
    expect((await victim.client.send('{ sessions { id } }')).status).toBe(200);
  });

  it('get a new password by letter, which ends every session', async () => {
    const { email, client } = await newcomer();
    const ask = `mutation ($email: String!) { requestPasswordReset(email: $email, locale: "pl") { __typename } }`;
    const known = await outcome(browser(), ask, { email });
    const before = (await lettersTo(email)).length;
    const unknown = await outcome(browser(), ask, { email: `nobody-${email}` });
    expect(known).toEqual(unknown);
    expect(await lettersTo(`nobody-${email}`)).toEqual([]);
    expect(await lettersTo(email)).toHaveLength(before);
    const letter = (await lettersTo(email)).at(-1);
    expect(letter?.subject).toBe('Nowe hasło do Crosstown');
    const weak = await outcome(browser(), RESET, { key: keyIn(letter), password: 'short' });
    expect(weak).toMatchObject({ code: 'PASSWORD_WEAK', field: 'password' });
    const fresh = browser();
    expect((await outcome(fresh, RESET, { key: keyIn(letter), password: 'dvě stě sýkor' })).__typename).toBe(
      'SignedIn',
    );
    expect((await client.send('{ sessions { id } }')).status).toBe(401);
    expect((await fresh.send('{ sessions { id } }')).status).toBe(200);
    expect(
      (await outcome(browser(), RESET, { key: keyIn(letter), password: 'jiné dlouhé heslo' })).code,
    ).toBe('LINK_REFUSED');
    expect((await outcome(browser(), SIGN_IN, { email, password: PASSWORD })).code).toBe(
      'CREDENTIALS_REFUSED',
    );
    expect((await lettersTo(email)).at(-1)?.text).toMatch(/Vaše heslo bylo změněno/);
  });

  it('change their address once both addresses have said yes', async () => {
    const { email, client } = await newcomer();
    const wanted = `${randomUUID()}@example.org`;
    const change = `mutation ($email: String!, $password: String!) {
      changeEmail(email: $email, password: $password) { __typename ${ERROR} } }`;
    expect((await outcome(client, change, { email: wanted, password: 'not mine' })).code).toBe(
      'CREDENTIALS_REFUSED',
    );
    expect((await outcome(client, change, { email: wanted, password: PASSWORD })).__typename).toBe(
      'LetterPromised',
    );
    const confirm = `mutation ($key: String!) {
      confirmEmailChange(key: $key) { __typename ... on EmailChangeProgress { isDone } ${ERROR} } }`;
    const oldKey = keyIn((await lettersTo(email)).at(-1));
    const newKey = keyIn((await lettersTo(wanted)).at(-1));
    expect(await outcome(browser(), confirm, { key: newKey })).toMatchObject({ isDone: false });
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(email);
    expect(await outcome(browser(), confirm, { key: newKey })).toMatchObject({ code: 'LINK_REFUSED' });
    expect(await outcome(browser(), confirm, { key: oldKey })).toMatchObject({ isDone: true });
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(wanted);
    expect((await outcome(browser(), SIGN_IN, { email: wanted, password: PASSWORD })).__typename).toBe(
      'SignedIn',
    );
  });

  it('do not take over the address of another account', async () => {
    const { email, client } = await newcomer();
    const victim = await newcomer();
    const change = `mutation ($email: String!) {
      changeEmail(email: $email, password: "${PASSWORD}") { __typename ${ERROR} } }`;
    // The same answer as for a free address.
    expect((await outcome(client, change, { email: victim.email })).__typename).toBe('LetterPromised');
    const confirm = `mutation ($key: String!) { confirmEmailChange(key: $key) { __typename ${ERROR} } }`;
    await outcome(browser(), confirm, { key: keyIn((await lettersTo(email)).at(-1)) });
    const last = await outcome(browser(), confirm, { key: keyIn((await lettersTo(victim.email)).at(-1)) });
    expect(last.code).toBe('LINK_REFUSED');
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(email);
  });

  it('may ask for a second factor, and let in by recovery codes once each', async () => {
    const { email, client } = await newcomer();
    const begun = await outcome(
      client,
      `mutation { enableTotp(password: "${PASSWORD}") { __typename ... on SecondFactorBegun { secret address } ${ERROR} } }`,
    );
    const secret = fromBase32(String(begun['secret']));
    const now = (): number => Math.floor(Date.now() / 30_000);
    const confirm = `mutation ($code: String!) {
      confirmTotp(code: $code) { __typename ... on RecoveryCodes { codes } ${ERROR} } }`;
    expect((await outcome(client, confirm, { code: '000000' })).code).toBe('CODE_WRONG');
    // Not asked for before it was seen to work.
    expect((await outcome(browser(), SIGN_IN, { email, password: PASSWORD })).__typename).toBe('SignedIn');
    const confirmed = await outcome(client, confirm, { code: totpCode(secret, now()) });
    const codes = confirmed['codes'] as string[];
    expect(codes).toHaveLength(10);
    const attempt = (code?: string): Promise<Outcome> =>
      outcome(browser(), SIGN_IN, { email, password: PASSWORD, ...(code ? { code } : {}) });
    expect((await attempt()).code).toBe('SECOND_FACTOR_NEEDED');
    // The code that set it up was used.
    expect((await attempt(totpCode(secret, now()))).code).toBe('SECOND_FACTOR_REFUSED');
    expect((await attempt(totpCode(secret, now() + 1))).__typename).toBe('SignedIn');
    expect((await attempt(codes[0]?.toLowerCase())).__typename).toBe('SignedIn');
    expect((await attempt(codes[0])).code).toBe('SECOND_FACTOR_REFUSED');
    const { data } = await client.send<{ me: unknown }>(ME);
    expect(data.me).toMatchObject({ hasSecondFactor: true, recoveryCodesLeft: 9 });
  });

  it('make tokens that do less than they may, and end them', async () => {
    const { client } = await newcomer();
    const made = await outcome(
      client,
      `mutation { createToken(name: "reports", scopes: [READ], days: 30) {
         __typename ... on TokenCreated { secret token { id scopes } } ${ERROR} } }`,
    );
    const headers = { authorization: `Bearer ${String(made['secret'])}` };
    expect(
      (await running().send<{ me: { id: string } }>('{ me { id } }', {}, headers)).data.me.id,
    ).toBeDefined();
    const write = await running().send(
      'mutation { updateMe(displayName: "Other") { __typename } }',
      {},
      headers,
    );
    expect(write.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const breed = await running().send(
      'mutation { createToken(name: "more", scopes: [MANAGE], days: 30) { __typename } }',
      {},
      headers,
    );
    expect(breed.errors[0]?.extensions.code).toBe('FORBIDDEN');
    await outcome(client, 'mutation ($id: ID!) { revokeToken(id: $id) { __typename } }', {
      id: (made['token'] as { id: string }).id,
    });
    const over = await running().send('{ me { id } }', {}, headers);
    expect({ status: over.status, code: over.errors[0]?.extensions.code }).toEqual({
      status: 401,
      code: 'TOKEN_INVALID',
    });
  });

  it('can be erased by their owner', async () => {
    const { email, client } = await newcomer();
    const { id } = (await client.send<{ me: { id: string } }>(ME)).data.me;
    const erase = `mutation ($password: String!) { deleteAccount(password: $password) { __typename ${ERROR} } }`;
    expect((await outcome(client, erase, { password: 'wrong password' })).code).toBe('CREDENTIALS_REFUSED');
    expect((await outcome(client, erase, { password: PASSWORD })).__typename).toBe('Done');
    expect((await outcome(browser(), SIGN_IN, { email, password: PASSWORD })).code).toBe(
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

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
