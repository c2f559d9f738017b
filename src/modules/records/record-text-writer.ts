import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TextOrigin, TextState } from '../../common/localized-text';
import type { TextContent } from './content/record-content';
import { RecordTextEntity } from './record.entities';
import { sourceHash } from './text-hash';

type TextRow = Omit<RecordTextEntity, 'updatedAt'>;

/** Applies the texts of a published document to the live ones, and loses nobody's words on the way. */
@Injectable()
export class RecordTextWriter {
  /**
   * Texts that the author wrote replace those in place. Translations made or corrected since the draft was begun, in
   * the live texts alone, stay: also where the document carries along what stood there before. Whoever edits a source
   * leaves its translations as they were: those are stale until somebody writes them anew.
   */
  async apply(manager: EntityManager, recordId: string, texts: readonly TextContent[]): Promise<void> {
    const hashes = new Map(texts.filter((t) => t.isSource).map((t) => [t.field, sourceHash(t.text)]));
    const stored = await manager.find(RecordTextEntity, { where: { recordId } });
    const left = new Map(stored.map((row) => [keyOf(row), row]));
    const differing: { row: TextRow; before: RecordTextEntity }[] = [];
    const rewritten: TextRow[] = [];
    for (const text of texts) {
      const row = rowOf(recordId, text, hashes);
      const before = left.get(keyOf(row));
      if (!before) rewritten.push(row);
      // Not written again: `updated_at` tells when the words were.
      else if (hasSameWords(before, row)) await this.follow(manager, before, row.sourceHash, row.state);
      else differing.push({ row, before });
      left.delete(keyOf(row));
    }
    const carried = await this.carriedAlong(manager, recordId, differing);
    for (const { row, before } of differing) {
      if (carried.has(keyOf(row))) {
        await this.follow(manager, before, row.sourceHash, TextState.CURRENT);
        continue;
      }
      rewritten.push(row);
      // The unique index on sources allows no moment with two, so what was a source gives way first.
      if (before.isSource && !row.isSource) await setText(manager, before, { isSource: false });
    }
    for (const row of left.values()) {
      const hash = hashes.get(row.field);
      if (hash !== undefined && !row.isSource) {
        await this.follow(manager, row, hash, TextState.CURRENT);
        continue;
      }
      const { field, locale } = row;
      await manager.delete(RecordTextEntity, { recordId, field, locale });
    }
    if (rewritten.length === 0) return;
    await manager.upsert(
      RecordTextEntity,
      rewritten.map((row) => ({ ...row, updatedAt: () => 'now()' })),
      ['recordId', 'field', 'locale'],
    );
  }

  /** Brings the state of words that stay in line with the source: stale by another one, current by its own. */
  private async follow(
    manager: EntityManager,
    before: RecordTextEntity,
    hash: string | null,
    wanted: TextState,
  ): Promise<void> {
    if (before.text === '') return;
    const state = before.sourceHash === hash ? wanted : TextState.STALE;
    if (before.state !== state) await setText(manager, before, { state });
  }

  /**
   * Of translations that differ from the live ones, the keys of those that the author did not write: they stood in a
   * version before, while the live words came into place beside the documents, by a person's hand or an engine.
   */
  private async carriedAlong(
    manager: EntityManager,
    recordId: string,
    differing: readonly { row: TextRow; before: RecordTextEntity }[],
  ): Promise<Set<string>> {
    const translations = differing.filter(
      ({ row, before }) => !row.isSource && !before.isSource && before.text !== '',
    );
    if (translations.length === 0) return new Set();
    const stood: { field: string; locale: string; text: string; isLast: boolean }[] = await manager.query(
      `SELECT DISTINCT t.field, t.locale, t.text, v.number = last.number AS "isLast"
       FROM record_version v,
         LATERAL (SELECT max(number) - 1 AS number FROM record_version WHERE record_id = $1) last,
         jsonb_to_recordset(v.content -> 'texts') AS t (field text, locale text, text text)
       WHERE v.record_id = $1 AND v.number <= last.number
         AND (t.field, t.locale) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
      [recordId, translations.map(({ row }) => row.field), translations.map(({ row }) => row.locale)],
    );
    const words = stood.map((one) => ({ ...one, key: keyOf(one), text: one.text.normalize('NFC') }));
    const carried = translations.filter(({ row, before }) => {
      const ofKey = words.filter(({ key }) => key === keyOf(row));
      const isByDocument = ofKey.some(({ text, isLast }) => isLast && text === before.text);
      const isUntouched = ofKey.some(({ text }) => text === row.text);
      // No machine's text of a document stands above a person's, wherever it comes from.
      const isBelow = row.origin === TextOrigin.MACHINE && before.origin !== TextOrigin.MACHINE;
      return (!isByDocument && isUntouched) || isBelow;
    });
    return new Set(carried.map(({ row }) => keyOf(row)));
  }
}

/** The live row of a text that nothing stands against. */
export function rowOf(recordId: string, text: TextContent, hashes: ReadonlyMap<string, string>): TextRow {
  const isSource = text.isSource ?? false;
  return {
    recordId,
    field: text.field,
    locale: text.locale,
    text: text.text.normalize('NFC'),
    origin: text.origin,
    state: text.state ?? TextState.CURRENT,
    stateReason: null,
    engine: text.engine ?? null,
    isSource,
    sourceHash: isSource ? null : (hashes.get(text.field) ?? null),
  };
}

async function setText(
  manager: EntityManager,
  { recordId, field, locale }: RecordTextEntity,
  change: Partial<Pick<RecordTextEntity, 'state' | 'isSource'>>,
): Promise<void> {
  await manager.update(RecordTextEntity, { recordId, field, locale }, change);
}

/** Whether the words, and whose they are, are as before. */
function hasSameWords(before: RecordTextEntity, row: TextRow): boolean {
  return (['text', 'origin', 'engine', 'isSource'] as const).every((part) => before[part] === row[part]);
}

function keyOf({ field, locale }: { field: string; locale: string }): string {
  return `${field} ${locale}`;
}
