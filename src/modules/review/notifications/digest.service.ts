import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config';
import { MailService } from '../../../platform/mail';
import { AccountsService, ViewerQuery } from '../../identity';
import { composeDigest, type DigestLine } from './digest-letter';
import { DigestLines } from './digest-lines.query';
import { Frequency, NotificationKind } from './notification-kind';
import { NotificationQuery } from './notification.query';
import { I18nService } from '../../../platform/i18n';

interface Claim {
  mailId: string;
  token: string;
  notifications: {
    id: string;
    kind: NotificationKind;
    recordId: string | null;
    submissionId: string | null;
  }[];
}

const INTERVALS: Readonly<Record<Frequency, string | null>> = {
  AT_ONCE: '0 seconds',
  // A little less, so that a job that runs at the same hour each day is never a minute early.
  DAILY: '23 hours',
  WEEKLY: '6 days 23 hours',
  NEVER: null,
};

/** After this time a server that claimed a letter and said nothing more is taken for dead. */
const CLAIM_MINUTES = 30;

/** No answer, or the connection ended, while the letter was on its way: it may have arrived. */
const UNSURE = /ETIMEDOUT|ESOCKET|ECONNRESET|ESTREAM|unknown failure/;

/**
 * Letters of what happened. What goes into one is claimed in a transaction of its own before anything is sent, so that no
 * two servers send it; what the mail server refuses is claimed again later; what may have arrived is never sent again.
 */
@Injectable()
export class DigestService {
  private readonly logger = new Logger('Notifications');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly viewers: ViewerQuery,
    private readonly notifications: NotificationQuery,
    private readonly lines: DigestLines,
    private readonly mail: MailService,
    private readonly i18n: I18nService,
  ) {}

  /** For the job of one account: those of its notifications whose letter is due. True where one was sent. */
  async sendTo(accountId: string): Promise<boolean> {
    const claim = await this.dataSource.transaction((manager) => this.claim(manager, accountId));
    if (!claim) return false;
    const viewer = await this.viewers.ofAccount(accountId);
    const email = await this.accounts.emailOf(this.dataSource.manager, accountId);
    // Asked again now: between then and now a role may have ended.
    const lines = viewer
      ? await this.lines.visible(this.dataSource.manager, viewer, claim.notifications)
      : [];
    if (!viewer || !email || lines.length === 0) {
      await this.settle(claim, 'DROPPED');
      return false;
    }
    await this.drop(claim, lines);
    const letter = composeDigest(this.i18n, viewer.account?.locale ?? undefined, lines, {
      site: this.siteUrl(),
      unsubscribe: `${this.siteUrl()}/notifications/unsubscribe/${claim.token}`,
    });
    try {
      await this.mail.send({ to: email, id: `digest-${claim.mailId}`, ...letter });
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      if (UNSURE.test(reason)) {
        await this.settle(claim, 'UNKNOWN');
        this.logger.warn('A letter may have been sent, or not; it is not sent again.');
        return false;
      }
      await this.settle(claim, 'WAITING');
      throw error;
    }
    await this.settle(claim, 'SENT');
    return true;
  }

  /** Accounts for which something waits. */
  async waiting(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT DISTINCT account_id AS id FROM notification WHERE mail_state = 'WAITING' ORDER BY 1`,
    );
    return rows.map(({ id }) => id);
  }

  /** Claims of servers that died on the way: whether their letters went out nobody knows, so they stay unsent. */
  async giveUpOldClaims(): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification n SET mail_state = 'UNKNOWN' FROM notification_mail m
       WHERE m.id = n.mail_id AND n.mail_state = 'CLAIMED' AND m.claimed_at < now() - make_interval(mins => $1)`,
      [CLAIM_MINUTES],
    );
  }

  private async claim(manager: EntityManager, accountId: string): Promise<Claim | null> {
    // One at a time for one person, whatever the number of servers.
    await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('digest:' || $1, 0))", [accountId]);
    const due: NotificationKind[] = [];
    for (const [kind, frequency] of await this.notifications.frequencies(manager, accountId)) {
      if (await this.isDue(manager, accountId, kind, frequency)) due.push(kind);
    }
    await this.dropUnwanted(manager, accountId);
    if (due.length === 0) return null;
    const mailId = randomUUID();
    const token = randomBytes(32).toString('base64url');
    const [rows] = (await manager.query(
      `UPDATE notification SET mail_state = 'CLAIMED', mail_id = $3
       WHERE account_id = $1 AND mail_state = 'WAITING' AND kind = ANY($2::text[])
       RETURNING id, kind, record_id AS "recordId", submission_id AS "submissionId"`,
      [accountId, due, mailId],
    )) as [Claim['notifications'], number];
    if (rows.length === 0) return null;
    await manager.query(
      'INSERT INTO notification_mail (id, account_id, kinds, unsubscribe_hash) VALUES ($1, $2, $3, $4)',
      [mailId, accountId, [...new Set(rows.map(({ kind }) => kind))], tokenHash(token)],
    );
    return { mailId, token, notifications: rows };
  }

  private async isDue(
    manager: EntityManager,
    accountId: string,
    kind: NotificationKind,
    frequency: Frequency,
  ): Promise<boolean> {
    const interval = INTERVALS[frequency];
    if (interval === null) return false;
    const [row]: [{ due: boolean }] = await manager.query(
      `SELECT NOT EXISTS (SELECT FROM notification_mail
         WHERE account_id = $1 AND $2 = ANY(kinds) AND sent_at > now() - $3::interval) AS due`,
      [accountId, kind, interval],
    );
    return row.due;
  }

  private async dropUnwanted(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query(
      `UPDATE notification n SET mail_state = 'DROPPED' FROM notification_preference p
       WHERE p.account_id = n.account_id AND p.kind = n.kind AND p.frequency = 'NEVER'
         AND n.account_id = $1 AND n.mail_state = 'WAITING'`,
      [accountId],
    );
  }

  /** What the person may no longer see is left out for good. */
  private async drop({ mailId }: Claim, lines: readonly DigestLine[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification SET mail_state = 'DROPPED' WHERE mail_id = $1 AND NOT id = ANY($2::uuid[])`,
      [mailId, lines.flatMap(({ ids }) => ids)],
    );
  }

  private async settle({ mailId }: Claim, state: 'SENT' | 'DROPPED' | 'UNKNOWN' | 'WAITING'): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE notification SET mail_state = $2, mail_id = CASE $2 WHEN 'WAITING' THEN NULL ELSE mail_id END
         WHERE mail_id = $1 AND mail_state = 'CLAIMED'`,
        [mailId, state],
      );
      if (state === 'SENT')
        await manager.query('UPDATE notification_mail SET sent_at = now() WHERE id = $1', [mailId]);
      if (state === 'WAITING') await manager.query('DELETE FROM notification_mail WHERE id = $1', [mailId]);
    });
  }

  private siteUrl(): string {
    return (this.config.PUBLIC_URL ?? `http://localhost:${this.config.PORT}`).replace(/\/+$/, '');
  }
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
