import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadConfig } from '../config';
import type { FileStorage } from './file-storage';
import { storageFor } from './storage.module';

const KEY = 'documents/ab/ab12';
const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=us\/\d{8}\/eu-west-1\/s3\/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$/;

/** Answers as S3 does: signed requests only, a bucket in the path, errors as XML with their codes. */
async function startBucket(): Promise<{ server: Server; url: string }> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const fail = (status: number, code: string): void => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(
        request.method === 'HEAD' ? '' : `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`,
      );
    };
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = new URL(request.url ?? '', 'http://x').pathname;
      const body = Buffer.concat(chunks);
      if (!SIGNED.test(request.headers.authorization ?? '')) return fail(403, 'AccessDenied');
      if (!path.startsWith('/files/')) return fail(404, 'NoSuchBucket');
      if (request.method === 'PUT') {
        if (Number(request.headers['content-length']) !== body.length) return fail(400, 'IncompleteBody');
        objects.set(path, body);
        return response.end();
      }
      if (request.method === 'DELETE') {
        objects.delete(path);
        return response.writeHead(204).end();
      }
      const found = objects.get(path);
      if (!found) return fail(404, 'NoSuchKey');
      response.writeHead(200, { 'content-length': found.length });
      return response.end(request.method === 'HEAD' ? undefined : found);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function textOf(storage: FileStorage, key: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await storage.open(key)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe.each(['a folder', 'a bucket'])('files in %s', (kind) => {
  let storage: FileStorage;
  let folder: string;
  let bucket: { server: Server; url: string };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-files-'));
    bucket = await startBucket();
    const s3 = {
      S3_BUCKET: 'files',
      S3_REGION: 'eu-west-1',
      S3_ENDPOINT: bucket.url,
      S3_ACCESS_KEY_ID: 'us',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
    storage = await storageFor(loadConfig({ DATA_DIR: folder, ...(kind === 'a bucket' ? s3 : {}) }));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    bucket.server.closeAllConnections();
    bucket.server.close();
  });

  const put = (words: string): Promise<void> =>
    storage.put(KEY, Readable.from([Buffer.from(words)]), Buffer.byteLength(words));

  it('are kept whole, stay as they are, and go', async () => {
    expect(await storage.has(KEY)).toBe(false);
    await expect(storage.open(KEY)).rejects.toMatchObject({ code: 'FILE_MISSING' });
    await put('Ķekava');
    expect(await textOf(storage, KEY)).toBe('Ķekava');
    await put('another');
    expect(await textOf(storage, KEY)).toBe('Ķekava');
    await storage.remove(KEY);
    await storage.remove(KEY);
    expect(await storage.has(KEY)).toBe(false);
  });

  it('that break off leave nothing', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        await Promise.resolve();
        throw new Error('cut off');
      })(),
    );
    await expect(storage.put(KEY, broken, 100)).rejects.toThrow();
    expect(await storage.has(KEY)).toBe(false);
    if (kind === 'a folder') expect(readdirSync(join(folder, 'files/documents/ab'))).toEqual([]);
  });

  it('have keys that lead nowhere else', async () => {
    for (const key of ['../secret', '/etc/passwd', 'documents/../../x', 'documents']) {
      await expect(storage.open(key)).rejects.toThrow('no key');
    }
  });
});

it('a bucket without its keys is refused at the start', async () => {
  await expect(storageFor(loadConfig({ S3_BUCKET: 'files' }))).rejects.toThrow('S3_ACCESS_KEY_ID');
});
