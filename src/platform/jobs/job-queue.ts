import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';

export interface JobOptions {
  /** jobs with one key that have not begun are merged into one, the latest payload wins */
  key?: string;
  /** tries before it stays for an operator, 25 where left out */
  maxAttempts?: number;
  /** jobs of one queue run one after the other */
  queue?: string;
  runAt?: Date;
  /** one of the same key that waits already is not run sooner, nor later, than it would have been */
  keepsRunAt?: boolean;
  /** of jobs that are due the one with the smallest goes first; 0 where left out */
  priority?: number;
}

/** Outbox: a job is a row of the writer's own transaction, so a rollback takes it back. Payloads carry ids only. */
@Injectable()
export class JobQueue {
  async add(
    manager: EntityManager,
    name: string,
    payload: JsonObject,
    options: JobOptions = {},
  ): Promise<void> {
    await manager.query(
      `SELECT graphile_worker.add_job($1, payload => $2::json, job_key => $3, max_attempts => $4, queue_name => $5,
         run_at => $6, job_key_mode => $7, priority => $8)`,
      [
        name,
        JSON.stringify(payload),
        options.key ?? null,
        options.maxAttempts ?? 25,
        options.queue ?? null,
        options.runAt ?? null,
        options.keepsRunAt === true ? 'preserve_run_at' : 'replace',
        options.priority ?? 0,
      ],
    );
  }

  /** Many jobs of one name in one statement. */
  async addAll(
    manager: EntityManager,
    name: string,
    jobs: readonly { payload: JsonObject; key?: string }[],
    options: Pick<JobOptions, 'maxAttempts' | 'queue' | 'priority'> = {},
  ): Promise<void> {
    if (jobs.length === 0) return;
    await manager.query(
      `SELECT count(*) FROM jsonb_array_elements($2::jsonb) AS job (j), LATERAL graphile_worker.add_job($1,
         payload => (j -> 'payload')::json, job_key => j ->> 'key', max_attempts => $3, queue_name => $4, priority => $5)`,
      [name, JSON.stringify(jobs), options.maxAttempts ?? 25, options.queue ?? null, options.priority ?? 0],
    );
  }
}
