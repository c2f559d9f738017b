import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { useApplication } from '../../../../test/harness/application';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';
import { CONFIG, type Config } from '../../../platform/config';
import { JobQueue } from '../../../platform/jobs';
import { TIDY_JOB } from './upload-jobs';

const TUS = { 'tus-resumable': '1.0.0' };
const text = (words: string): Buffer => Buffer.from(`${words}\n${randomBytes(8).toString('hex')}\n`);
const encode = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

describe('uploads', () => {
  const running = useApplication({ UPLOAD_MAX_MB: '1' });
  let officer: SignedIn;
  let stranger: SignedIn;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'banska-bystrica');
    stranger = await signIn(running().app, running().url, Role.OFFICER, 'genk');
  });

  const post = (
    body: Buffer,
    query: string,
    by: SignedIn | null = officer,
    headers = {},
  ): Promise<Response> =>
    fetch(`${running().url}/uploads?${query}`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/octet-stream', ...by?.headers, ...headers },
    });
  const begin = (
    bytes: number,
    metadata: Record<string, string>,
    by: SignedIn = officer,
  ): Promise<Response> =>
    fetch(`${running().url}/uploads`, {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(bytes), 'upload-metadata': encode(metadata), ...by.headers },
    });
  const patch = (at: string, offset: number, body: Buffer, by: SignedIn = officer): Promise<Response> =>
    fetch(new URL(at, running().url), {
      method: 'PATCH',
      body: new Uint8Array(body),
      headers: {
        ...TUS,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
        ...by.headers,
      },
    });
  const codeOf = async (response: Response): Promise<unknown> => {
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    expect(errors[0]?.message).toBeTruthy();
    return errors[0]?.extensions.code;
  };
  const left = (): string[] => {
    const { dataDir } = running().app.get<Config>(CONFIG, { strict: false });
    return readdirSync(join(dataDir, 'uploads'));
  };

  it('come in one piece; the same bytes of one owner are one document', async () => {
    const body = text('Plán');
    const first = await post(body, 'owner=banska-bystrica&filename=a/../Pl%C3%A1n.txt');
    expect(first.status).toBe(201);
    const made = (await first.json()) as { documentId: string };
    expect(made).toMatchObject({ fileName: 'Plán.txt', bytes: body.length, isKnown: false });
    const again = await post(body, 'owner=banska-bystrica&filename=other.txt');
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ documentId: made.documentId, isKnown: true });
    expect(left()).toEqual([]);
  });

  it('go on where they were cut off, by the tus protocol, and by nobody else', async () => {
    const body = text('x'.repeat(5_000));
    const created = await begin(body.length, { filename: 'long.txt', owner: 'banska-bystrica' });
    expect(created.status).toBe(201);
    const at = String(created.headers.get('location'));
    expect((await patch(at, 0, body.subarray(0, 2_000))).headers.get('upload-offset')).toBe('2000');
    const where = { ...TUS, ...officer.headers };
    const head = await fetch(new URL(at, running().url), { method: 'HEAD', headers: where });
    expect(head.headers.get('upload-offset')).toBe('2000');
    expect((await patch(at, 2_000, body.subarray(2_000), stranger)).status).toBe(404);
    expect((await patch(at, 0, body)).status).toBe(409);
    const done = await patch(at, 2_000, body.subarray(2_000));
    expect(done.status).toBe(200);
    expect(done.headers.get('upload-document')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await done.json()).toMatchObject({ fileName: 'long.txt', bytes: body.length, isKnown: false });
    expect((await fetch(new URL(at, running().url), { headers: officer.headers })).status).not.toBe(200);
    expect(left()).toEqual([]);
  });

  it('that nobody goes on with are removed after a day, and none sooner', async () => {
    const { dataDir } = running().app.get<Config>(CONFIG, { strict: false });
    const folder = join(dataDir, 'uploads');
    const tidy = (): Promise<void> =>
      running().change(async (manager) => {
        await running().app.get(JobQueue, { strict: false }).add(manager, TIDY_JOB, {});
      });
    const created = await begin(5_000, { filename: 'left.txt', owner: 'banska-bystrica' });
    const at = String(created.headers.get('location'));
    await patch(at, 0, text('x'.repeat(1_000)));
    const whole = join(folder, `${'a'.repeat(32)}.whole`);
    writeFileSync(whole, 'half of it');
    await tidy();
    await running().drainJobs();
    expect(left()).toHaveLength(3);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(whole, yesterday, yesterday);
    const about = join(folder, left().find((name) => name.endsWith('.json')) ?? '');
    const info = JSON.parse(readFileSync(about, 'utf8')) as object;
    writeFileSync(about, JSON.stringify({ ...info, creation_date: yesterday.toISOString() }));
    await tidy();
    await running().drainJobs();
    expect(left()).toEqual([]);
  });

  it('may take as long as they go on', () => {
    const server = running().app.getHttpServer() as Server;
    expect(server.requestTimeout).toBe(0);
    expect(server.timeout).toBeGreaterThan(60_000);
  });

  it('are refused for who may not, with the reason in their language', async () => {
    expect(await codeOf(await post(text('a'), 'owner=banska-bystrica', null))).toBe('UNAUTHENTICATED');
    expect(await codeOf(await post(text('a'), 'owner=banska-bystrica', stranger))).toBe('FORBIDDEN');
    expect(await codeOf(await begin(10, { owner: 'banska-bystrica' }, stranger))).toBe('FORBIDDEN');
    const nowhere = await post(text('a'), 'owner=atlantis', officer, { 'accept-language': 'lv' });
    expect(nowhere.status).toBe(422);
    expect(await nowhere.text()).toContain('Nav pilsētas, organizācijas vai tīkla “atlantis”');
  });

  it('are refused where they are too large, empty or no document, whatever their name says', async () => {
    const large = Buffer.alloc(1024 ** 2 + 1, 'a');
    expect(await codeOf(await post(large, 'owner=banska-bystrica'))).toBe('FILE_TOO_LARGE');
    const announced = await begin(large.length, { owner: 'banska-bystrica' });
    expect(announced.status).toBe(413);
    expect(await codeOf(announced)).toBe('FILE_TOO_LARGE');
    expect(await codeOf(await post(Buffer.alloc(0), 'owner=banska-bystrica'))).toBe('FILE_EMPTY');
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(500)]);
    const lying = await post(jpeg, 'owner=banska-bystrica&filename=plan.pdf');
    expect(lying.status).toBe(422);
    expect(await codeOf(lying)).toBe('FILE_NOT_WHAT_IT_SAYS');
    const created = await begin(jpeg.length, { filename: 'plan.pdf', owner: 'banska-bystrica' });
    const finished = await patch(String(created.headers.get('location')), 0, jpeg);
    expect(finished.status).toBe(422);
    expect(await codeOf(finished)).toBe('FILE_NOT_WHAT_IT_SAYS');
    expect(left()).toEqual([]);
  });

  it('are given back as a file to save, never as a page, and to nobody who may not see them', async () => {
    const page = Buffer.from(
      `<!doctype html><script>alert(1)</script><p>Hello ${randomBytes(4).toString('hex')}</p>`,
    );
    const made = (await (await post(page, 'owner=banska-bystrica&filename=p%C3%A1ge.html')).json()) as {
      documentId: string;
    };
    const file = `${running().url}/documents/${made.documentId}/file`;
    const answer = await fetch(file, { headers: officer.headers });
    expect(Buffer.from(await answer.arrayBuffer()).equals(page)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="page.html"; filename*=UTF-8''p%C3%A1ge.html`,
    );
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(file)).status).toBe(404);
    expect((await fetch(file, { headers: stranger.headers })).status).toBe(404);
    expect((await fetch(`${running().url}/documents/nonsense/file`)).status).toBe(404);
  });
});
