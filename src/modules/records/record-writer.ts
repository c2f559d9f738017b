import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { TextState } from '../../common/localized-text';
import { RecordState } from '../../common/records';
import type { RecordContent, TextContent } from './content/record-content';
import { KindRegistry } from './kind-registry';
import {
  RecordAskEntity,
  RecordCityEntity,
  RecordConceptEntity,
  RecordEntity,
  RecordLabelEntity,
  RecordNetworkEntity,
  RecordSlugEntity,
  RecordTextEntity,
} from './record.entities';
import { SlugTakenError } from './slug-taken.error';
import { sourceHash } from './text-hash';

type TextRow = Omit<RecordTextEntity, 'stateReason' | 'updatedAt'>;

/** Applies a validated document to the live tables. Knows how live rows look; not when they may change. */
@Injectable()
export class RecordWriter {
  constructor(private readonly kinds: KindRegistry) {}

  /** `position`: place among siblings, for a plan's actions; null for a record that is published by itself. */
  async apply(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    position: number | null,
  ): Promise<void> {
    await this.applySpine(manager, recordId, content);
    await this.applyTexts(manager, recordId, content);
    await this.applyLinks(manager, recordId, content);
    await this.kinds.get(content.kind).apply(manager, recordId, content, position);
  }

  private async applySpine(manager: EntityManager, recordId: string, content: RecordContent): Promise<void> {
    const holder = await manager.findOneBy(RecordSlugEntity, { slug: content.slug });
    if (holder && holder.recordId !== recordId) throw new SlugTakenError(content.slug);
    if (!holder) await manager.insert(RecordSlugEntity, { slug: content.slug, recordId });
    await manager.update(RecordEntity, recordId, {
      slug: content.slug,
      sourceLocale: content.sourceLocale,
      state: RecordState.PUBLISHED,
      audience: content.audience,
      ownerId: content.owner ?? null,
      startDate: content.start ?? null,
      endDate: content.end ?? null,
      sourceUrl: content.sourceUrl ?? null,
      licence: content.licence ?? null,
      updatedAt: () => 'now()',
    });
  }

  /**
   * Texts of the document replace those in place. A translation that the document does not hold (made by a machine
   * after the draft was begun) stays. Whoever edits a source leaves its translations as they were, in the document or
   * beside it: those are stale until somebody writes them anew.
   */
  private async applyTexts(manager: EntityManager, recordId: string, content: RecordContent): Promise<void> {
    const hashes = new Map(content.texts.filter((t) => t.isSource).map((t) => [t.field, sourceHash(t.text)]));
    const stored = await manager.find(RecordTextEntity, { where: { recordId } });
    const byKey = new Map(stored.map((row) => [`${row.field} ${row.locale}`, row]));
    const rewritten: TextRow[] = [];
    for (const text of content.texts) {
      const key = `${text.field} ${text.locale}`;
      const row = this.rowOf(recordId, text, hashes);
      const before = byKey.get(key);
      byKey.delete(key);
      if (!before || !hasSameWords(before, row)) {
        rewritten.push(row);
        // The unique index on sources allows no moment with two, so what was a source gives way first.
        if (before?.isSource && !row.isSource) await this.setText(manager, before, { isSource: false });
        continue;
      }
      // Not written again: `updated_at` tells when the words were.
      const state = before.sourceHash === row.sourceHash ? row.state : TextState.STALE;
      if (before.state !== state) await this.setText(manager, before, { state });
    }
    for (const row of byKey.values()) {
      const hash = hashes.get(row.field);
      if (hash === undefined || row.isSource) {
        const { field, locale } = row;
        await manager.delete(RecordTextEntity, { recordId, field, locale });
      } else if (row.sourceHash !== hash && row.state === TextState.CURRENT) {
        await this.setText(manager, row, { state: TextState.STALE });
      }
    }
    if (rewritten.length === 0) return;
    await manager.upsert(
      RecordTextEntity,
      rewritten.map((row) => ({ ...row, updatedAt: () => 'now()' })),
      ['recordId', 'field', 'locale'],
    );
  }

  private rowOf(recordId: string, text: TextContent, hashes: ReadonlyMap<string, string>): TextRow {
    const isSource = text.isSource ?? false;
    return {
      recordId,
      field: text.field,
      locale: text.locale,
      text: text.text.normalize('NFC'),
      origin: text.origin,
      state: text.state ?? TextState.CURRENT,
      engine: text.engine ?? null,
      isSource,
      sourceHash: isSource ? null : (hashes.get(text.field) ?? null),
    };
  }

  private async setText(
    manager: EntityManager,
    { recordId, field, locale }: RecordTextEntity,
    change: Partial<Pick<RecordTextEntity, 'state' | 'isSource'>>,
  ): Promise<void> {
    await manager.update(RecordTextEntity, { recordId, field, locale }, change);
  }

  private async applyLinks(manager: EntityManager, recordId: string, content: RecordContent): Promise<void> {
    const { cities, networks, ask } = content;
    const concepts = [
      ...new Set(Object.values(content.concepts).flatMap((ids: string[] | undefined) => ids ?? [])),
    ];
    await manager.delete(RecordCityEntity, { recordId });
    await manager.delete(RecordAskEntity, { recordId });
    await manager.delete(RecordConceptEntity, { recordId });
    await manager.delete(RecordLabelEntity, { recordId });
    const before = await manager.find(RecordNetworkEntity, { where: { recordId } });
    const gone = before.filter((row) => !networks.includes(row.networkId)).map((row) => row.networkId);
    if (gone.length > 0) await manager.delete(RecordNetworkEntity, { recordId, networkId: In(gone) });
    await manager.insert(
      RecordCityEntity,
      cities.map((cityId, position) => ({ recordId, cityId, position })),
    );
    await manager.insert(
      RecordAskEntity,
      ask.map((askId, position) => ({ recordId, askId, position })),
    );
    await manager.insert(
      RecordConceptEntity,
      concepts.map((conceptId, position) => ({ recordId, conceptId, position })),
    );
    await manager.insert(
      RecordLabelEntity,
      (content.labels ?? []).map(({ label, issuer, date, url }, position) => ({
        recordId,
        position,
        conceptId: label,
        issuer,
        date: date ?? null,
        url: url ?? null,
      })),
    );
    await manager.upsert(
      RecordNetworkEntity,
      networks.map((networkId, position) => ({
        recordId,
        networkId,
        position,
        acceptedAt: acceptedAt(before, networkId),
      })),
      ['recordId', 'networkId'],
    );
  }
}

/** Each network accepts a record for itself; whoever publishes has been let by its rules, so it counts as accepted. */
function acceptedAt(before: readonly RecordNetworkEntity[], networkId: string): Date {
  return before.find((row) => row.networkId === networkId)?.acceptedAt ?? new Date();
}

/** Whether the words, and whose they are, are as before. */
function hasSameWords(before: RecordTextEntity, row: TextRow): boolean {
  return (['text', 'origin', 'engine', 'isSource'] as const).every((part) => before[part] === row[part]);
}
