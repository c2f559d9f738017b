import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import { type KindContributor, KindRegistry, presentLinks, type RecordContent, rowsById } from '../records';
import { conceptNode } from '../vocabulary';
import { EventFields } from './event.content';
import { EventEntity } from './event.entity';

@Injectable()
export class EventContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.EVENT;
  readonly typeName = 'Event';
  readonly fieldsType = EventFields;
  readonly textFields = [
    { path: 'title', weight: 'title' },
    { path: 'summary', weight: 'summary' },
    { path: 'aims', weight: 'field' },
    { path: 'outputs', weight: 'field' },
  ] as const;

  constructor(private readonly kinds: KindRegistry) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as EventFields;
    await manager.upsert(
      EventEntity,
      {
        id,
        eventKind: fields.eventKind,
        initiativeId: fields.initiative ?? null,
        online: fields.online ?? null,
        place: fields.place ?? null,
        edition: fields.edition ?? null,
        participants: fields.participants ?? null,
        links: fields.links ?? [],
      },
      ['id'],
    );
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, event_kind AS "eventKind", initiative_id AS "initiativeId", online, place, edition, participants,
         links
       FROM event WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    return {
      ...details,
      eventKind: conceptNode(String(details['eventKind']), shownLocale),
      links: presentLinks(details['links']),
    };
  }
}
