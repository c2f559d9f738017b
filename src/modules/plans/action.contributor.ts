import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CodedError } from '../../common/errors';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import {
  type AdditionalWords,
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
  SlugTakenError,
  type TextFieldDefinition,
} from '../records';
import { conceptNode, VocabularyService } from '../vocabulary';
import { ActionFields } from './plan.content';
import { ActionEntity, MilestoneEntity } from './plan.entities';

/** What an officer elsewhere needs in order to judge an action; the rest is translated when somebody asks. */
const CORE = ['problem', 'description', 'milestones.*.title'];
const FIELDS = ['shortDescription', 'contribution'];
const BODY = ['statusQuo', 'vision', 'risks', 'progress', 'indicators.*.title'];

@Injectable()
export class ActionContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.ACTION;
  readonly typeName = 'Action';
  readonly fieldsType = ActionFields;
  readonly textFields: readonly TextFieldDefinition[] = [
    { path: 'title', weight: 'title' },
    { path: 'summary', weight: 'summary' },
    ...CORE.map((path): TextFieldDefinition => ({ path, weight: 'field', translated: 'always' })),
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

  async apply(
    manager: EntityManager,
    id: string,
    content: RecordContent,
    position: number | null,
  ): Promise<void> {
    const fields = content.fields as unknown as ActionFields;
    if (!fields.plan)
      throw new CodedError('CONTENT_INVALID', 'error.content.invalid', { fields: 'fields.plan' });
    // Two plans that name an action alike have two actions: neither takes the other's.
    const before = await manager.findOneBy(ActionEntity, { id });
    if (before && before.planId !== fields.plan) throw new SlugTakenError(content.slug);
    await manager.upsert(
      ActionEntity,
      rowOf(id, fields, fields.plan, position ?? (await this.placeOf(manager, id, fields.plan))),
      ['id'],
    );
    await manager.delete(MilestoneEntity, { actionId: id });
    await manager.insert(MilestoneEntity, milestonesOf(id, fields));
  }

  async applyNew(
    manager: EntityManager,
    records: readonly { recordId: string; content: RecordContent }[],
  ): Promise<void> {
    const plans = records.map(({ content }) => (content.fields as unknown as ActionFields).plan);
    if (plans.some((plan) => !plan))
      throw new CodedError('CONTENT_INVALID', 'error.content.invalid', { fields: 'fields.plan' });
    const last: { plan: string; next: number }[] = await manager.query(
      `SELECT plan_id AS plan, max(position) + 1 AS next FROM action WHERE plan_id = ANY($1::uuid[]) GROUP BY plan_id`,
      [plans],
    );
    const next = new Map(last.map((row) => [row.plan, row.next]));
    const rows = records.map(({ recordId, content }) => {
      const fields = content.fields as unknown as ActionFields;
      const plan = fields.plan ?? '';
      const position = next.get(plan) ?? 0;
      next.set(plan, position + 1);
      return rowOf(recordId, fields, plan, position);
    });
    await manager.insert(ActionEntity, rows);
    await manager.insert(
      MilestoneEntity,
      records.flatMap(({ recordId, content }) =>
        milestonesOf(recordId, content.fields as unknown as ActionFields),
      ),
    );
  }

  /** An action that is published by itself keeps its place in the plan; a new one comes last. */
  private async placeOf(manager: EntityManager, id: string, planId: string): Promise<number> {
    const rows: { position: number }[] = await manager.query(
      `SELECT coalesce((SELECT position FROM action WHERE id = $1),
         (SELECT max(position) + 1 FROM action WHERE plan_id = $2), 0) AS position`,
      [id, planId],
    );
    return rows[0]?.position ?? 0;
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, plan_id AS "planId", objective, code, ordinal, action_kind AS "actionKind",
         lead_departments AS "leadDepartments", external_leads AS "externalLeads", other_actors AS "otherActors",
         cost, funding_status AS "fundingStatus", funding, policy_links AS "policyLinks",
         indicators AS "indicatorItems", progress_percent::float8 AS "progressPercent"
       FROM action WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    return {
      ...details,
      actionKind: conceptNode(String(details['actionKind']), shownLocale),
      cost: presentCost(details['cost'] as unknown as CostContent | null, this.vocabulary, shownLocale),
      fundingStatus: conceptNode(details['fundingStatus'] as string | null, shownLocale),
      funding: presentFunding(details['funding'] as unknown as FundingShareContent[], shownLocale),
    };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const details = await this.loadDetails(manager, ids);
    const kinds: { id: string; planKind: string }[] = await manager.query(
      `SELECT a.id, p.plan_kind AS "planKind" FROM action a JOIN plan p ON p.id = a.plan_id
       WHERE a.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(
      [...details].map(([id, own]) => {
        const euro = costInEuro(own['cost'] as unknown as CostContent | null);
        const planKind = kinds.find((row) => row.id === id)?.planKind;
        return [
          id,
          {
            PLAN_KIND: planKind ? [planKind] : [],
            COST_BAND: [this.vocabulary.bandOf('cost-band', euro)?.id ?? 'cost-band/not-reported'],
            FUNDING_STATUS: [(own['fundingStatus'] as string | null) ?? 'funding-status/unknown'],
            FUNDING_SOURCE: fundingSources(own['funding']),
          },
        ];
      }),
    );
  }

  /** An action is found by who does it, and by its plan's title where whoever finds the action may read that. */
  async loadAdditionalWords(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, AdditionalWords[]>> {
    const titles: { id: string; locale: Locale; text: string }[] = await manager.query(
      `SELECT a.id, t.locale, t.text FROM action a
       JOIN record r ON r.id = a.id
       JOIN record p ON p.id = a.plan_id AND p.state = 'PUBLISHED'
         AND (r.audience <@ p.audience OR 'public' = ANY(p.audience))
       JOIN record_text t ON t.record_id = a.plan_id AND t.field = 'title'
       WHERE a.id = ANY($1::uuid[]) AND t.state IN ('CURRENT', 'STALE')`,
      [ids],
    );
    const words = new Map<string, AdditionalWords[]>();
    for (const [id, own] of await this.loadDetails(manager, ids)) {
      const parties = ['leadDepartments', 'externalLeads', 'otherActors'].flatMap((field) =>
        (own[field] as string[]).map((text): AdditionalWords => ({
          locale: null,
          weight: 'body',
          text,
          field,
        })),
      );
      words.set(id, parties);
    }
    for (const { id, locale, text } of titles) {
      words.get(id)?.push({ locale, weight: 'field', text, field: 'plan' });
    }
    return words;
  }
}

const rowOf = (id: string, fields: ActionFields, planId: string, position: number): ActionEntity => ({
  id,
  planId,
  position,
  objective: fields.objective ?? null,
  code: fields.code ?? null,
  ordinal: fields.ordinal ?? null,
  actionKind: fields.actionKind,
  leadDepartments: fields.leadDepartments,
  externalLeads: fields.externalLeads,
  otherActors: fields.otherActors,
  cost: fields.cost ?? null,
  fundingStatus: fields.fundingStatus ?? null,
  funding: fields.funding ?? [],
  policyLinks: fields.policyLinks ?? [],
  indicators: fields.indicators ?? [],
  progressPercent: fields.progressPercent ?? null,
});

const milestonesOf = (actionId: string, { milestones = [] }: ActionFields): MilestoneEntity[] =>
  milestones.map(({ id, due, status }, position) => ({
    actionId,
    id,
    position,
    due: due ?? null,
    status: status ?? null,
  }));
