import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { TextState } from '../../common/localized-text';
import { RecordState } from '../../common/records';
import type { RecordContent } from './content/record-content';
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
import { sourceHash } from './text-hash';

/** Applies a validated document to the live tables. Knows how live rows look; not when they may change. */
@Injectable()
export class RecordWriter {
  constructor(private readonly kinds: KindRegistry) {}

  /** `position`: place among siblings, for a plan's actions. */
  async apply(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    position: number,
  ): Promise<void> {
    await this.applySpine(manager, recordId, content);
    await this.applyTexts(manager, recordId, content);
    await this.applyLinks(manager, recordId, content);
    await this.kinds.get(content.kind).apply(manager, recordId, content, position);
  }

  private async applySpine(manager: EntityManager, recordId: string, content: RecordContent): Promise<void> {
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
    await manager.upsert(RecordSlugEntity, { slug: content.slug, recordId }, ['slug']);
  }

  /**
   * Texts of the document replace those in place. A translation that the document does not hold (made by a machine
   * after the draft was begun) stays, and is stale where its source has changed since.
   */
  private async applyTexts(manager: EntityManager, recordId: string, content: RecordContent): Promise<void> {
    const hashes = new Map(content.texts.filter((t) => t.isSource).map((t) => [t.field, sourceHash(t.text)]));
    const kept = await manager.find(RecordTextEntity, { where: { recordId } });
    const written = new Set(content.texts.map((t) => `${t.field} ${t.locale}`));
    for (const row of kept) {
      if (written.has(`${row.field} ${row.locale}`)) continue;
      const hash = hashes.get(row.field);
      const key = { recordId, field: row.field, locale: row.locale };
      if (hash === undefined || row.isSource) await manager.delete(RecordTextEntity, key);
      else if (row.sourceHash !== hash && row.state === TextState.CURRENT) {
        await manager.update(RecordTextEntity, key, { state: TextState.STALE });
      }
    }
    if (content.texts.length === 0) return;
    // The unique index on sources allows no moment with two, so what was a source gives way first.
    await manager.update(RecordTextEntity, { recordId, isSource: true }, { isSource: false });
    await manager.upsert(
      RecordTextEntity,
      content.texts.map((text) => ({
        recordId,
        field: text.field,
        locale: text.locale,
        text: text.text.normalize('NFC'),
        origin: text.origin,
        state: text.state ?? TextState.CURRENT,
        engine: text.engine ?? null,
        isSource: text.isSource ?? false,
        sourceHash: text.isSource ? null : (hashes.get(text.field) ?? null),
        updatedAt: () => 'now()',
      })),
      ['recordId', 'field', 'locale'],
    );
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
