import { DataSource } from 'typeorm';
import { prepareData } from '../src/bootstrap';
import { USER_COMMANDS } from '../src/cli/user.commands';
import { type DemoAccount, DemoAccounts } from '../src/demo';
import { CONFIG, type Config } from '../src/platform/config';
import { useApplication } from './harness/application';
import { BrowserClient } from './harness/browser-client';

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(email: $email, password: $password) {
    __typename ... on SignedIn { me { roles { role } isDemo } } ... on UserError { code } } }`;

type SignIn = {
  signIn: { __typename: string; code?: string; me?: { roles: { role: string }[]; isDemo: boolean } };
};

describe('accounts of the demo', () => {
  const running = useApplication();
  const config = (): Config => running().app.get<Config>(CONFIG, { strict: false });
  const signIn = async ({
    email,
    password,
  }: Pick<DemoAccount, 'email' | 'password'>): Promise<SignIn['signIn']> =>
    (await new BrowserClient(running().url).send<SignIn>(SIGN_IN, { email, password })).data.signIn;

  it('are one for each role that is given, and can be signed in with', async () => {
    const accounts = await running().app.get(DemoAccounts, { strict: false }).ensure();
    expect(accounts.map(({ role }) => role)).toEqual([
      'CONTRIBUTOR',
      'OFFICER',
      'COORDINATOR',
      'EXPERT',
      'TRANSLATOR',
      'ADMINISTRATOR',
    ]);
    for (const account of accounts) {
      expect(await signIn(account)).toMatchObject({ me: { isDemo: true, roles: [{ role: account.role }] } });
    }
  });

  it('are shut out in production, and back in afterwards', async () => {
    const demo = running().app.get(DemoAccounts, { strict: false });
    const [account] = (await demo.ensure()) as [DemoAccount];
    const production = Object.assign(Object.create(config()) as Config, { isProduction: true });
    expect(await prepareData(running().app, production)).toEqual([]);
    expect(await signIn(account)).toMatchObject({ code: 'CREDENTIALS_REFUSED' });
    await demo.ensure();
    expect((await signIn(account)).__typename).toBe('SignedIn');
  });
});

describe('in production', () => {
  const running = useApplication({ NODE_ENV: 'production' });

  it('no demo accounts are made', async () => {
    await expect(running().app.get(DemoAccounts, { strict: false }).ensure()).rejects.toThrow(/production/);
  });

  it('the first administrator is made on the command line, and nobody twice', async () => {
    const shown = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const failed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const run = (command: string, ...given: string[]): Promise<number> | undefined =>
      USER_COMMANDS[command]?.run(running().app, given);
    await running().app.get(DemoAccounts, { strict: false }).shutOut();
    expect(await run('user create', 'first@example.org', 'First', 'Person')).toBe(0);
    const key = /key=(\S+)/.exec(shown.mock.calls.flat().join(' '))?.[1];
    const client = new BrowserClient(running().url);
    const reset = await client.send<{ resetPassword: { me?: unknown } }>(
      `mutation ($key: String!) { resetPassword(key: $key, password: "tři sta křepelek") {
        ... on SignedIn { me { displayName roles { role scopeId } } } } }`,
      { key },
    );
    expect(reset.data.resetPassword.me).toEqual({
      displayName: 'First Person',
      roles: [{ role: 'ADMINISTRATOR', scopeId: null }],
    });
    expect(await run('user create', 'FIRST@example.org')).toBe(1);
    expect(await run('user link', 'nobody@example.org')).toBe(1);
    expect(await run('user create')).toBe(2);
    expect(await run('user create', 'second@example.org', 'Second', 'Person')).toBe(0);
    shown.mockClear();
    expect(await run('user disable', 'second@example.org')).toBe(0);
    expect(shown.mock.calls.flat().join(' ')).not.toContain('Nobody is');
    // In the wrong hands it is ended all the same; who reads this knows what is to be done.
    expect(await run('user disable', 'first@example.org')).toBe(0);
    expect(shown.mock.calls.flat().join(' ')).toContain('Nobody is administrator of the site for good now');
    expect((await client.send<{ me: unknown }>('{ me { id } }')).data.me).toBeNull();
    const accounts: unknown[] = await running()
      .app.get(DataSource, { strict: false })
      .query('SELECT id FROM account WHERE NOT is_demo');
    expect(accounts).toHaveLength(2);
    shown.mockRestore();
    failed.mockRestore();
  });
});
