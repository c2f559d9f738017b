import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
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
} from './record.entities';
import { SlugTakenError } from './slug-taken.error';
import { RecordTextWriter } from './record-text-writer';

/** Networks whose coordinators let the record in by publishing it; `all` is for the demo, whose networks did. */
export type AcceptedIn = readonly string[] | 'all';

/** Applies a validated document to the live tables. Knows how live rows look; not when they may change. */
@Injectable()
export class RecordWriter {
  constructor(
    private readonly kinds: KindRegistry,
    private readonly texts: RecordTextWriter,
  ) {}

  /** `position`: place among siblings, for a plan's actions; null for a record that is published by itself. */
  async apply(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    position: number | null,
    acceptedIn: AcceptedIn = [],
  ): Promise<void> {
    await this.applySpine(manager, recordId, content);
    await this.texts.apply(manager, recordId, content.texts);
    await this.applyLinks(manager, recordId, content, acceptedIn);
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

  private async applyLinks(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    acceptedIn: AcceptedIn,
  ): Promise<void> {
    const { cities, networks, ask } = content;
    const concepts = [
      ...new Set(Object.values(content.concepts).flatMap((ids: string[] | undefined) => ids ?? [])),
    ];
    await manager.delete(RecordCityEntity, { recordId });
    await manager.delete(RecordAskEntity, { recordId });
    await manager.delete(RecordConceptEntity, { recordId });
    // What a network issued is no part of the document and stays.
    await manager.delete(RecordLabelEntity, { recordId, networkId: IsNull() });
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
        ...decisionOf(before, networkId, acceptedIn),
      })),
      ['recordId', 'networkId'],
    );
  }
}

/** Each network decides for itself: what it said before stands, and being named in a document says nothing. */
function decisionOf(
  before: readonly RecordNetworkEntity[],
  networkId: string,
  acceptedIn: AcceptedIn,
): Pick<RecordNetworkEntity, 'acceptedAt' | 'refusedAt'> {
  const known = before.find((row) => row.networkId === networkId);
  const accepts = acceptedIn === 'all' || acceptedIn.includes(networkId);
  if (accepts) return { acceptedAt: known?.acceptedAt ?? new Date(), refusedAt: null };
  return { acceptedAt: known?.acceptedAt ?? null, refusedAt: known?.refusedAt ?? null };
}
