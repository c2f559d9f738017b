import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import type { Role } from '../../src/common/viewer';
import { AccountsService, SessionsService } from '../../src/modules/identity';

export interface SignedIn {
  accountId: string;
  email: string;
  /** cookie and origin, as a browser sends them from a page of the site */
  headers: Record<string, string>;
}

/** An account made as the site makes it, with a session of its own. */
export async function signIn(
  app: NestExpressApplication,
  url: string,
  role: Role | null,
  scopeSlug: string | null,
): Promise<SignedIn> {
  const accounts = app.get(AccountsService, { strict: false });
  const sessions = app.get(SessionsService, { strict: false });
  const email = `${randomUUID()}@example.org`;
  return app.get(DataSource, { strict: false }).transaction(async (manager) => {
    const accountId = await accounts.create(manager, { displayName: `Test ${role ?? 'reader'}`, email });
    if (role) {
      const scopes: { id: string }[] = await manager.query('SELECT id FROM record WHERE slug = $1', [
        scopeSlug,
      ]);
      if (scopeSlug !== null && !scopes[0]) throw new Error(`There is no record ${scopeSlug}`);
      await accounts.grant(manager, { accountId, role, scopeId: scopes[0]?.id ?? null });
    }
    const { secret } = await sessions.begin(manager, accountId, 'password', 'Test');
    return { accountId, email, headers: { cookie: `crosstown_session=${secret}`, origin: url } };
  });
}
