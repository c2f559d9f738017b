import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { holdsTerm } from '../chain/term-forms';
import { TranslatorRegistry } from '../chain/translator-registry';
import { TranslationJobs } from '../jobs/translation-jobs.service';
import { IS_MACHINES } from '../jobs/translation-targets.query';
import { loadTerm, type Term } from './glossary.query';
import { formIn, ProtectionOfRecord } from './protection.service';

/** Payload: `{termId}`. Has machines' texts made anew that do not say a term as it has been agreed since. */
const REDO_JOB = 'translation.term';
/** Records whose texts are looked at together. */
const RECORDS_AT_ONCE = 100;

interface Pair {
  recordId: string;
  field: string;
  from: Locale;
  to: Locale;
  source: string;
  text: string;
}

/**
 * What follows a term that was added or changed: texts that machines made before may say it otherwise. People's words
 * stay as they are; so does all where no engine could make it anew.
 */
@Injectable()
export class GlossaryRedo implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    private readonly registry: TranslatorRegistry,
    private readonly jobs: TranslationJobs,
  ) {}

  onModuleInit(): void {
    this.runner.register(REDO_JOB, (payload: JsonObject) => this.redo(String(payload['termId'])));
  }

  /** Joins the transaction in which the term is written. */
  async request(manager: EntityManager, termId: string): Promise<void> {
    if (this.registry.all().length === 0) return;
    await this.queue.add(manager, REDO_JOB, { termId }, { key: `${REDO_JOB}:${termId}` });
  }

  private async redo(termId: string): Promise<void> {
    const { manager } = this.dataSource;
    const term = await loadTerm(manager, termId);
    if (!term) return;
    for (let after: string | null = null; ;) {
      const ids = await this.recordsAfter(manager, term.networkId, after);
      const wrong = await this.wrong(manager, term, ids);
      if (wrong.length > 0) await this.makeStale(wrong);
      after = ids.at(-1) ?? null;
      if (ids.length < RECORDS_AT_ONCE) return;
    }
  }

  private async recordsAfter(
    manager: EntityManager,
    networkId: string,
    after: string | null,
  ): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `SELECT r.id FROM record r WHERE r.state = 'PUBLISHED' AND ($2::uuid IS NULL OR r.id > $2)
         AND (r.id = $1 OR r.owner_id = $1 OR EXISTS (
           SELECT FROM record_network n WHERE n.record_id = r.id AND n.network_id = $1))
       ORDER BY r.id LIMIT ${RECORDS_AT_ONCE}`,
      [networkId, after],
    );
    return rows.map(({ id }) => id);
  }

  /** Machines' texts whose source has the term and which do not hold what stands for it in their language. */
  private async wrong(manager: EntityManager, term: Term, recordIds: readonly string[]): Promise<Pair[]> {
    const pairs: Pair[] = await manager.query(
      `SELECT s.record_id AS "recordId", s.field, s.locale AS "from", t.locale AS "to", s.text AS source, t.text
       FROM record_text s JOIN record_text t ON t.record_id = s.record_id AND t.field = s.field
       WHERE s.record_id = ANY($1::uuid[]) AND s.is_source AND ${IS_MACHINES} AND t.state = 'CURRENT'
         AND s.text ILIKE ANY($2::text[])`,
      [recordIds, beginningsOf(term)],
    );
    const terms = new ProtectionOfRecord([term], []);
    const wrong: Pair[] = [];
    for (const pair of pairs) {
      const rendering = formIn(term, pair.to);
      if (rendering === undefined || holdsTerm(pair.text, rendering, pair.to)) continue;
      if (terms.between(pair.from, pair.to)(pair.source).length > 0) wrong.push(pair);
      await nextTurn();
    }
    return wrong;
  }

  private async makeStale(wrong: readonly Pair[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE record_text t SET state = 'STALE', state_reason = 'glossary'
         FROM jsonb_to_recordset($1::jsonb) AS w ("recordId" uuid, field text, "to" text)
         WHERE t.record_id = w."recordId" AND t.field = w.field AND t.locale = w."to" AND ${IS_MACHINES}
           AND t.state = 'CURRENT'`,
        [JSON.stringify(wrong.map(({ recordId, field, to }) => ({ recordId, field, to })))],
      );
      await this.jobs.again(manager, [...new Set(wrong.map(({ recordId }) => recordId))]);
    });
  }
}

/** Letters that a word keeps however it is inflected. */
const STABLE = 3;

/** Patterns of texts in which the term may stand in some form: few of a network's do, and to look closely takes long. */
function beginningsOf({ term, renderings }: Term): string[] {
  return [term, ...Object.values(renderings)].map((form = '') => {
    const [beginning = ''] = /[\p{L}\p{N}]+/u.exec(form) ?? [];
    return `%${beginning.slice(0, STABLE)}%`;
  });
}
