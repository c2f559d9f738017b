import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import {
  type FacetValues,
  type KindContributor,
  KindRegistry,
  presentLinks,
  type RecordContent,
  rowsById,
} from '../records';
import { conceptNode } from '../vocabulary';
import { MethodFields } from './method.content';
import { MethodEntity } from './method.entity';

@Injectable()
export class MethodContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.METHOD;
  readonly typeName = 'Method';
  readonly fieldsType = MethodFields;
  readonly textFields = [
    { path: 'title', weight: 'title' },
    { path: 'summary', weight: 'summary' },
    { path: 'howItWorks', weight: 'field' },
    { path: 'whenToUse', weight: 'field' },
    { path: 'limits', weight: 'field' },
  ] as const;

  constructor(private readonly kinds: KindRegistry) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as MethodFields;
    await manager.upsert(MethodEntity, { id, conceptId: fields.concept, links: fields.links ?? [] }, ['id']);
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      'SELECT id, concept_id AS concept, links FROM method WHERE id = ANY($1::uuid[])',
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    return {
      concept: conceptNode(String(details['concept']), shownLocale),
      links: presentLinks(details['links']),
    };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const details = await this.loadDetails(manager, ids);
    return new Map([...details].map(([id, own]) => [id, { METHOD: [String(own['concept'])] }]));
  }
}
