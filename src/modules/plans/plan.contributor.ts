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
} from '../records';
import { conceptNode, VocabularyService } from '../vocabulary';
import { type PlanDocumentContent, PlanFields } from './plan.content';
import { PlanEntity } from './plan.entities';

@Injectable()
export class PlanContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.PLAN;
  readonly typeName = 'Plan';
  readonly fieldsType = PlanFields;
  readonly textFields = [
    { path: 'title', weight: 'title' },
    { path: 'summary', weight: 'summary' },
    { path: 'vision', weight: 'field' },
    { path: 'localGroup', weight: 'field' },
    { path: 'funding', weight: 'field' },
    { path: 'objectives.*.title', weight: 'field' },
    { path: 'objectives.*.indicators', weight: 'body' },
    { path: 'governance', weight: 'body' },
    { path: 'risks', weight: 'body' },
    { path: 'monitoring', weight: 'body' },
    { path: 'sections.*.title', weight: 'body' },
    { path: 'sections.*.text', weight: 'body' },
  ] as const;

  constructor(
    private readonly kinds: KindRegistry,
    private readonly vocabulary: VocabularyService,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as PlanFields;
    await manager.upsert(
      PlanEntity,
      {
        id,
        planKind: fields.planKind,
        ordinal: fields.ordinal ?? null,
        supersedesId: fields.supersedes ?? null,
        relatedPlans: fields.relatedPlans ?? [],
        completeness: fields.completeness ?? null,
        objectives: fields.objectives ?? [],
        adoptionState: fields.adoption?.state ?? null,
        adoptionBody: fields.adoption?.body ?? null,
        adoptionDate: fields.adoption?.date ?? null,
        adoptionReference: fields.adoption?.reference ?? null,
        sections: fields.sections ?? [],
        totalCost: fields.totalCost ?? null,
        funding: fields.funding ?? [],
        documents: fields.documents ?? [],
      },
      ['id'],
    );
    if (content.actions) await this.archiveOthers(manager, id, content.actions);
  }

  /** Actions that the plan no longer has are no longer shown; their versions and slugs stay. */
  private async archiveOthers(
    manager: EntityManager,
    planId: string,
    actions: readonly RecordContent[],
  ): Promise<void> {
    await manager.query(
      `UPDATE record SET state = 'ARCHIVED', updated_at = now()
       WHERE state = 'PUBLISHED' AND id IN (SELECT id FROM action WHERE plan_id = $1)
         AND id NOT IN (SELECT record_id FROM record_slug WHERE slug = ANY($2::text[]))`,
      [planId, actions.map(({ slug }) => slug)],
    );
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, plan_kind AS "planKind", ordinal, supersedes_id AS "supersedesId",
         related_plans AS "relatedPlanIds", completeness, objectives AS "objectiveItems",
         adoption_state AS "adoptionState", adoption_body AS "adoptionBody", adoption_date AS "adoptionDate",
         adoption_reference AS "adoptionReference", sections AS "sectionItems", total_cost AS "totalCost", funding,
         documents
       FROM plan WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    const state = details['adoptionState'] as string | null;
    return {
      ...details,
      planKind: conceptNode(String(details['planKind']), shownLocale),
      completeness: conceptNode(details['completeness'] as string | null, shownLocale),
      adoption: state
        ? {
            state: conceptNode(state, shownLocale),
            body: details['adoptionBody'],
            date: details['adoptionDate'],
            reference: details['adoptionReference'],
          }
        : null,
      totalCost: presentCost(
        details['totalCost'] as unknown as CostContent | null,
        this.vocabulary,
        shownLocale,
      ),
      funding: presentFunding(details['funding'] as unknown as FundingShareContent[], shownLocale),
      documents: (details['documents'] as unknown as PlanDocumentContent[]).map((document) => ({
        ...document,
        state: conceptNode(document.state, shownLocale),
      })),
    };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const details = await this.loadDetails(manager, ids);
    return new Map(
      [...details].map(([id, own]) => {
        const euro = costInEuro(own['totalCost'] as unknown as CostContent | null);
        const band = this.vocabulary.bandOf('cost-band', euro)?.id ?? 'cost-band/not-reported';
        return [
          id,
          {
            PLAN_KIND: [String(own['planKind'])],
            COST_BAND: [band],
            FUNDING_SOURCE: fundingSources(own['funding']),
          },
        ];
      }),
    );
  }

  /** An action carries its plan's title. */
  async loadDependents(manager: EntityManager, recordId: string): Promise<string[]> {
    const rows: { id: string }[] = await manager.query('SELECT id FROM action WHERE plan_id = $1', [
      recordId,
    ]);
    return rows.map(({ id }) => id);
  }
}
