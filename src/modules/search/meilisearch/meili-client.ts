import { Inject, Injectable } from '@nestjs/common';
import { type EnqueuedTaskPromise, Meilisearch, MeilisearchApiError } from 'meilisearch';
import { CONFIG, type Config } from '../../../platform/config';
import { EngineUnavailableError, IndexMissingError } from '../failover/engine-unavailable.error';
import { type MeiliAnswer, readAnswers } from './meili-answer';
import { MeiliTaskError } from './meili-task.error';
import { indexName } from './meili-settings';

/** Milliseconds for a call that writes, and for the task it leaves behind. */
const CALL_MS = 30_000;
const TASK_MS = 600_000;

/** What is left of a search's time. */
export interface TimeBudget {
  leftMs: number;
}

export interface MeiliQuery {
  q?: string;
  filter: string[];
  facets?: string[];
  sort?: string[];
  matchingStrategy?: 'frequency' | 'all';
  /** both: exact totals */
  page?: number;
  hitsPerPage?: number;
  offset?: number;
  limit?: number;
}

/** The one door to the Meilisearch server. Whatever goes wrong behind it is an EngineUnavailableError. */
@Injectable()
export class MeiliClient {
  readonly isConfigured: boolean;
  /** milliseconds that it has for all that one search asks */
  readonly deadlineMs: number;
  /** name of the index that is searched */
  readonly index: string;
  private readonly searching: Meilisearch | undefined;
  private readonly writing: Meilisearch | undefined;

  constructor(@Inject(CONFIG) { MEILI_URL, MEILI_KEY, MEILI_INDEX, MEILI_DEADLINE_MS }: Config) {
    this.deadlineMs = MEILI_DEADLINE_MS;
    this.index = indexName(MEILI_INDEX);
    this.isConfigured = MEILI_URL !== undefined;
    if (MEILI_URL === undefined) return;
    const access = { host: MEILI_URL, ...(MEILI_KEY ? { apiKey: MEILI_KEY } : {}) };
    this.searching = new Meilisearch(access);
    this.writing = new Meilisearch({ ...access, timeout: CALL_MS });
  }

  /** Several searches in one round trip; their answers in the same order, checked for being answers. */
  async search(queries: readonly MeiliQuery[], budget: TimeBudget): Promise<MeiliAnswer[]> {
    if (budget.leftMs <= 0) throw new EngineUnavailableError(`no answer in ${this.deadlineMs} ms`);
    const began = performance.now();
    const signal = AbortSignal.timeout(Math.ceil(budget.leftMs));
    try {
      const asked = queries.map((query) => ({
        indexUid: this.index,
        attributesToRetrieve: ['id'],
        ...query,
      }));
      const answer: unknown = await this.searching?.multiSearch({ queries: asked }, { signal });
      return readAnswers(answer, queries.length);
    } catch (error) {
      throw unavailable(error);
    } finally {
      budget.leftMs -= performance.now() - began;
    }
  }

  /** Anything but a search. `undefined`: what was asked for is not there. */
  async call<T>(work: (client: Meilisearch) => Promise<T>): Promise<T | undefined> {
    if (!this.writing) throw new EngineUnavailableError('Meilisearch is not configured');
    try {
      return await work(this.writing);
    } catch (error) {
      if (isIndexMissing(error)) return undefined;
      throw unavailable(error);
    }
  }

  /** Has a task done. Throws MeiliTaskError where it failed: waiting alone does not tell. */
  async run(start: (client: Meilisearch) => EnqueuedTaskPromise): Promise<void> {
    await this.finish(await this.start(start));
  }

  /** Hands over a task, which Meilisearch does when it comes to it. Returns its number, for `finish`. */
  async start(start: (client: Meilisearch) => EnqueuedTaskPromise): Promise<number> {
    const task = await this.call((client) => start(client));
    if (!task) throw new EngineUnavailableError('there is no index');
    return task.taskUid;
  }

  /** Waits for a task that was handed over. Throws MeiliTaskError where it failed. */
  async finish(taskUid: number): Promise<void> {
    const task = await this.call((client) => client.tasks.waitForTask(taskUid, { timeout: TASK_MS }));
    if (task?.status === 'succeeded') return;
    // Its number and code, never its words: they may repeat what stands in a document.
    const { type, status, error } = task ?? { type: 'task', status: 'lost', error: null };
    throw new MeiliTaskError(
      `Meilisearch task ${taskUid}, ${type}, ${status}: ${error?.code ?? 'no reason'}`,
    );
  }
}

function isIndexMissing(error: unknown): boolean {
  return error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found';
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.name === 'TimeoutError';
}

function unavailable(error: unknown): EngineUnavailableError {
  if (error instanceof EngineUnavailableError) return error;
  if (isIndexMissing(error)) return new IndexMissingError('there is no index', { cause: error });
  if (isTimeout(error)) return new EngineUnavailableError('it does not answer in time', { cause: error });
  return new EngineUnavailableError(error instanceof Error ? error.message : String(error), { cause: error });
}
