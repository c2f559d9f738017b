import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { startApplication, type TestApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';
import { DigestService } from './digest.service';
import { NotificationJobs } from './notification-jobs';

const NETWORK = 'agents-of-co-existence';
const LONG = 240_000;

interface Taken {
  to: string[];
  data: string;
}

describe('what people are told', () => {
  let running: TestApplication;
  const desk = new ReviewDesk(() => running);
  const taken: Taken[] = [];
  let refusing = false;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    onRcptTo: (_address, _session, done) =>
      refusing ? done(Object.assign(new Error('try later'), { responseCode: 451 })) : done(),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({
          to: envelope.rcptTo.map(({ address }) => address),
          data: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    running = await startApplication({
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      PUBLIC_URL: 'http://site.example',
      MAIL_FROM: 'Crosstown <site@site.example>',
    });
  }, LONG);
  afterAll(async () => {
    await running.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  const digests = (): DigestService => running.app.get(DigestService, { strict: false });
  const headersOf = (who: SignedIn): Record<string, string> => ({
    ...who.headers,
    origin: 'http://site.example',
  });
  async function signIn(role: Role, scope: string, locale?: string): Promise<SignedIn> {
    const who = await running.signIn(role, scope);
    if (locale) {
      await running.dataSource.query('UPDATE account SET locale = $2 WHERE id = $1', [who.accountId, locale]);
    }
    return { ...who, headers: headersOf(who) };
  }
  /** Handed in for the one gate of the network. */
  async function handIn(officer: SignedIn, title: string): Promise<{ draftId: string; id: string }> {
    const draft = await desk.create(officer.headers, 'aarhus', NETWORK, desk.method(title));
    const { id } = await desk.submit(officer.headers, draft.id, 1);
    return { draftId: draft.id, id };
  }
  const decoded = (data: string): string =>
    data
      .replace(/=\r?\n/g, '')
      .replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
  const lettersTo = (who: SignedIn): Taken[] => taken.filter(({ to }) => to.includes(who.email));

  it('stands in their list at once, in their language, and is counted until it is read', async () => {
    const officer = await signIn(Role.OFFICER, 'aarhus');
    const coordinator = await signIn(Role.COORDINATOR, NETWORK, 'cs');
    await handIn(officer, 'Benches');
    const ask = '{ notifications { unread notifications { id kind text path actor { id } readAt } } }';
    type List = { notifications: { unread: number; notifications: { text: string; path: string }[] } };
    const { notifications } = await running.query<List>(ask, {}, coordinator.headers);
    expect(notifications).toMatchObject({
      unread: 1,
      notifications: [
        {
          kind: 'REVIEW_WAITING',
          text: 'Čeká na tvé posouzení: Benches',
          path: expect.stringMatching(/^\/desk\/drafts\//) as string,
          actor: { id: officer.accountId },
          readAt: null,
        },
      ],
    });
    // Nobody is told of what they did themselves.
    expect((await running.query<List>(ask, {}, officer.headers)).notifications.unread).toBe(0);
    const { unread } = await running.query<{ unread: number }>(
      'mutation { unread: markNotificationsRead }',
      {},
      coordinator.headers,
    );
    expect(unread).toBe(0);
    // What was read on the site needs no letter.
    expect(await digests().sendTo(coordinator.accountId)).toBe(false);
  });

  it('comes as one letter of all that happened, in their language, once, however many send', async () => {
    const officer = await signIn(Role.OFFICER, 'aarhus');
    const coordinator = await signIn(Role.COORDINATOR, NETWORK, 'hu');
    await handIn(officer, 'Padok');
    await handIn(officer, 'Séták');
    await Promise.all([1, 2, 3].map(() => digests().sendTo(coordinator.accountId)));
    const [letter, ...others] = lettersTo(coordinator);
    expect(others).toEqual([]);
    const words = decoded(letter?.data ?? '');
    expect(words).toContain('Elbírálásodra vár: Padok');
    expect(words).toContain('Elbírálásodra vár: Séták');
    expect(words).toMatch(/http:\/\/site\.example\/[a-z]{2}\/desk\/drafts\/[0-9a-f-]{36}/);
    expect(words).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
    await handIn(officer, 'Harmadik');
    // Once a day is what is usual for this kind.
    expect(await digests().sendTo(coordinator.accountId)).toBe(false);
    await running.app.get(NotificationJobs, { strict: false }).sendAll();
    expect(lettersTo(coordinator)).toHaveLength(1);
  });

  it('is tried again where the mail server refuses, and nothing is told twice', async () => {
    const officer = await signIn(Role.OFFICER, 'aarhus');
    const coordinator = await signIn(Role.COORDINATOR, NETWORK);
    await handIn(officer, 'Refused first');
    refusing = true;
    await expect(digests().sendTo(coordinator.accountId)).rejects.toThrow(/was not sent/);
    refusing = false;
    expect(lettersTo(coordinator)).toHaveLength(0);
    expect(await digests().sendTo(coordinator.accountId)).toBe(true);
    expect(await digests().sendTo(coordinator.accountId)).toBe(false);
    expect(lettersTo(coordinator)).toHaveLength(1);
  });

  it('is not sent to whoever may not see it any more', async () => {
    const officer = await signIn(Role.OFFICER, 'aarhus');
    const coordinator = await signIn(Role.COORDINATOR, NETWORK);
    await handIn(officer, 'Secret plan');
    await running.dataSource.query(
      "UPDATE role_grant SET valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' WHERE account_id = $1",
      [coordinator.accountId],
    );
    expect(await digests().sendTo(coordinator.accountId)).toBe(false);
    expect(lettersTo(coordinator)).toHaveLength(0);
    const { notifications } = await running.query<{ notifications: { notifications: unknown[] } }>(
      '{ notifications { notifications { text path } } }',
      {},
      coordinator.headers,
    );
    expect(JSON.stringify(notifications)).not.toContain('Secret plan');
  });

  it('ends with one click, without a session, and not because a program looked at the address', async () => {
    const officer = await signIn(Role.OFFICER, 'aarhus');
    const coordinator = await signIn(Role.COORDINATOR, NETWORK);
    const { id } = await handIn(officer, 'Clicked away');
    await digests().sendTo(coordinator.accountId);
    const words = decoded(lettersTo(coordinator)[0]?.data ?? '');
    const path = /List-Unsubscribe:\s*<http:\/\/site\.example([^>]+)>/.exec(words)?.[1] ?? '';
    const setting = async (): Promise<string | undefined> =>
      (
        await running.query<{ notificationSettings: { kind: string; frequency: string }[] }>(
          '{ notificationSettings { kind frequency } }',
          {},
          coordinator.headers,
        )
      ).notificationSettings.find(({ kind }) => kind === 'REVIEW_WAITING')?.frequency;
    const looked = await fetch(running.url + path, { headers: { 'accept-language': 'nl' } });
    expect(await looked.text()).toContain('Deze brieven stoppen?');
    expect(looked.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await setting()).toBe('DAILY');
    const clicked = await fetch(running.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(clicked.status).toBe(200);
    expect(await setting()).toBe('NEVER');
    const unknown = await fetch(`${running.url}${path.slice(0, -3)}abc`, { method: 'POST' });
    expect(unknown.status).toBe(404);
    // No letter any more, and the list on the site goes on.
    await desk.step(officer.headers, 'withdrawSubmission', id);
    await handIn(officer, 'After the click');
    expect(await digests().sendTo(coordinator.accountId)).toBe(false);
    expect(lettersTo(coordinator)).toHaveLength(1);
    // The token itself stands nowhere.
    const token = path.split('/').at(-1) ?? '';
    const kept: { mail: string }[] = await running.dataSource.query(
      'SELECT m::text AS mail FROM notification_mail m',
    );
    expect(kept.some(({ mail }) => mail.includes(token))).toBe(false);
  });
});
