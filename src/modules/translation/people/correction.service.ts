import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../../../common/errors';
import { TextOrigin } from '../../../common/localized-text';
import type { Viewer } from '../../../common/viewer';
import { AuditTrail, clientOf } from '../../../platform/audit';
import { type AccessScope, requireAccess } from '../../identity';
import { RecordChanges, sourceHash } from '../../records';
import { loadScopes } from './record-scope.query';
import { loadStandings, revisionOf, textKeyOf, type TextKey, type TextStanding } from './text-standing.query';
import { TranslationMemory } from './translation-memory';

export interface Correction extends TextKey {
  text: string;
  /** `LocalizedText.revision` as the person saw it */
  revision: string;
  /** true: the words are the person's own, not a machine's put right */
  isWrittenAnew: boolean;
}

export type CorrectionResult =
  | { kind: 'done' }
  /** somebody was quicker, or the source has changed; nothing was written */
  | { kind: 'conflict'; now: TextStanding }
  | { kind: 'refused'; code: 'TEXT_EMPTY' | 'TEXT_TOO_LONG' | 'TEXT_IS_SOURCE'; field: string };

export const LONGEST_TEXT = 200_000;
/** Control characters other than line ends and tabs mean a broken copy, and some no database takes. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/** What people write over a machine's words, or where there are none. */
@Injectable()
export class CorrectionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly changes: RecordChanges,
    private readonly memory: TranslationMemory,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws NOT_FOUND where there is no such text that the viewer may read, FORBIDDEN where they may not correct it. */
  async correct(viewer: Viewer, correction: Correction): Promise<CorrectionResult> {
    const text = correction.text.normalize('NFC').replace(CONTROL, '').trim();
    return this.dataSource.transaction(async (manager) => {
      const scope = await this.requireMay(manager, viewer, correction.recordId);
      const standing = await this.lock(manager, correction);
      if (!standing) throw textMissing();
      if (standing.isSource || standing.sourceLocale === correction.locale) {
        return { kind: 'refused', code: 'TEXT_IS_SOURCE', field: 'locale' };
      }
      if (text === '') return { kind: 'refused', code: 'TEXT_EMPTY', field: 'text' };
      if (text.length > LONGEST_TEXT) return { kind: 'refused', code: 'TEXT_TOO_LONG', field: 'text' };
      if (revisionOf(standing) !== correction.revision) return { kind: 'conflict', now: standing };
      await this.write(manager, standing, text, correction.isWrittenAnew);
      await this.memory.learn(manager, [correction.recordId]);
      await this.changes.announce(manager, [correction.recordId], 'translation');
      await this.audit.write(manager, {
        action: 'translation.correct',
        actorId: viewer.account?.id ?? null,
        client: clientOf(viewer),
        recordId: correction.recordId,
        scopes: [scope.ownerId ?? null, ...(scope.networkIds ?? [])],
        facts: { field: correction.field, locale: correction.locale },
      });
      return { kind: 'done' };
    });
  }

  private async requireMay(manager: EntityManager, viewer: Viewer, recordId: string): Promise<AccessScope> {
    // A publication of the record waits until this is through, or is through before.
    await manager.query('SELECT 1 FROM record WHERE id = $1 FOR SHARE', [recordId]);
    const found = (await loadScopes(manager, [recordId])).get(recordId);
    if (!found?.audience.some((audience) => viewer.audiences.includes(audience))) throw textMissing();
    requireAccess(viewer, 'translation.correct', found.scope);
    return found.scope;
  }

  /** The text as it stands, locked. A row is made where there is none, so that two first translators meet on it. */
  private async lock(
    manager: EntityManager,
    { recordId, field, locale }: TextKey,
  ): Promise<TextStanding | null> {
    await manager.query(
      `INSERT INTO record_text (record_id, field, locale, text, origin, state)
       SELECT record_id, field, $3, '', 'MACHINE', 'UNAVAILABLE' FROM record_text
       WHERE record_id = $1 AND field = $2 AND is_source AND locale <> $3
       ON CONFLICT DO NOTHING`,
      [recordId, field, locale],
    );
    await manager.query(
      'SELECT 1 FROM record_text WHERE record_id = $1 AND field = $2 AND locale = $3 FOR UPDATE',
      [recordId, field, locale],
    );
    const key = { recordId, field, locale };
    return (await loadStandings(manager, [key])).get(textKeyOf(key)) ?? null;
  }

  private async write(
    manager: EntityManager,
    standing: TextStanding,
    text: string,
    isWrittenAnew: boolean,
  ): Promise<void> {
    const { recordId, field, locale, sourceText } = standing;
    const isMachines = standing.text !== '' && standing.origin !== TextOrigin.HUMAN && !isWrittenAnew;
    await manager.query(
      `UPDATE record_text SET text = $4, origin = $5, engine = CASE WHEN $6 THEN engine END, state = 'CURRENT',
         state_reason = NULL, source_hash = $7, updated_at = now()
       WHERE record_id = $1 AND field = $2 AND locale = $3`,
      [
        recordId,
        field,
        locale,
        text,
        isMachines ? TextOrigin.MACHINE_EDITED : TextOrigin.HUMAN,
        isMachines,
        sourceHash(sourceText),
      ],
    );
  }
}

function textMissing(): CodedError {
  return new CodedError('NOT_FOUND', 'error.translation.textMissing', {}, 404);
}
