import { randomUUID } from 'node:crypto';
import { totpCode } from '../src/modules/identity/sign-in/totp';
import { AccountDesk, ERROR, ME, PASSWORD, SIGN_IN, type Outcome } from './harness/account-desk';
import { useApplication } from './harness/application';

const RESET = `mutation ($key: String!, $password: String!) {
  resetPassword(key: $key, password: $password) { __typename ${ERROR} } }`;

describe('what an account is entered by', () => {
  const running = useApplication();
  const desk = new AccountDesk(running);

  it('is renewed by letter where it is a password, which ends every session', async () => {
    const { email, client } = await desk.newcomer();
    const ask = `mutation ($email: String!) { requestPasswordReset(email: $email, locale: "pl") { __typename } }`;
    const known = await desk.outcome(desk.browser(), ask, { email });
    const before = (await desk.lettersTo(email)).length;
    const unknown = await desk.outcome(desk.browser(), ask, { email: `nobody-${email}` });
    expect(known).toEqual(unknown);
    expect(await desk.lettersTo(`nobody-${email}`)).toEqual([]);
    expect(await desk.lettersTo(email)).toHaveLength(before);
    const letter = (await desk.lettersTo(email)).at(-1);
    expect(letter?.subject).toBe('Nowe hasło do Crosstown');
    const weak = await desk.outcome(desk.browser(), RESET, { key: desk.keyIn(letter), password: 'short' });
    expect(weak).toMatchObject({ code: 'PASSWORD_WEAK', field: 'password' });
    const fresh = desk.browser();
    expect(
      (await desk.outcome(fresh, RESET, { key: desk.keyIn(letter), password: 'dvě stě sýkor' })).__typename,
    ).toBe('SignedIn');
    expect((await client.send('{ sessions { id } }')).status).toBe(401);
    expect((await fresh.send('{ sessions { id } }')).status).toBe(200);
    expect(
      (await desk.outcome(desk.browser(), RESET, { key: desk.keyIn(letter), password: 'jiné dlouhé heslo' }))
        .code,
    ).toBe('LINK_REFUSED');
    expect((await desk.outcome(desk.browser(), SIGN_IN, { email, password: PASSWORD })).code).toBe(
      'CREDENTIALS_REFUSED',
    );
    expect((await desk.lettersTo(email)).at(-1)?.text).toMatch(/Vaše heslo bylo změněno/);
  });

  it('is another address once both addresses have said yes', async () => {
    const { email, client } = await desk.newcomer();
    const wanted = `${randomUUID()}@example.org`;
    const change = `mutation ($email: String!, $password: String!) {
      changeEmail(email: $email, password: $password) { __typename ${ERROR} } }`;
    expect((await desk.outcome(client, change, { email: wanted, password: 'not mine' })).code).toBe(
      'CREDENTIALS_REFUSED',
    );
    expect((await desk.outcome(client, change, { email: wanted, password: PASSWORD })).__typename).toBe(
      'LetterPromised',
    );
    const confirm = `mutation ($key: String!) {
      confirmEmailChange(key: $key) { __typename ... on EmailChangeProgress { isDone } ${ERROR} } }`;
    const oldKey = desk.keyIn((await desk.lettersTo(email)).at(-1));
    const newKey = desk.keyIn((await desk.lettersTo(wanted)).at(-1));
    expect(await desk.outcome(desk.browser(), confirm, { key: newKey })).toMatchObject({ isDone: false });
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(email);
    expect(await desk.outcome(desk.browser(), confirm, { key: newKey })).toMatchObject({
      code: 'LINK_REFUSED',
    });
    expect(await desk.outcome(desk.browser(), confirm, { key: oldKey })).toMatchObject({ isDone: true });
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(wanted);
    expect(
      (await desk.outcome(desk.browser(), SIGN_IN, { email: wanted, password: PASSWORD })).__typename,
    ).toBe('SignedIn');
  });

  it('is never the address of another account', async () => {
    const { email, client } = await desk.newcomer();
    const victim = await desk.newcomer();
    const change = `mutation ($email: String!) {
      changeEmail(email: $email, password: "${PASSWORD}") { __typename ${ERROR} } }`;
    // The same answer as for a free address.
    expect((await desk.outcome(client, change, { email: victim.email })).__typename).toBe('LetterPromised');
    const confirm = `mutation ($key: String!) { confirmEmailChange(key: $key) { __typename ${ERROR} } }`;
    await desk.outcome(desk.browser(), confirm, { key: desk.keyIn((await desk.lettersTo(email)).at(-1)) });
    const last = await desk.outcome(desk.browser(), confirm, {
      key: desk.keyIn((await desk.lettersTo(victim.email)).at(-1)),
    });
    expect(last.code).toBe('LINK_REFUSED');
    expect((await client.send<{ me: { email: string } }>(ME)).data.me.email).toBe(email);
  });

  it('may be a second factor, and recovery codes once each', async () => {
    const { email, client } = await desk.newcomer();
    const begun = await desk.outcome(
      client,
      `mutation { enableTotp(password: "${PASSWORD}") { __typename ... on SecondFactorBegun { secret address } ${ERROR} } }`,
    );
    const secret = fromBase32(String(begun['secret']));
    const now = (): number => Math.floor(Date.now() / 30_000);
    const confirm = `mutation ($code: String!) {
      confirmTotp(code: $code) { __typename ... on RecoveryCodes { codes } ${ERROR} } }`;
    expect((await desk.outcome(client, confirm, { code: '000000' })).code).toBe('CODE_WRONG');
    // Not asked for before it was seen to work.
    expect((await desk.outcome(desk.browser(), SIGN_IN, { email, password: PASSWORD })).__typename).toBe(
      'SignedIn',
    );
    const confirmed = await desk.outcome(client, confirm, { code: totpCode(secret, now()) });
    const codes = confirmed['codes'] as string[];
    expect(codes).toHaveLength(10);
    const attempt = (code?: string): Promise<Outcome> =>
      desk.outcome(desk.browser(), SIGN_IN, { email, password: PASSWORD, ...(code ? { code } : {}) });
    expect((await attempt()).code).toBe('SECOND_FACTOR_NEEDED');
    // The code that set it up was used.
    expect((await attempt(totpCode(secret, now()))).code).toBe('SECOND_FACTOR_REFUSED');
    expect((await attempt(totpCode(secret, now() + 1))).__typename).toBe('SignedIn');
    expect((await attempt(codes[0]?.toLowerCase())).__typename).toBe('SignedIn');
    expect((await attempt(codes[0])).code).toBe('SECOND_FACTOR_REFUSED');
    const { data } = await client.send<{ me: unknown }>(ME);
    expect(data.me).toMatchObject({ hasSecondFactor: true, recoveryCodesLeft: 9 });
  });

  it('may be a token that does less than its account, until it is ended', async () => {
    const { client } = await desk.newcomer();
    const made = await desk.outcome(
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
    await desk.outcome(client, 'mutation ($id: ID!) { revokeToken(id: $id) { __typename } }', {
      id: (made['token'] as { id: string }).id,
    });
    const over = await running().send('{ me { id } }', {}, headers);
    expect({ status: over.status, code: over.errors[0]?.extensions.code }).toEqual({
      status: 401,
      code: 'TOKEN_INVALID',
    });
  });
});

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
