import { Role } from '../../src/common/viewer';
import type { AccessCall, AccessCase } from './access-case';
import type { Quarter, World } from './access-world';

/** A provider that does not answer: who is let through gets as far as asking it. */
export const OIDC_FOR_CASES = JSON.stringify([
  { id: 'silent', name: 'Silent', issuer: 'http://127.0.0.1:9', clientId: 'site', clientSecret: 'unused' },
]);

const everybody = (root: string, path: string, init: RequestInit = {}): AccessCase => ({
  root,
  operation: 'session.begin',
  calls: () => [{ target: 'site', scope: {}, path, init }],
});

const TUS = { 'tus-resumable': '1.0.0' };

/** Begun by the administrator, for nobody else to go on with. */
async function begunUpload(world: World): Promise<string> {
  const administrator = world.persons.find(({ role }) => role === Role.ADMINISTRATOR);
  const metadata = Object.entries({ filename: 'plan.txt', owner: 'kekava' })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  const response = await fetch(`${world.running.url}/uploads`, {
    method: 'POST',
    headers: { ...TUS, ...administrator?.headers, 'upload-length': '10', 'upload-metadata': metadata },
  });
  const location = response.headers.get('location');
  if (!location) throw new Error(`No upload was begun: ${response.status} ${await response.text()}`);
  return new URL(location, world.running.url).pathname;
}

const othersUpload = (method: string, headers: Record<string, string> = {}): AccessCase => ({
  root: `${method} /uploads/:id`,
  // Whoever began an upload goes on with it, and nobody else.
  operation: 'account.selfChange',
  declares: 'document.upload',
  calls: async (world): Promise<AccessCall[]> => [
    {
      target: "the administrator's upload",
      scope: { accountId: world.persons.find(({ role }) => role === Role.ADMINISTRATOR)?.accountId ?? null },
      path: await begunUpload(world),
      init: { method, headers: { ...TUS, ...headers } },
    },
  ],
});

async function isMember(world: World, { cityId, networkId }: Quarter): Promise<boolean> {
  const rows: unknown[] = await world.running.dataSource.query(
    'SELECT FROM membership WHERE member_id = $1 AND network_id = $2',
    [cityId, networkId],
  );
  return rows.length > 0;
}

/** Addresses beside GraphQL. */
export const ROUTE_CASES: readonly AccessCase[] = [
  everybody('GET /auth/:provider', '/auth/silent'),
  everybody('GET /auth/:provider/callback', '/auth/silent/callback?code=x&state=y'),
  {
    root: 'OPTIONS /uploads/:id',
    operation: 'anyone',
    calls: () => [{ target: 'site', scope: {}, path: '/uploads', init: { method: 'OPTIONS', headers: TUS } }],
  },
  {
    root: 'POST /uploads',
    operation: 'document.upload',
    calls: (world) =>
      Promise.all(
        world.quarters.map(async (quarter) => ({
          target: `${quarter.name} city`,
          scope: {
            ownerId: quarter.cityId,
            cityIds: [quarter.cityId],
            networkIds: (await isMember(world, quarter)) ? [quarter.networkId] : [],
          },
          path: `/uploads?owner=${quarter.citySlug}&networks=${quarter.networkSlug}&filename=plan.txt`,
          init: { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'A plan' },
        })),
      ),
  },
  othersUpload('HEAD'),
  othersUpload('PATCH', { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }),
  othersUpload('DELETE'),
  {
    root: 'GET /documents/:id/file',
    operation: 'document.read',
    // Readers get what a published record was taken from.
    declares: 'public.read',
    calls: (world) =>
      world.quarters.map((quarter) => ({
        target: `${quarter.name} document`,
        scope: world.scopeOf(quarter),
        path: `/documents/${quarter.specimens.documentId}/file`,
      })),
  },
];
