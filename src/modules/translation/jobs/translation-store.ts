import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordChanges, sourceHash } from '../../records';
import { IS_MACHINES, SQL_HASH, type TextWork } from './translation-targets.query';

/** What is known of one text after engines were asked. `text` null: there is none. */
export interface TextResult extends TextWork {
  text: string;
  translation: string | null;
  engine: string | null;
  state: 'CURRENT' | 'PENDING' | 'UNAVAILABLE';
  reason: string | null;
}

/** Keeps what engines answered, where it still is an answer. */
@Injectable()
export class TranslationStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly changes: RecordChanges,
  ) {}

  /**
   * Writes results of one record in one transaction, and has the record indexed where words came in. A result whose
   * source has changed since is dropped, and one that comes after another was kept; a person's words, and sources,
   * are never touched. With `runId` the run's counts go up in the same transaction. Returns how many results were kept.
   */
  async save(recordId: string, results: readonly TextResult[], runId: string | null = null): Promise<number> {
    if (results.length === 0) return 0;
    return this.dataSource.transaction(async (manager) => {
      // Against a publication that is under way: either it waits for us, or we see what it wrote.
      const alive: unknown[] = await manager.query(
        `SELECT 1 FROM record WHERE id = $1 AND state = 'PUBLISHED' FOR SHARE`,
        [recordId],
      );
      if (alive.length === 0) return 0;
      const kept = await this.write(manager, recordId, results);
      const words = kept.filter(({ state }) => state === 'CURRENT').length;
      if (words > 0) await this.changes.announce(manager, [recordId], 'translation');
      if (runId !== null) {
        const gone = kept.filter(({ state }) => state === 'UNAVAILABLE').length;
        await manager.query(
          'UPDATE translation_run SET done = done + $2, unavailable = unavailable + $3 WHERE id = $1',
          [runId, words, gone],
        );
      }
      return kept.length;
    });
  }

  /** Words that are there stay where there are no better ones: a stale text is more than none. */
  private async write(
    manager: EntityManager,
    recordId: string,
    results: readonly TextResult[],
  ): Promise<{ state: string }[]> {
    // TypeORM answers an UPDATE with [rows, count].
    const [rows]: [{ state: string }[], number] = await manager.query(
      `UPDATE record_text t
       SET text = coalesce(v.translation, t.text), engine = coalesce(v.engine, t.engine),
         state = CASE WHEN v.translation IS NULL AND t.text <> '' THEN 'STALE' ELSE v.state END,
         state_reason = v.reason,
         source_hash = CASE WHEN v.translation IS NULL THEN t.source_hash ELSE v.hash END,
         updated_at = CASE WHEN v.translation IS NULL THEN t.updated_at ELSE now() END
       FROM jsonb_to_recordset($2::jsonb)
           AS v (field text, "from" text, "to" text, hash text, translation text, engine text, state text, reason text),
         record_text s
       WHERE t.record_id = $1 AND t.field = v.field AND t.locale = v."to" AND ${IS_MACHINES}
         AND s.record_id = $1 AND s.field = v.field AND s.is_source AND s.locale = v."from" AND ${SQL_HASH} = v.hash
         AND (t.state IN ('PENDING', 'STALE') OR t.state = 'UNAVAILABLE' AND v.translation IS NOT NULL)
       RETURNING v.state`,
      [recordId, JSON.stringify(results.map((result) => ({ ...result, hash: sourceHash(result.text) })))],
    );
    return rows;
  }

  /** The translation that a person once made of the very same words. */
  async remembered(from: Locale, to: Locale, texts: readonly string[]): Promise<Map<string, string>> {
    const rows: { hash: string; text: string }[] = await this.dataSource.query(
      `SELECT source_hash AS hash, text FROM translation_memory
       WHERE source_locale = $1 AND locale = $2 AND source_hash = ANY($3::text[])`,
      [from, to, texts.map(sourceHash)],
    );
    const byHash = new Map(rows.map(({ hash, text }) => [hash, text]));
    return new Map(
      texts.flatMap((text) => {
        const known = byHash.get(sourceHash(text));
        return known === undefined ? [] : [[text, known]];
      }),
    );
  }
}
