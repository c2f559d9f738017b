import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Role, type RoleGrant } from '../../../common/viewer';
import type { Actor } from '../actor';
import { GateHolder } from '../lifecycle/gates';
import { ReviewState } from '../lifecycle/lifecycle';
import { authorsOf, type QueueFilter, type Submission, SubmissionQuery } from './submission.query';

const LIMIT = 200;
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
    const isAdministrator = account.grants.some(({ role }) => role === Role.ADMINISTRATOR);
    const scopes = account.grants.flatMap(({ role, scopeId }) =>
      scopeId && QUEUE_ROLES.includes(role) ? [scopeId] : [],
    );
    const found = await this.submissions.queue(manager, isAdministrator ? null : scopes, filter, LIMIT);
    return mine ? found.filter((one) => isFor(account.id, account.grants, one)) : found;
  }
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
