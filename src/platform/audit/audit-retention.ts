import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { JobRunner } from '../jobs';

/** Every day: what is older than AUDIT_RETENTION_DAYS goes. */
@Injectable()
export class AuditRetention implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runner: JobRunner,
  ) {}

  onModuleInit(): void {
    this.runner.register('audit:clear', async () => {
      await this.clear();
    });
    this.runner.repeat('audit:clear', '17 3 * * *');
  }

  /** Returns how many events went. Only here is the trail's own guard told until when it may be cleared. */
  async clear(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const [row]: [{ before: string }] = await manager.query(
        `SELECT set_config('crosstown.audit_cleared_before', (now() - make_interval(days => $1))::text, true) AS before`,
        [this.config.AUDIT_RETENTION_DAYS],
      );
      const [, count] = (await manager.query('DELETE FROM audit_event WHERE at < $1::timestamptz', [
        row.before,
      ])) as [unknown, number];
      return count;
    });
  }
}
