import { Logger } from '@nestjs/common';
import type { TestApplication } from './application';

/** What is written when somebody is let in, changed or told of; a refusal leaves all of it alone. */
const KEPT = [
  'account',
  'role_grant',
  'session',
  'api_token',
  'account_link',
  'recovery_code',
  'account_identity',
];

/** Requests that have to be refused: nothing is different afterwards, and what is logged tells nothing personal. */
export function refusals(running: () => TestApplication) {
  const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  afterAll(() => logged.mockRestore());

  const kept = async (): Promise<unknown> =>
    Promise.all(
      KEPT.map(async (table) => {
        const [row]: [{ sum: string }] = await running().dataSource.query(
          `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum FROM ${table} t`,
        );
        return [table, row.sum];
      }),
    );

  /** The refusal of one request, after seeing that it changed nothing and was logged without anything personal. */
  async function refused(
    attempt: () => Promise<{ status: number; text: string }>,
    secrets: readonly string[] = [],
  ): Promise<{ status: number; code: string }> {
    const before = await kept();
    logged.mockClear();
    const { status, text } = await attempt();
    expect(await kept()).toEqual(before);
    const said = JSON.stringify(logged.mock.calls);
    for (const secret of secrets) expect(said + text).not.toContain(secret);
    const code = /"code":\s*"(\w+)"/.exec(text)?.[1] ?? '';
    // What a mutation answers with in words is logged where somebody may be trying to get in.
    if (status >= 400 || LOGGED.has(code)) expect(said).toContain(code);
    return { status, code };
  }
  const LOGGED = new Set(['CREDENTIALS_REFUSED', 'TOO_MANY_TRIES']);

  const post = async (
    body: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${running().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const graphql = (query: string, headers: Record<string, string> = {}) =>
    post(JSON.stringify({ query }), headers);
  return { refused, post, graphql };
}
