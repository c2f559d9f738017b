import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { JobRunner } from '../../../platform/jobs';
import { DigestService } from './digest.service';
import { DIGEST_JOB } from './notifier.service';

const ALL_JOB = 'notifications:all';

/** Letters that are due at once go soon after what they tell of; the others once a day, early. */
@Injectable()
export class NotificationJobs implements OnModuleInit {
  private readonly logger = new Logger('Notifications');

  constructor(
    private readonly runner: JobRunner,
    private readonly digests: DigestService,
  ) {}

  onModuleInit(): void {
    this.runner.register(DIGEST_JOB, async ({ account }) => {
      await this.digests.sendTo(String(account));
    });
    this.runner.register(ALL_JOB, () => this.sendAll());
    this.runner.repeat(ALL_JOB, '0 5 * * *');
  }

  /** One person's failing letter keeps nobody else's. */
  async sendAll(): Promise<void> {
    await this.digests.giveUpOldClaims();
    let failed = 0;
    for (const account of await this.digests.waiting()) {
      try {
        await this.digests.sendTo(account);
      } catch {
        failed += 1;
      }
    }
    if (failed > 0)
      this.logger.warn(`${failed} letters were not taken by the mail server; they are tried again.`);
  }
}
