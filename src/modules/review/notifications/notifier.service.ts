import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobQueue } from '../../../platform/jobs';
import type { Submission } from '../submissions/submission.query';
import { NotificationKind } from './notification-kind';

export const DIGEST_JOB = 'notifications:send';

export interface NotificationAbout {
  /** the submission that it is about; its step makes the event */
  submission?: Submission;
  /** the record, where there is no submission */
  recordId?: string;
  actorId: string | null;
  /** what happened, once; left out: the submission's step */
  eventKey?: string;
}

/**
 * Tells people, in the transaction in which it happens. One event is told to one person once, however often this is
 * called for it. Nobody is told of what they did themselves.
 */
@Injectable()
export class NotifierService {
  constructor(private readonly jobs: JobQueue) {}

  async tell(
    manager: EntityManager,
    kind: NotificationKind,
    accountIds: readonly string[],
    about: NotificationAbout,
  ): Promise<void> {
    const told = [...new Set(accountIds)].filter((id) => id !== about.actorId);
    if (told.length === 0) return;
    const { submission } = about;
    const eventKey =
      about.eventKey ?? `${kind}:${submission?.id ?? about.recordId}:${submission?.lockVersion ?? 0}`;
    await manager.query(
      `INSERT INTO notification (account_id, kind, record_id, submission_id, actor_id, event_key)
       SELECT id, $2, $3, $4, $5, $6 FROM unnest($1::uuid[]) AS told (id)
       ON CONFLICT (account_id, event_key) DO NOTHING`,
      [
        told,
        kind,
        submission?.recordId ?? about.recordId ?? null,
        submission?.id ?? null,
        about.actorId,
        eventKey,
      ],
    );
    await this.sendSoon(manager, told);
  }

  /** The same event of many submissions, in one statement. */
  async tellOfAll(
    manager: EntityManager,
    kind: NotificationKind,
    accountIds: readonly string[],
    submissions: readonly Pick<Submission, 'id' | 'recordId' | 'lockVersion'>[],
    actorId: string | null,
  ): Promise<void> {
    const told = [...new Set(accountIds)].filter((id) => id !== actorId);
    if (told.length === 0 || submissions.length === 0) return;
    await manager.query(
      `INSERT INTO notification (account_id, kind, record_id, submission_id, actor_id, event_key)
       SELECT told.id, $2, s.record_id, s.id, $5, $2 || ':' || s.id || ':' || s.lock_version
       FROM unnest($1::uuid[]) AS told (id), unnest($3::uuid[], $4::uuid[], $6::int[]) AS s (id, record_id, lock_version)
       ON CONFLICT (account_id, event_key) DO NOTHING`,
      [
        told,
        kind,
        submissions.map(({ id }) => id),
        submissions.map(({ recordId }) => recordId),
        actorId,
        submissions.map(({ lockVersion }) => lockVersion),
      ],
    );
    await this.sendSoon(manager, told);
  }

  /** Those who are told at once get one letter of what happens within a minute. */
  private async sendSoon(manager: EntityManager, told: readonly string[]): Promise<void> {
    for (const id of told) {
      await this.jobs.add(
        manager,
        DIGEST_JOB,
        { account: id },
        {
          key: `${DIGEST_JOB}:${id}`,
          runAt: new Date(Date.now() + 60_000),
          keepsRunAt: true,
        },
      );
    }
  }
}
