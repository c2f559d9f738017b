import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Role } from '../src/common/viewer';
import { AccountsService, SessionsService } from '../src/modules/identity';
import { readProviders } from '../src/modules/identity/oidc/oidc-providers';
import { BOOT_TIMEOUT_MS, startApplication, type TestApplication } from './harness/application';
import { expectLogs } from './harness/expected-logs';
import { BrowserClient } from './harness/browser-client';
import { readOutbox } from './harness/outbox';

const MOST_REDIRECTS = 10;
/** The provider has started by then, or never will. */
const PROVIDER_MS = 60_000;

describe('signing in at an outside provider', () => {
  const said = expectLogs(/^OIDC_/);
  let child: ChildProcess;
  let issuer: string;
  let running: TestApplication;

  beforeAll(async () => {
    child = spawn(process.execPath, [join(__dirname, 'harness/oidc-provider.mjs')], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    if (!child.stdout) throw new Error('The provider says nothing');
    [issuer] = (await once(createInterface(child.stdout), 'line', {
      signal: AbortSignal.timeout(PROVIDER_MS),
    })) as [string];
    const provider = {
      id: 'test',
      name: 'Test',
      issuer,
      clientId: 'crosstown',
      clientSecret: 'secret of the test',
    };
    running = await startApplication({ OIDC_PROVIDERS: JSON.stringify([provider]) });
    await tell({ redirectUri: `${running.url}/auth/test/callback` });
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await running?.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  });

  const tell = (told: object): Promise<Response> =>
    fetch(`${issuer}/control`, { method: 'POST', body: JSON.stringify(told) });

  /** To the provider and back; the address at which the browser comes back. */
  async function atProvider(browser: BrowserClient, query = ''): Promise<string> {
    const left = await browser.fetch(`/auth/test${query}`);
    expect(left.status).toBe(302);
    const provider = new BrowserClient(issuer);
    let address = String(left.headers.get('location'));
    for (let step = 0; step < MOST_REDIRECTS && !address.startsWith(running.url); step += 1) {
      const response = await provider.fetch(address);
      address = new URL(String(response.headers.get('location')), address).href;
    }
    return address;
  }

  async function signIn(
    browser: BrowserClient,
    query = '',
  ): Promise<{ status: number; to: string; code: string }> {
    const response = await browser.fetch(await atProvider(browser, query), {
      headers: { accept: 'application/json' },
    });
    const text = await response.text();
    return {
      status: response.status,
      to: response.headers.get('location') ?? '',
      code: /"code":"(\w+)"/.exec(text)?.[1] ?? '',
    };
  }

  const me = async (browser: BrowserClient): Promise<{ id: string; email: string } | null> =>
    (await browser.send<{ me: { id: string; email: string } | null }>('{ me { id email roles { role } } }'))
      .data.me;

  async function account(email: string): Promise<string> {
    const accounts = running.app.get(AccountsService, { strict: false });
    return running.change((manager) => accounts.create(manager, { displayName: 'Test person', email }));
  }

  const newcomer = (claims: object = {}): { subject: string; claims: Record<string, unknown> } => {
    const subject = randomUUID();
    return {
      subject,
      claims: { email: `${subject}@example.org`, email_verified: true, name: 'Test person', ...claims },
    };
  };

  it('lets in who has an account with the address that the provider has checked, and knows them afterwards', async () => {
    const person = newcomer();
    const id = await account(String(person.claims['email']));
    await tell({ person, fault: null });
    const browser = new BrowserClient(running.url);
    expect(await signIn(browser, '?next=/en/search')).toMatchObject({ status: 303, to: '/en/search' });
    expect((await me(browser))?.id).toBe(id);
    // By the provider's own id for them, whatever address they have there now.
    await tell({ person: { ...person, claims: { email: 'changed@example.org', email_verified: true } } });
    const again = new BrowserClient(running.url);
    await signIn(again);
    expect((await me(again))?.id).toBe(id);
  });

  it('makes an account for an invited person, with the role that was offered', async () => {
    const person = newcomer();
    const coordinator = await running.signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const [network]: [{ id: string }] = await running.dataSource.query(
      "SELECT id FROM record WHERE slug = 'agents-of-co-existence'",
    );
    await running.query(
      'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename } }',
      { input: { email: person.claims['email'], role: 'EXPERT', scopeId: network.id } },
      coordinator.headers,
    );
    await running.drainJobs();
    const letter = readOutbox(running.dataDir).find(({ to }) => to.includes(person.subject));
    const key = /key=(\S+)/.exec(letter?.text ?? '')?.[1];
    await tell({ person, fault: null });
    const browser = new BrowserClient(running.url);
    expect((await signIn(browser, `?invitation=${key}`)).status).toBe(303);
    expect(await me(browser)).toMatchObject({ email: person.claims['email'], roles: [{ role: 'EXPERT' }] });
  });

  it.each(['nonce', 'no nonce', 'issuer', 'audience', 'expired', 'signature', 'unsigned', 'swapped'])(
    'refuses an ID token with a wrong %s',
    async (fault) => {
      const person = newcomer();
      await account(String(person.claims['email']));
      // The token of somebody else's sign-in, to be swapped in.
      const earlier = newcomer();
      await account(String(earlier.claims['email']));
      await tell({ person: earlier, fault: null });
      await signIn(new BrowserClient(running.url));
      const sessions = await count();
      await tell({ person, fault });
      const browser = new BrowserClient(running.url);
      expect(await signIn(browser)).toMatchObject({ status: 401, code: 'OIDC_REFUSED' });
      expect(await me(browser)).toBeNull();
      expect(await count()).toEqual(sessions);
      // Logged, without a word of who it was.
      expect(said.at(-1)).toMatch(/^OIDC_REFUSED: /);
      for (const { subject } of [person, earlier]) expect(said.join()).not.toContain(subject);
      await tell({ fault: null });
    },
  );

  it('refuses what comes back to another browser, a second time, or with another state', async () => {
    const person = newcomer();
    await account(String(person.claims['email']));
    await tell({ person, fault: null });
    const browser = new BrowserClient(running.url);
    const back = await atProvider(browser);
    const stranger = await new BrowserClient(running.url).fetch(back, {
      headers: { accept: 'application/json' },
    });
    expect(stranger.status).toBe(401);
    const forged = new BrowserClient(running.url);
    await forged.fetch('/auth/test');
    expect((await forged.fetch(back, { headers: { accept: 'application/json' } })).status).toBe(401);
    const cookies = new Map(browser.cookies);
    expect((await browser.fetch(back)).status).toBe(303);
    const replay = new BrowserClient(running.url);
    for (const [name, value] of cookies) replay.cookies.set(name, value);
    expect((await replay.fetch(back, { headers: { accept: 'application/json' } })).status).toBe(401);
    expect(await me(replay)).toBeNull();
  });

  it('gives nobody an account without an invitation, nor for an address that was not checked', async () => {
    await tell({ person: newcomer(), fault: null });
    expect((await signIn(new BrowserClient(running.url))).code).toBe('OIDC_NO_ACCOUNT');
    const person = newcomer({ email_verified: false });
    await account(String(person.claims['email']));
    await tell({ person });
    expect((await signIn(new BrowserClient(running.url))).code).toBe('OIDC_NO_ACCOUNT');
    // A reader is led to a page that says so.
    const browser = new BrowserClient(running.url);
    const response = await browser.fetch(await atProvider(browser), {
      headers: { accept: 'text/html', 'accept-language': 'cs' },
    });
    expect(response.headers.get('location')).toBe('/cs/account/sign-in?problem=OIDC_NO_ACCOUNT');
  });

  it('leads to no other site afterwards', async () => {
    const person = newcomer();
    await account(String(person.claims['email']));
    await tell({ person, fault: null });
    for (const next of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'x']) {
      const browser = new BrowserClient(running.url);
      expect((await signIn(browser, `?next=${encodeURIComponent(next)}`)).to).toBe('/');
    }
  });

  async function count(): Promise<unknown> {
    await running.drainJobs();
    expect(running.app.get(SessionsService, { strict: false })).toBeDefined();
    return running.dataSource.query(
      'SELECT (SELECT count(*) FROM session) AS sessions, (SELECT count(*) FROM account_identity) AS identities',
    );
  }
});

describe('OIDC_PROVIDERS', () => {
  const good = { id: 'eu', name: 'EU', issuer: 'https://idp.example.org', clientId: 'a', clientSecret: 'b' };

  it('takes a list of providers', () => {
    expect(readProviders(JSON.stringify([good]))).toHaveLength(1);
    expect(readProviders(undefined)).toEqual([]);
  });

  it.each([
    ['no JSON', 'x'],
    ['no list', '{}'],
    ['plain http', JSON.stringify([{ ...good, issuer: 'http://idp.example.org' }])],
    ['an id twice', JSON.stringify([good, good])],
    ['a missing secret', JSON.stringify([{ ...good, clientSecret: undefined }])],
    ['more than it knows', JSON.stringify([{ ...good, trust: true }])],
  ])('refuses %s and shows no secret', (_what, json) => {
    expect(() => readProviders(json)).toThrow(/^OIDC_PROVIDERS/);
  });
});
