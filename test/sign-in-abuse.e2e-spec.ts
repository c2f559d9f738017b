import { randomUUID } from 'node:crypto';
import { Role } from '../src/common/viewer';
import { AccountsService, PasswordsService } from '../src/modules/identity';
import { useApplication } from './harness/application';
import { BrowserClient } from './harness/browser-client';
import { refusals } from './harness/refusals';

const PASSWORD = 'tři sta křepelek';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(email: $email, password: $password) { __typename ... on UserError { code message } } }`;
type Answer = { signIn: { __typename: string; code?: string } };

describe('whoever tries to get in otherwise', () => {
  const running = useApplication();
  const { refused, post, graphql } = refusals(running);

  async function newAccount(): Promise<{ email: string; accountId: string }> {
    const email = `${randomUUID()}@example.org`;
    const passwordHash = await running().app.get(PasswordsService, { strict: false }).hash(PASSWORD);
    const accounts = running().app.get(AccountsService, { strict: false });
    const accountId = await running().change((manager) =>
      accounts.create(manager, { displayName: 'Test person', email, passwordHash }),
    );
    return { email, accountId };
  }

  const WRITE = 'mutation { updateMe(displayName: "Somebody else") { __typename } }';

  it('with a forged session is refused', async () => {
    for (const secret of ['x', 'a'.repeat(43), "' OR 1=1 --", 'a'.repeat(5000), '%00']) {
      const cookie = `crosstown_session=${secret}`;
      expect(
        await refused(
          () => graphql(WRITE, { cookie, origin: running().url }),
          [secret].filter((s) => s.length > 5),
        ),
      ).toEqual({
        status: 401,
        code: 'SESSION_ENDED',
      });
    }
  });

  it('with the session of a browser that has signed out is refused', async () => {
    const { headers } = await running().signIn();
    await running().query('mutation { signOut { ok } }', {}, headers);
    expect(await refused(() => graphql(WRITE, headers))).toEqual({ status: 401, code: 'SESSION_ENDED' });
  });

  it('with a session that was revoked, is too old, was idle too long or is a disabled account is refused', async () => {
    for (const change of [
      'DELETE FROM session WHERE account_id = $1',
      "UPDATE session SET expires_at = now() - interval '1 second' WHERE account_id = $1",
      "UPDATE session SET last_seen_at = now() - interval '8 days' WHERE account_id = $1",
      'UPDATE account SET disabled_at = now() WHERE id = $1',
    ]) {
      const { accountId, headers } = await running().signIn();
      await running().dataSource.query(change, [accountId]);
      expect(await refused(() => graphql(WRITE, headers))).toEqual({ status: 401, code: 'SESSION_ENDED' });
    }
  });

  it('with a token that is none, is over, or goes by another scheme is refused', async () => {
    for (const authorization of [
      'Bearer x',
      `Bearer ctk_${'a'.repeat(43)}`,
      'Basic eDp5',
      'Bearer',
      'Bearer a b',
    ]) {
      expect(await refused(() => graphql('{ locales }', { authorization }))).toEqual({
        status: 401,
        code: 'TOKEN_INVALID',
      });
    }
  });

  it('from a page of another site is refused', async () => {
    const { headers } = await running().signIn(Role.ADMINISTRATOR);
    const cookie = String(headers['cookie']);
    for (const from of [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: running().url.replace('127.0.0.1', '127.0.0.1.elsewhere.example') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ]) {
      expect(await refused(() => graphql(WRITE, { cookie, ...(from as Record<string, string>) }))).toEqual({
        status: 403,
        code: 'FORBIDDEN_ORIGIN',
      });
    }
    // A form or a simple request, which a browser sends without asking first.
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const { status } = await refused(() =>
        post(JSON.stringify({ query: WRITE }), { cookie, origin: running().url, 'content-type': type }),
      );
      expect(status).toBeGreaterThanOrEqual(400);
    }
    // Reading addresses change nothing.
    const get = await fetch(`${running().url}/graphql?query=${encodeURIComponent(WRITE)}`, {
      headers: { ...headers, 'apollo-require-preflight': 'yes' },
    });
    expect(get.status).toBeGreaterThanOrEqual(400);
  });

  it('signs nobody in from another site', async () => {
    const { email } = await newAccount();
    const answer = await refused(
      () =>
        post(JSON.stringify({ query: SIGN_IN, variables: { email, password: PASSWORD } }), {
          origin: 'https://elsewhere.example',
        }),
      [email, PASSWORD],
    );
    expect(answer).toEqual({ status: 403, code: 'FORBIDDEN_ORIGIN' });
  });

  it('guessing is stopped, and whose account it is still gets in by their own browser', async () => {
    const { email } = await newAccount();
    const own = new BrowserClient(running().url);
    const attempt = async (client: BrowserClient, password: string): Promise<string> => {
      const { data } = await client.send<Answer>(SIGN_IN, { email, password });
      return data.signIn.code ?? data.signIn.__typename;
    };
    expect(await attempt(own, PASSWORD)).toBe('SignedIn');
    const guesses = [];
    for (let guess = 0; guess < 12; guess += 1) {
      guesses.push(await attempt(new BrowserClient(running().url), `wrong guess ${guess}`));
    }
    expect(guesses.slice(0, 5)).toEqual(Array(5).fill('CREDENTIALS_REFUSED'));
    expect(new Set(guesses.slice(5))).toEqual(new Set(['TOO_MANY_TRIES']));
    // Not even the right password is looked at any more…
    expect(await attempt(new BrowserClient(running().url), PASSWORD)).toBe('TOO_MANY_TRIES');
    // …but the browser in which the account was used before has tries of its own.
    await own.send('mutation { signOut { ok } }');
    expect(await attempt(own, PASSWORD)).toBe('SignedIn');
    // A known browser of somebody else does not help.
    const other = await newAccount();
    const theirs = new BrowserClient(running().url);
    await theirs.send(SIGN_IN, { email: other.email, password: PASSWORD });
    expect(await attempt(theirs, PASSWORD)).toBe('TOO_MANY_TRIES');
    // What is kept of it names nobody.
    const rows = JSON.stringify(await running().dataSource.query('SELECT * FROM sign_in_failure'));
    expect(rows).not.toMatch(/127\.0\.0\.1|example\.org/);
    await running().dataSource.query('DELETE FROM sign_in_failure');
  });

  it('guessing many at once slips through no more than one after the other', async () => {
    const { email } = await newAccount();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, guess) =>
        new BrowserClient(running().url).send<Answer>(SIGN_IN, { email, password: `wrong guess ${guess}` }),
      ),
    );
    expect(answers.filter(({ data }) => data.signIn.code === 'CREDENTIALS_REFUSED')).toHaveLength(5);
    await running().dataSource.query('DELETE FROM sign_in_failure');
  });

  it('learns from no text and no work done whether there is an account', async () => {
    const { email } = await newAccount();
    const passwords = running().app.get(PasswordsService, { strict: false });
    const verified = jest.spyOn(passwords, 'verify');
    const ask = async (
      document: string,
      variables: object,
    ): Promise<{ statements: number; text: string }> => {
      let text = '';
      const statements = await running().statementsOf(async () => {
        text = (await post(JSON.stringify({ query: document, variables }))).text;
      });
      await running().dataSource.query('DELETE FROM sign_in_failure');
      return { statements: statements.length, text };
    };
    const unknown = `nobody-${email}`;
    // The same answer, the same number of statements, one comparison of passwords each: time has nothing to tell.
    const known = await ask(SIGN_IN, { email, password: 'not the password' });
    expect(await ask(SIGN_IN, { email: unknown, password: 'not the password' })).toEqual(known);
    expect(verified).toHaveBeenCalledTimes(2);
    const RESET = 'mutation ($email: String!) { requestPasswordReset(email: $email) { __typename } }';
    const letter = await ask(RESET, { email });
    expect(await ask(RESET, { email: unknown })).toEqual(letter);
    verified.mockRestore();
  });

  it('hands in more than is read is refused', async () => {
    const huge = JSON.stringify({
      query: SIGN_IN,
      variables: { email: 'x'.repeat(2_000_000), password: 'x' },
    });
    expect(await refused(() => post(huge))).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
    // Within a body that is read, a password of 900,000 characters is no work for the hash.
    const long = JSON.stringify({
      query: SIGN_IN,
      variables: { email: 'nobody@example.org', password: 'x'.repeat(900_000) },
    });
    expect((await refused(() => post(long))).code).toBe('CREDENTIALS_REFUSED');
    await running().dataSource.query('DELETE FROM sign_in_failure');
  });
});
