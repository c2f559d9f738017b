import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { AuditTrail } from '../../../platform/audit';
import { requireAccess } from '../../identity';
import type { Actor } from '../actor';
import { ReviewError } from '../review-errors';
import { ReviewScopeQuery } from '../review-scope.query';
import { GateRole, type GateRule, strictestRule } from './gates';

/** One thing that a network looks at when it judges quality. Scored 0 to 5. */
export interface Criterion {
  /** stable over changes of its words */
  id: string;
  /** what is asked, by language; at least one */
  labels: Record<Locale, string>;
  /** a submission passes only when it has a score */
  required: boolean;
}

export interface ReviewRule {
  scopeId: string;
  gates: GateRule;
  reviewDays: number;
  /** days before the deadline */
  reminderDays: number;
  criteria: Criterion[];
}

const RULES: readonly string[] = ['', GateRole.COORDINATOR, `${GateRole.COORDINATOR},${GateRole.EXPERT}`];
const MAX_CRITERIA = 40;
const DEFAULTS = { reviewDays: 14, reminderDays: 3, criteria: [] };

/** What owners and networks ask for before something is published. */
@Injectable()
export class ReviewRulesService {
  constructor(
    private readonly scopes: ReviewScopeQuery,
    private readonly audit: AuditTrail,
  ) {}

  async find(manager: EntityManager, scopeId: string): Promise<ReviewRule | null> {
    const rows: ReviewRule[] = await manager.query(
      `SELECT scope_id AS "scopeId", gates, review_days AS "reviewDays", reminder_days AS "reminderDays", criteria
       FROM review_rule WHERE scope_id = $1`,
      [scopeId],
    );
    return rows[0] ?? null;
  }

  /**
   * What holds for what this owner hands in, in this network: the stricter gates of both, and the network's deadlines
   * and criteria. A network that said nothing has its coordinators look; an owner outside any network publishes itself.
   */
  async effective(
    manager: EntityManager,
    ownerId: string | null,
    networkId: string | null,
  ): Promise<ReviewRule> {
    const own = ownerId ? await this.find(manager, ownerId) : null;
    const network = networkId && networkId !== ownerId ? await this.find(manager, networkId) : own;
    const unsaid = networkId ? [GateRole.COORDINATOR] : [];
    const wanted = networkId ? (network?.gates ?? unsaid) : null;
    const gates = strictestRule(own?.gates ?? null, wanted) ?? unsaid;
    const { reviewDays, reminderDays, criteria } = network ?? own ?? DEFAULTS;
    return { scopeId: networkId ?? ownerId ?? '', gates, reviewDays, reminderDays, criteria };
  }

  async set(manager: EntityManager, actor: Actor, rule: ReviewRule): Promise<ReviewRule> {
    const scope = await this.scopes.record(manager, rule.scopeId);
    const isNetwork = scope.kind === RecordKind.NETWORK;
    requireAccess(actor.viewer, isNetwork ? 'network.settings' : 'record.gates', {
      ownerId: scope.id,
      networkIds: isNetwork ? [scope.id] : [],
    });
    this.check(rule);
    await manager.query(
      `INSERT INTO review_rule (scope_id, gates, review_days, reminder_days, criteria, updated_by)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (scope_id) DO UPDATE SET gates = EXCLUDED.gates, review_days = EXCLUDED.review_days,
         reminder_days = EXCLUDED.reminder_days, criteria = EXCLUDED.criteria, updated_by = EXCLUDED.updated_by,
         updated_at = now()`,
      [
        rule.scopeId,
        rule.gates,
        rule.reviewDays,
        rule.reminderDays,
        JSON.stringify(rule.criteria),
        actor.account.id,
      ],
    );
    await this.audit.write(manager, {
      action: 'rule.set',
      actorId: actor.account.id,
      client: actor.client,
      recordId: rule.scopeId,
      scopes: [rule.scopeId],
      facts: { gates: [...rule.gates], reviewDays: rule.reviewDays, criteria: rule.criteria.length },
    });
    return rule;
  }

  private check({ gates, reviewDays, reminderDays, criteria }: ReviewRule): void {
    if (!RULES.includes(gates.join(','))) throw new ReviewError('RULE_INVALID', 'gates');
    if (!isWhole(reviewDays, 1, 365)) throw new ReviewError('RULE_INVALID', 'reviewDays');
    if (!isWhole(reminderDays, 0, reviewDays)) throw new ReviewError('RULE_INVALID', 'reminderDays');
    const ids = criteria.map(({ id }) => id);
    const isUsable = ({ id, labels }: Criterion): boolean =>
      /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) &&
      id.length <= 80 &&
      Object.values(labels).length > 0 &&
      Object.values(labels).every((words) => words.trim() !== '' && words.length <= 500);
    if (criteria.length > MAX_CRITERIA || new Set(ids).size < ids.length || !criteria.every(isUsable)) {
      throw new ReviewError('RULE_INVALID', 'criteria');
    }
  }
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
