import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type SendMailOptions, type SentMessageInfo, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config';

/** A letter to one person; it names nobody else. */
export interface Letter {
  /** e-mail address; it is used and kept nowhere */
  to: string;
  subject: string;
  /** plain text, lines as they are */
  text: string;
  html?: string;
  /** further headers, `List-Unsubscribe` */
  headers?: Record<string, string>;
  /** one letter of this id is sent once by a server that knows it: `Message-ID` is made from it */
  id?: string;
}

/** Longest time that an SMTP server may take for each step. */
const SMTP_TIMEOUT_MS = 20_000;

/**
 * Sends letters by SMTP where SMTP_URL is set; otherwise writes them to DATA_DIR/outbox as .eml files. The log tells subject
 * and file, never an address. Never called inside a transaction; throws where the server does not take the letter, without
 * the address in the message, so that a job tries again.
 */
@Injectable()
export class MailService implements OnApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly transport: Transporter<SentMessageInfo>;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.transport = config.SMTP_URL
      ? createTransport({
          url: config.SMTP_URL,
          connectionTimeout: SMTP_TIMEOUT_MS,
          greetingTimeout: SMTP_TIMEOUT_MS,
          socketTimeout: SMTP_TIMEOUT_MS,
        })
      : createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  }

  async send(letter: Letter): Promise<void> {
    const message = this.messageOf(letter);
    let sent: { message?: unknown };
    try {
      sent = await this.transport.sendMail(message);
    } catch (error) {
      throw new Error(`The letter "${letter.subject}" was not sent: ${reasonOf(error)}`);
    }
    if (this.config.SMTP_URL) return;
    const file = await this.keep(sent.message as Buffer);
    this.logger.log(`A letter lies in ${join('outbox', file)}: ${letter.subject}`);
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  private messageOf(letter: Letter): SendMailOptions {
    const from = this.config.MAIL_FROM;
    const domain = from.replace(/^.*@/, '').replace(/>.*$/, '');
    return {
      from,
      // As an object: no address can smuggle in another one.
      to: { name: '', address: letter.to },
      subject: letter.subject,
      text: letter.text,
      ...(letter.html ? { html: letter.html } : {}),
      headers: { 'Auto-Submitted': 'auto-generated', ...letter.headers },
      messageId: `<${letter.id ?? randomUUID()}@${domain}>`,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  /** Whole or not at all: whoever looks into the folder finds no half letter. */
  private async keep(message: Buffer): Promise<string> {
    const folder = join(this.config.dataDir, 'outbox');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.eml`;
    await writeFile(join(folder, `.${name}`), message, { mode: 0o600 });
    await rename(join(folder, `.${name}`), join(folder, name));
    return name;
  }
}

/** Code and SMTP status alone: a server's sentence repeats the address. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown failure';
}
