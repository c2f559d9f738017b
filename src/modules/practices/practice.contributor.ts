import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import {
  type CostContent,
  costInEuro,
  type FacetValues,
  type FundingShareContent,
  fundingSources,
  type KindContributor,
  KindRegistry,
  presentCost,
  presentFunding,
  type RecordContent,
  rowsById,
  type TextFieldDefinition,
} from '../records';
import { conceptNode, VocabularyService } from '../vocabulary';
import { PracticeFields } from './practice.content';
import { PracticeEntity } from './practice.entity';

const FIELDS = ['challenge', 'objectives', 'solution', 'participationApproach', 'results', 'lessons'];
const BODY = [
  'steps',
  'successFactors',
  'limitingFactors',
  'whatDidNotWork',
  'legalBackground',
  'transferConditions',
  'evidence.*.claim',
  'evidence.*.indicator',
];

@Injectable()
export class PracticeContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.PRACTICE;
  readonly typeName = 'Practice';
  readonly fieldsType = PracticeFields;
  readonly textFields: readonly TextFieldDefinition[] = [
    { path: 'title', weight: 'title' },
    { path: 'summary', weight: 'summary' },
    ...FIELDS.map((path): TextFieldDefinition => ({ path, weight: 'field' })),
    ...BODY.map((path): TextFieldDefinition => ({ path, weight: 'body' })),
  ];

  constructor(
    private readonly kinds: KindRegistry,
    private readonly vocabulary: VocabularyService,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as PracticeFields;
    await manager.upsert(
      PracticeEntity,
      {
        id,
        tier: fields.tier,
        evidence: fields.evidence ?? [],
        cost: fields.cost ?? null,
        funding: fields.funding ?? [],
        staff: fields.staff ?? null,
        volunteers: fields.volunteers ?? null,
        participants: fields.participants ?? null,
        recurrence: fields.recurrence ?? null,
        lastConfirmed: fields.lastConfirmed ?? null,
        leadOrganisationId: fields.leadOrganisation ?? null,
        partners: fields.partners ?? [],
        sourceTitle: fields.sourceTitle ?? null,
      },
      ['id'],
    );
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, tier, evidence AS "evidenceItems", cost, funding, staff::float8 AS staff, volunteers, participants,
         recurrence, last_confirmed AS "lastConfirmed", lead_organisation_id AS "leadOrganisationId",
         partners AS "partnerItems", source_title AS "sourceTitle"
       FROM practice WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    return {
      ...details,
      tier: conceptNode(String(details['tier']), shownLocale),
      cost: presentCost(details['cost'] as unknown as CostContent | null, this.vocabulary, shownLocale),
      funding: presentFunding(details['funding'] as unknown as FundingShareContent[], shownLocale),
      recurrence: conceptNode(details['recurrence'] as string | null, shownLocale),
    };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const details = await this.loadDetails(manager, ids);
    return new Map(
      [...details].map(([id, own]) => {
        const euro = costInEuro(own['cost'] as unknown as CostContent | null);
        const band = this.vocabulary.bandOf('cost-band', euro)?.id ?? 'cost-band/not-reported';
        return [id, { COST_BAND: [band], FUNDING_SOURCE: fundingSources(own['funding']) }];
      }),
    );
  }
}
