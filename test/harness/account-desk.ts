import { randomUUID } from 'node:crypto';
import { Role } from '../../src/common/viewer';
import type { TestApplication } from './application';
import { BrowserClient } from './browser-client';
import { type KeptLetter, readOutbox } from './outbox';

export const ERROR = '... on UserError { code message field }';
export const SIGN_IN = `mutation ($email: String!, $password: String!, $code: String) {
  signIn(email: $email, password: $password, code: $code) {
    __typename ... on SignedIn { me { id displayName may } } ${ERROR} } }`;
export const ME = '{ me { id displayName email roles { role scopeId } hasSecondFactor recoveryCodesLeft } }';
/** of every newcomer */
export const PASSWORD = 'tři sta křepelek';

export interface Outcome {
  __typename: string;
  code?: string;
  message?: string;
  field?: string | null;
}

/** Accounts as people make and keep them, each at a browser of its own. */
export class AccountDesk {
  constructor(private readonly running: () => TestApplication) {}

  browser(): BrowserClient {
    return new BrowserClient(this.running().url);
  }

  async idOf(slug: string): Promise<string> {
    const [row]: [{ id: string }] = await this.running().dataSource.query(
      'SELECT id FROM record WHERE slug = $1',
      [slug],
    );
    return row.id;
  }

  /** Sends one mutation; its only field's answer. */
  async outcome(
    client: BrowserClient,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<Outcome & Record<string, unknown>> {
    const answer = await client.send<Record<string, Outcome & Record<string, unknown>>>(document, variables);
    if (answer.errors.length > 0) throw new Error(answer.text);
    return Object.values(answer.data)[0] as Outcome & Record<string, unknown>;
  }

  async lettersTo(email: string): Promise<KeptLetter[]> {
    await this.running().drainJobs();
    return readOutbox(this.running().dataDir).filter(({ to }) =>
      to.toLowerCase().includes(email.toLowerCase()),
    );
  }

  keyIn(letter: KeptLetter | undefined): string {
    return /key=(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
  }

  /** Invited, accepted, signed in. */
  async newcomer(email = `${randomUUID()}@example.org`): Promise<{ email: string; client: BrowserClient }> {
    const coordinator = await this.running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    const invited = await this.running().query<{ invitePerson: Outcome }>(
      `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { __typename ${ERROR} } }`,
      { input: { email, role: 'EXPERT', scopeId: await this.idOf('agents-of-co-existence'), locale: 'cs' } },
      coordinator.headers,
    );
    expect(invited.invitePerson.__typename).toBe('InvitationSent');
    const client = this.browser();
    const accepted = await this.outcome(
      client,
      `mutation ($key: String!, $person: NewPersonInput) {
        acceptInvitation(key: $key, person: $person) { __typename ... on SignedIn { me { id } } ${ERROR} } }`,
      {
        key: this.keyIn((await this.lettersTo(email)).at(-1)),
        person: { displayName: 'Demo newcomer', password: PASSWORD, locale: 'cs' },
      },
    );
    expect(accepted.__typename).toBe('SignedIn');
    return { email, client };
  }
}
