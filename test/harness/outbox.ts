import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface KeptLetter {
  to: string;
  subject: string;
  text: string;
}

/** Letters in DATA_DIR/outbox, the oldest first. Jobs write them: drain them before. */
export function readOutbox(dataDir: string): KeptLetter[] {
  const folder = join(dataDir, 'outbox');
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder)
      // One whose name begins with a dot is still being written.
      .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
      .sort()
      .map((name) => parse(readFileSync(join(folder, name), 'utf8')))
  );
}

function parse(message: string): KeptLetter {
  const end = message.indexOf('\n\n');
  const head = message.slice(0, end).replace(/\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  const body = message.slice(end + 2);
  return {
    to: header('To'),
    subject: header('Subject')
      .replace(/\?= =\?/g, '?==?')
      .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_whole, kind: string, words: string) =>
        kind.toUpperCase() === 'B'
          ? Buffer.from(words, 'base64').toString()
          : quoted(words.replace(/_/g, ' ')),
      ),
    text: decoded(body, header('Content-Transfer-Encoding')),
  };
}

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
  return /quoted-printable/i.test(encoding) ? quoted(body.replace(/=\r?\n/g, '')) : body;
}

function quoted(words: string): string {
  const bytes = words.replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return /[^\x20-\x7e\s]/.test(words) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}
