import { Role } from '../src/common/viewer';
import { totpCode } from '../src/modules/identity/sign-in/totp';
import { useApplication } from './harness/application';
import { BrowserClient } from './harness/browser-client';
import { captureOutput, files, findAll, tables, type Written } from './harness/everything-written';
import { readOutbox } from './harness/outbox';

/** Words that stand nowhere else, so that finding one is finding what it was planted in. */
const EMAIL = 'kanarienvogel.zeisig@example.org';
const NEW_EMAIL = 'stieglitz.gimpel@example.org';
const PASSWORD = 'Dompfaff-und-Erlenzeisig';
const NEW_PASSWORD = 'Bluthaenfling-am-Morgen';
const WRONG_PASSWORD = 'Kernbeisser-im-Schnee';

describe('what works like a key, or is an address', () => {
  const running = useApplication({ LOG_LEVEL: 'log' });

  it('is found in no log, answer, index, job or table in words', async () => {
    const output = captureOutput();
    const answers: string[] = [];
    const planted = await plant(answers);
    // Read before the jobs of the letters are done, when they are full.
    const jobs = JSON.stringify(await running().dataSource.query('SELECT * FROM graphile_worker.jobs'));
    const jobRows = JSON.stringify(
      await running().dataSource.query('SELECT * FROM graphile_worker._private_jobs'),
    );
    await running().drainJobs();
    const log = output.stop();

    const places: Written[] = [
      ['log', log],
      ['job', jobs + jobRows],
      ...(await tables(running())),
      ...files(running(), ['outbox']),
      ...(await exports()),
    ];
    expect(findAll(planted, places)).toEqual([]);
    // Errors say nothing of what was sent.
    const keys = planted.filter(({ isShownOnce }) => !isShownOnce);
    expect(keys.flatMap(({ what, words }) => (answers.join('').includes(words) ? [what] : []))).toEqual([]);
    expect(log.length).toBeGreaterThan(100);
    expect(places.length).toBeGreaterThan(40);
    process.stdout.write(
      `canaries: ${planted.length} secrets looked for in ${places.length} places: none found\n`,
    );
  }, 120_000);

  interface Planted {
    what: string;
    words: string;
    /** an answer of the API tells it, once, to whom it belongs */
    isShownOnce?: true;
  }

  /** Lets a person do everything that has to do with keys, and some of it wrongly. */
  async function plant(answers: string[]): Promise<Planted[]> {
    const client = new BrowserClient(running().url);
    const ask = async <T>(
      query: string,
      variables: Record<string, unknown> = {},
      on = client,
    ): Promise<T> => {
      const answer = await on.send<T>(query, variables);
      answers.push(answer.text);
      return answer.data;
    };
    const letter = async (to: string): Promise<string> => {
      await running().drainJobs();
      const last = readOutbox(running().dataDir)
        .filter((one) => one.to.includes(to))
        .at(-1);
      return /key=(\S+)/.exec(last?.text ?? '')?.[1] ?? '';
    };
    const coordinator = await running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const [network]: [{ id: string }] = await running().dataSource.query(
      "SELECT id FROM record WHERE slug = 'agents-of-co-existence'",
    );
    await running().query(
      'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename } }',
      { input: { email: EMAIL, role: 'EXPERT', scopeId: network.id } },
      coordinator.headers,
    );
    const invitation = await letter(EMAIL);
    await ask(
      `mutation ($key: String!, $password: String!) {
        acceptInvitation(key: $key, person: { displayName: "Test person", password: $password }) { __typename } }`,
      { key: invitation, password: PASSWORD },
    );
    const session = String(client.cookies.get('crosstown_session'));
    const browser = String(client.cookies.get('crosstown_browser'));
    const signIn = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename ... on UserError { message } } }`;
    const other = new BrowserClient(running().url);
    await ask(signIn, { email: EMAIL, password: WRONG_PASSWORD }, other);
    await ask(signIn, { email: EMAIL, password: 7 }, other);
    await ask(
      `mutation { signIn(email: "${EMAIL}", password: "${WRONG_PASSWORD}", nonsense: 1) { __typename } }`,
      {},
      other,
    );
    const { createToken } = await ask<{ createToken: { secret: string } }>(
      'mutation { createToken(name: "x", scopes: [READ], days: 1) { ... on TokenCreated { secret } } }',
    );
    await running().send('{ nonsense }', {}, { authorization: `Bearer ${createToken.secret}` });
    const { enableTotp } = await ask<{ enableTotp: { secret: string } }>(
      'mutation ($password: String!) { enableTotp(password: $password) { ... on SecondFactorBegun { secret } } }',
      { password: PASSWORD },
    );
    const { confirmTotp } = await ask<{ confirmTotp: { codes: string[] } }>(
      'mutation ($code: String!) { confirmTotp(code: $code) { ... on RecoveryCodes { codes } } }',
      { code: totpCode(fromBase32(enableTotp.secret), Math.floor(Date.now() / 30_000)) },
    );
    await ask(
      'mutation ($password: String!, $email: String!) { changeEmail(password: $password, email: $email) { __typename } }',
      { password: PASSWORD, email: NEW_EMAIL },
    );
    const change = await letter(NEW_EMAIL);
    await ask('mutation ($email: String!) { requestPasswordReset(email: $email) { __typename } }', {
      email: EMAIL,
    });
    const reset = await letter(EMAIL);
    await ask(
      'mutation ($key: String!, $password: String!) { resetPassword(key: $key, password: $password) { __typename } }',
      { key: reset, password: NEW_PASSWORD },
    );
    // Left in the queue, to be looked at there.
    await ask('mutation ($email: String!) { requestPasswordReset(email: $email) { __typename } }', {
      email: EMAIL,
    });
    return [
      { what: 'address', words: EMAIL },
      { what: 'new address', words: NEW_EMAIL },
      { what: 'password', words: PASSWORD },
      { what: 'new password', words: NEW_PASSWORD },
      { what: 'wrong password', words: WRONG_PASSWORD },
      { what: 'session', words: session },
      { what: 'known browser', words: browser },
      { what: 'invitation', words: invitation },
      { what: 'change of address', words: change },
      { what: 'reset', words: reset },
      { what: 'token', words: createToken.secret, isShownOnce: true },
      { what: 'authenticator', words: enableTotp.secret, isShownOnce: true },
      ...confirmTotp.codes.map((words): Planted => ({ what: 'recovery code', words, isShownOnce: true })),
    ];
  }

  /** What anybody can take out of the site. */
  async function exports(): Promise<Written[]> {
    const queries = [
      '{ search(query: "example", pageSize: 100) { hits { record { slug } snippet } } }',
      `{ search(query: "${EMAIL}", pageSize: 100) { hits { record { slug } snippet } } }`,
      '{ suggest(text: "kanarien") { text } }',
      '{ contacts(first: 100) { edges { node { slug title { text } } } } }',
    ];
    return Promise.all(
      queries.map(async (query): Promise<Written> => {
        const { text } = await running().send(query);
        return ['answer to a reader', text.replaceAll(`"${EMAIL}"`, '')];
      }),
    );
  }
});

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
