import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SQL_HASH } from '../jobs/translation-targets.query';

/** What people translated, by the words it was made from, so that the same words need no engine again. */
@Injectable()
export class TranslationMemory {
  /**
   * Takes in what people translated of these records, where it is of the source as it stands. Contact cards are left
   * out: they hold what persons say of themselves.
   */
  async learn(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO translation_memory AS m (source_locale, source_hash, locale, source_text, text, record_id)
       SELECT DISTINCT ON (s.locale, ${SQL_HASH}, t.locale) s.locale, ${SQL_HASH}, t.locale, s.text, t.text, t.record_id
       FROM record r
       JOIN record_text t ON t.record_id = r.id
       JOIN record_text s ON s.record_id = t.record_id AND s.field = t.field AND s.is_source
       WHERE r.id = ANY($1::uuid[]) AND r.kind <> 'CONTACT' AND NOT t.is_source AND t.state = 'CURRENT'
         AND t.origin IN ('HUMAN', 'MACHINE_EDITED') AND t.source_hash = ${SQL_HASH}
       ORDER BY s.locale, ${SQL_HASH}, t.locale, t.updated_at DESC
       ON CONFLICT (source_locale, source_hash, locale) DO UPDATE
         SET text = excluded.text, record_id = excluded.record_id, updated_at = now()
         WHERE m.text <> excluded.text`,
      [recordIds],
    );
  }
}
