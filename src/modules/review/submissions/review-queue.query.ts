import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Role, type RoleGrant } from '../../../common/viewer';
import type { Actor } from '../actor';
import { GateHolder } from '../lifecycle/gates';
import { ReviewState } from '../lifecycle/lifecycle';
import {
  authorsOf,
  type QueueFilter,
  type Submission,
  type SubmissionBatch,
  SubmissionQuery,
} from './submission.query';

const LIMIT = 200;
const BATCH_LIMIT = 20;
const IN_NETWORK: readonly Role[] = [Role.COORDINATOR, Role.EXPERT, Role.KEEPER];
const QUEUE_ROLES: readonly Role[] = [...IN_NETWORK, Role.OFFICER];

export interface ViewerQueueFilter extends Omit<QueueFilter, 'reviewerId'> {
  /** those alone that they have, or that wait at a gate of theirs */
  mine: boolean;
}

/** What waits for somebody's look. */
@Injectable()
export class ReviewQueueQuery {
  constructor(private readonly submissions: SubmissionQuery) {}

  async forViewer(
    manager: EntityManager,
    { account }: Actor,
    { mine, ...filter }: ViewerQueueFilter,
  ): Promise<Submission[]> {
    const scopes = scopesOf(account.grants);
    const found: Submission[] = [];
    for (let after = filter.after ?? null; ;) {
      const page = await this.submissions.queue(manager, scopes, { ...filter, after }, LIMIT);
      found.push(...(mine ? page.filter((one) => isFor(account.id, account.grants, one)) : page));
      if (page.length < LIMIT || found.length >= LIMIT) return found.slice(0, LIMIT);
      after = page.at(-1)?.id ?? null;
    }
  }

  /** What came in together and waits where they have a say. */
  async batches(manager: EntityManager, { account }: Actor): Promise<SubmissionBatch[]> {
    return this.submissions.batches(manager, scopesOf(account.grants), BATCH_LIMIT);
  }
}

/** Places whose queue is theirs; null: all of the site's. */
function scopesOf(grants: readonly RoleGrant[]): string[] | null {
  if (grants.some(({ role }) => role === Role.ADMINISTRATOR)) return null;
  return grants.flatMap(({ role, scopeId }) => (scopeId && QUEUE_ROLES.includes(role) ? [scopeId] : []));
}

function isFor(accountId: string, grants: readonly RoleGrant[], submission: Submission): boolean {
  if (authorsOf(submission).includes(accountId)) return false;
  if (submission.state === ReviewState.IN_REVIEW) return submission.reviewerId === accountId;
  if (submission.state !== ReviewState.SUBMITTED) return false;
  const holder = submission.gates[submission.gate]?.holder;
  return holder ? grants.some((grant) => isHeldBy(holder, grant, submission)) : false;
}

/** Whether a role is one that a gate asks. */
export function isHeldBy(
  holder: GateHolder,
  { role, scopeId }: RoleGrant,
  { ownerId, networkId }: Pick<Submission, 'ownerId' | 'networkId'>,
): boolean {
  switch (holder) {
    case GateHolder.ADMINISTRATOR:
      return role === Role.ADMINISTRATOR;
    case GateHolder.OFFICER:
      return role === Role.OFFICER && scopeId === ownerId;
    case GateHolder.COORDINATOR:
      return (role === Role.COORDINATOR || role === Role.KEEPER) && scopeId === networkId;
    case GateHolder.EXPERT:
      return (role === Role.EXPERT || role === Role.KEEPER) && scopeId === networkId;
  }
}
