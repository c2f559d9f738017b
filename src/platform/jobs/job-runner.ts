import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  Logger as WorkerLogger,
  run,
  runOnce,
  type Runner,
  type RunnerOptions,
  type TaskList,
} from 'graphile-worker';
import type { JsonObject } from '../../common/json';
import { CONFIG, type Config } from '../config';
import { WorkerPresence } from './worker-presence';

export type JobHandler = (payload: JsonObject) => Promise<void>;

/** How often jobs of workers that are gone are looked for, in ms. */
const LOOK_AROUND = 5_000;

/** Time in which a job's end is written, in ms. */
const NUDGE_MS = 20;

export const JOBS_DATABASE_URL = Symbol('JOBS_DATABASE_URL');

/** Runs the jobs that modules registered: all the time in a server, or until none is left (`drain`). */
@Injectable()
export class JobRunner implements OnApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly handlers = new Map<string, JobHandler>();
  private readonly repeated = new Map<string, string>();
  private preparations: (() => void)[] = [];
  private runner: Runner | undefined;
  private presence: WorkerPresence | undefined;
  private lookAround: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(JOBS_DATABASE_URL) private readonly url: string,
  ) {}

  /** Names the code that does jobs of this name; once per name, at module start. */
  register(name: string, handler: JobHandler): void {
    if (this.handlers.has(name)) throw new Error(`Two handlers for job ${name}`);
    this.handlers.set(name, handler);
  }

  /**
   * Has a registered job done at fixed times, by however many servers run: each time once. `name` has no dot in it.
   * @param times minute, hour, day, month and weekday in UTC, as crontab has them
   */
  repeat(name: string, times: string): void {
    this.repeated.set(name, times);
  }

  /** Has something loaded before the first job: where no jobs are done, it takes no memory. */
  prepare(work: () => void): void {
    this.preparations.push(work);
  }

  async start(): Promise<void> {
    this.makeReady();
    const crontab = [...this.repeated].map(([name, times]) => `${times} ${name} ?fill=1d&max=5`).join('\n');
    this.presence = await this.present();
    this.runner = await run({
      ...this.options(this.presence),
      crontab,
      concurrency: this.config.WORKER_CONCURRENCY,
    });
    // For the same reason a server's worker looks again at once, instead of after its usual pause.
    this.presence.events.on('job:complete', ({ worker }: { worker: { nudge(): unknown } }) => {
      setTimeout(() => this.runner && worker.nudge(), NUDGE_MS).unref();
    });
    this.lookAround = setInterval(() => {
      // While the database is away there is nothing to look for.
      this.presence?.freeJobsOfTheDead().catch(() => undefined);
    }, LOOK_AROUND).unref();
    // While the database is away the runner keeps trying by itself; it ends when it is told to, or is broken.
    this.runner.promise.catch((error: unknown) =>
      this.logger.error(`The job runner stopped: ${String(error)}`),
    );
  }

  /** Does every job that is due, or those whose name `wanted` lets pass, then returns. For tests and commands. */
  async drain(wanted: (name: string) => boolean = () => true): Promise<void> {
    this.makeReady();
    const presence = await this.present();
    const names = [...this.handlers.keys()].filter(wanted);
    try {
      // A job's end is written after its worker has looked for the next one, which waits while its queue is not free:
      // so the worker may leave before all is done.
      do await runOnce(this.options(presence, wanted));
      while (await presence.isAnyDue(names));
    } finally {
      await presence.end();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.lookAround);
    const { runner } = this;
    this.runner = undefined;
    await runner?.stop();
    await this.presence?.end();
  }

  private makeReady(): void {
    const preparations = this.preparations;
    this.preparations = [];
    for (const work of preparations) work();
  }

  private async present(): Promise<WorkerPresence> {
    const presence = new WorkerPresence(this.url, (message) => this.logger.warn(message));
    await presence.connect();
    await presence.freeJobsOfTheDead();
    return presence;
  }

  private options(presence: WorkerPresence, wanted: (name: string) => boolean = () => true): RunnerOptions {
    const taskList: TaskList = {};
    for (const [name, handler] of this.handlers) {
      if (!wanted(name)) continue;
      taskList[name] = async (payload) => handler((payload ?? {}) as JsonObject);
    }
    return {
      connectionString: this.url,
      maxPoolSize: this.config.WORKER_CONCURRENCY + 2,
      noHandleSignals: true,
      events: presence.events,
      pollInterval: 2_000,
      taskList,
      logger: new WorkerLogger(() => (level, message) => {
        if (level === 'error') this.logger.error(message);
        else if (level === 'warning') this.logger.warn(message);
        else this.logger.debug(message);
      }),
    };
  }
}
