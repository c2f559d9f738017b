import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTestDatabase } from '../harness/embedded-database';
import { readOutbox } from '../harness/outbox';

/** The site as readers meet it: the built server in a process of its own, with the demo network. */
export interface Site {
  /** without a slash at its end */
  url: string;
  /** how to sign in as the demo's person of a role, in small letters; throws where there is none */
  account(role: string): { email: string; password: string };
  /** the key in the link of the letter to that address, once it has come; throws where none comes */
  keyFor(email: string): Promise<string>;
  stop(): Promise<void>;
}

const ROOT = resolve(__dirname, '..', '..');
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 10_000;

/** Starts the site on a database of its own and waits until it is ready. Fails with what the server said. */
export async function startSite(): Promise<Site> {
  const database = await createTestDatabase('template1');
  const dataDir = mkdtempSync(join(tmpdir(), 'crosstown-browser-'));
  const port = await freePort();
  const server = spawn(process.execPath, [join(ROOT, 'dist', 'src', 'main.js')], {
    cwd: ROOT,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      DEMO: 'true',
      // A site by itself would ask the internet for translation models.
      TRANSLATION_ENGINES: 'none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  server.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const stop = async () => {
    await end(server);
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(`${url}/health`, server);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${said.join('')}`);
  }
  const account = (role: string) => accountIn(said.join(''), role);
  return { url, account, keyFor: (email) => keyInLetter(dataDir, email), stop };
}

/** The server says its demo accounts as it starts, once it answers. */
function accountIn(said: string, role: string): { email: string; password: string } {
  const email = `demo.${role}@example.org`;
  const line = said.split('\n').find((each) => each.trim().startsWith(`${email} `));
  const password = line?.trim().split(/\s+/)[1];
  if (!password) throw new Error(`The site named no account of a demo ${role}.`);
  return { email, password };
}

/** Letters are sent by a job, so it may take its time. */
async function keyInLetter(dataDir: string, email: string): Promise<string> {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    const letter = readOutbox(dataDir).find(({ to }) => to.includes(email));
    const key = /key=(\S+)\s/.exec(letter?.text ?? '')?.[1];
    if (key) return key;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`No letter with a link came to ${email}.`);
}

async function ready(health: string, server: ChildProcess): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    if (server.exitCode !== null)
      throw new Error(`The site ended with code ${server.exitCode} as it started.`);
    const response = await fetch(health).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`The site was not ready within ${START_LIMIT_MS / 1000} s.`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
