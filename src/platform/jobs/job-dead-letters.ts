import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

export interface DeadLetter {
  id: string;
  name: string;
  attempts: number;
  /** first line of what went wrong last; payloads carry ids only, so no person's data stands in it */
  lastError: string;
}

/** Jobs that failed as often as they may. They wait for an operator, who sees the reason and has them tried again. */
@Injectable()
export class JobDeadLetters {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list(): Promise<DeadLetter[]> {
    return this.dataSource.query(
      `SELECT id::text, task_identifier AS name, attempts, split_part(coalesce(last_error, ''), E'\\n', 1) AS "lastError"
       FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL ORDER BY id`,
    );
  }

  /** Has all of them done again, as if they were new. Returns how many. */
  async replay(): Promise<number> {
    const ids = (await this.list()).map(({ id }) => id);
    if (ids.length === 0) return 0;
    await this.dataSource.query(
      'SELECT graphile_worker.reschedule_jobs($1::bigint[], run_at => now(), attempts => 0)',
      [ids],
    );
    return ids.length;
  }
}
