import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SMTPServer } from 'smtp-server';
import { loadConfig } from '../config';
import { MailService } from './mail.service';

const LETTER = {
  to: 'reader.ķekava@example.org',
  subject: 'Čtyři návrhy čekají',
  text: 'Dobrý den,\n\nčtyři návrhy čekají na vás.\n',
  headers: { 'List-Unsubscribe': '<https://example.org/u>' },
  id: 'letter-1',
};

describe('letters by SMTP', () => {
  const taken: { to: string[]; from: string; data: string; user: string }[] = [];
  let isRefusing = false;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === 'secret' ? done(null, { user: username ?? '' }) : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) =>
      isRefusing ? done(Object.assign(new Error(`no such box ${address}`), { responseCode: 550 })) : done(),
    onData: (stream, { envelope, user }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          data: Buffer.concat(chunks).toString('utf8'),
          user: String(user),
        });
        done();
      });
    },
  });
  let mail: MailService;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    mail = new MailService(
      loadConfig({
        SMTP_URL: `smtp://site:secret@127.0.0.1:${port}`,
        MAIL_FROM: 'Crosstown <site@example.org>',
      }),
    );
  });
  afterAll(async () => {
    mail.onApplicationShutdown();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it('reach the server whole, with their id and headers', async () => {
    await mail.send(LETTER);
    expect(taken).toHaveLength(1);
    const [{ to, from, data, user }] = taken as [(typeof taken)[0]];
    expect({ to, from, user }).toEqual({ to: [LETTER.to], from: 'site@example.org', user: 'site' });
    expect(data).toMatch(/^Message-ID: <letter-1@example\.org>/im);
    expect(data).toMatch(/^List-Unsubscribe: <https:\/\/example\.org\/u>/im);
    expect(data).toMatch(/^Auto-Submitted: auto-generated/im);
  });

  it('fail without telling the address where the server refuses it', async () => {
    isRefusing = true;
    const failure = await mail.send(LETTER).catch((error: Error) => error);
    expect(String(failure)).toMatch(/EENVELOPE 550/);
    expect(String(failure)).not.toMatch(/reader|example\.org/);
    isRefusing = false;
  });

  it('go to one person, whatever the address says', async () => {
    await mail.send({ ...LETTER, to: 'a@example.org, b@example.org' }).catch(() => undefined);
    expect(taken.flatMap(({ to }) => to)).not.toContain('b@example.org');
  });
});

describe('letters without SMTP', () => {
  it('lie in the outbox, for the owner of the folder alone', async () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'crosstown-mail-'));
    try {
      const logged = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
      await new MailService(loadConfig({ DATA_DIR })).send(LETTER);
      expect(JSON.stringify(logged.mock.calls)).toMatch(/outbox/);
      expect(JSON.stringify(logged.mock.calls)).not.toMatch(/reader|example\.org/);
      logged.mockRestore();
      const [file, ...others] = readdirSync(join(DATA_DIR, 'outbox'));
      expect(others).toEqual([]);
      const path = join(DATA_DIR, 'outbox', String(file));
      expect(statSync(path).mode & 0o077).toBe(0);
      expect(readFileSync(path, 'utf8')).toMatch(/^Subject: =\?UTF-8\?/m);
    } finally {
      rmSync(DATA_DIR, { recursive: true });
    }
  });
});
