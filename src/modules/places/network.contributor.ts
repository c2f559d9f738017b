import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import {
  type FacetValues,
  type FundingShareContent,
  fundingSources,
  type KindContributor,
  KindRegistry,
  presentFunding,
  type RecordContent,
  rowsById,
} from '../records';
import { conceptNode } from '../vocabulary';
import { keyInWords } from './place.contributors';
import { withheldMemberships } from './membership-search';
import { NetworkFields } from './place.content';
import { MembershipEntity, NetworkEntity } from './place.entities';

@Injectable()
export class NetworkContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.NETWORK;
  readonly typeName = 'Network';
  readonly fieldsType = NetworkFields;
  readonly textFields = [
    { path: 'title', weight: 'title', translated: 'never' },
    { path: 'summary', weight: 'summary' },
    { path: 'objectives', weight: 'field' },
    { path: 'funding', weight: 'field' },
    { path: 'memberships.*.text', weight: 'body' },
    { path: 'memberships.*.localGroup', weight: 'body' },
  ] as const;

  constructor(private readonly kinds: KindRegistry) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as NetworkFields;
    await manager.upsert(
      NetworkEntity,
      {
        id,
        networkKind: fields.networkKind,
        parentId: fields.parent ?? null,
        programme: fields.programme ?? null,
        closed: fields.closed,
        keeperId: fields.keeper ?? null,
        funding: fields.funding ?? [],
        website: fields.website ?? null,
      },
      ['id'],
    );
    await manager.delete(MembershipEntity, { networkId: id });
    await manager.insert(
      MembershipEntity,
      (fields.memberships ?? []).map((membership, position) => ({
        networkId: id,
        id: membership.id,
        position,
        memberId: membership.member,
        role: membership.role,
        startDate: membership.start ?? null,
        endDate: membership.end ?? null,
        targetGroups: membership.targetGroups,
        budgetAmount: membership.budget?.amount ?? null,
        budgetCurrency: membership.budget?.currency ?? null,
        budgetStatedBy: membership.budget?.statedBy ?? null,
        funding: membership.funding ?? [],
        planId: membership.plan ?? null,
        localPage: membership.localPage ?? null,
      })),
    );
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, network_kind AS "networkKind", parent_id AS "parentId", programme, closed,
         keeper_id AS "keeperId", funding, website
       FROM network WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    const kind = String(details['networkKind']);
    return {
      ...details,
      networkKind: keyInWords(kind),
      networkKindConcept: conceptNode(kind, shownLocale),
      funding: presentFunding(details['funding'] as unknown as FundingShareContent[], shownLocale),
    };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const details = await this.loadDetails(manager, ids);
    return new Map([...details].map(([id, own]) => [id, { FUNDING_SOURCE: fundingSources(own['funding']) }]));
  }

  loadWithheldParts(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string[]>> {
    return withheldMemberships(manager, ids);
  }

  /** Members are found by what they do here. */
  async loadDependents(manager: EntityManager, recordId: string): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `SELECT DISTINCT m.member_id AS id FROM membership m JOIN record r ON r.id = m.member_id
       WHERE m.network_id = $1 AND r.state = 'PUBLISHED'`,
      [recordId],
    );
    return rows.map(({ id }) => id);
  }
}
