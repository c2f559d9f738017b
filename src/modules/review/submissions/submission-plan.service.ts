import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../../identity';
import type { Actor } from '../actor';
import { type Gate, GateHolder, GateState, type Holders, nextGate, planGates } from '../lifecycle/gates';
import { ReviewState } from '../lifecycle/lifecycle';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { ReviewRulesService } from '../lifecycle/review-rules.service';

/** What awaits a draft that is handed in for the first time. */
export interface SubmissionPlan {
  state: ReviewState.SUBMITTED | ReviewState.PUBLISHED;
  gates: Gate[];
  /** the gate that looks first; null: none, it is published */
  gate: number | null;
  /** null where nobody looks */
  reviewDays: number | null;
  /** handed in by somebody who is no officer of its owner */
  onBehalf: boolean;
  holders: Holders;
}

/** Plans the way of drafts that one person hands in for one owner in one network: it is the same for all of them. */
@Injectable()
export class SubmissionPlanner {
  constructor(
    private readonly rules: ReviewRulesService,
    private readonly people: ReviewPeopleQuery,
  ) {}

  async plan(
    manager: EntityManager,
    { viewer, account }: Actor,
    ownerId: string | null,
    networkId: string | null,
    draftAuthorId: string | null,
  ): Promise<SubmissionPlan> {
    const rule = await this.rules.effective(manager, ownerId, networkId);
    const holders = await this.people.holders(manager, ownerId, networkId);
    const mayPublish = may(viewer, 'record.publish', { ownerId, networkIds: networkId ? [networkId] : [] });
    const authors = [account.id, ...(draftAuthorId ? [draftAuthorId] : [])];
    const gates = planGates(rule.gates, holders, authors, mayPublish);
    const gate = nextGate(gates);
    const isOfficer = holders.OFFICER.includes(account.id);
    return {
      state: gate === null ? ReviewState.PUBLISHED : ReviewState.SUBMITTED,
      gates,
      gate,
      reviewDays: gate === null ? null : rule.reviewDays,
      // What a network owns is nobody else's to confirm.
      onBehalf: !isOfficer && ownerId !== networkId && ownerId !== null,
      holders,
    };
  }
}

/** The network that lets a record in by its publication; none where it is still to be asked. */
export function acceptedIn(
  { gates, authorId, ownerId, networkId }: Pick<Decided, 'gates' | 'authorId' | 'ownerId' | 'networkId'>,
  { COORDINATOR }: Holders,
): string[] {
  const passedIn = gates.some(
    ({ state, holder }) =>
      state === GateState.PASSED && (holder === GateHolder.COORDINATOR || holder === GateHolder.EXPERT),
  );
  const accepts = networkId !== null && (passedIn || COORDINATOR.includes(authorId) || networkId === ownerId);
  return accepts ? [networkId] : [];
}

/** The officer who handed it in or let it pass has confirmed it; null: it waits for one. */
export function confirmedBy({
  gates,
  onBehalf,
  authorId,
}: Pick<Decided, 'gates' | 'onBehalf' | 'authorId'>): string | null {
  const officer = gates.find(
    ({ holder, state }) => holder === GateHolder.OFFICER && state === GateState.PASSED,
  );
  return onBehalf ? (officer?.by ?? null) : authorId;
}

interface Decided {
  gates: readonly Gate[];
  onBehalf: boolean;
  authorId: string;
  ownerId: string | null;
  networkId: string | null;
}
