import type { AccessScope, Operation } from '../../src/modules/identity';
import type { DocumentedRule } from './access-document';
import type { Person, World } from './access-world';

/** One call of a root or a route on one thing. */
export interface AccessCall {
  /** what it is done to: `own network`, `foreign record`, … */
  target: string;
  scope: AccessScope;
  /** GraphQL; what is left out of `variables` is up to the root */
  document?: string;
  variables?: Record<string, unknown>;
  /** a route, in place of GraphQL */
  path?: string;
  init?: RequestInit;
  /** nothing in the answer means that the person may not know of it */
  isNullRefusal?: boolean;
  /** it asks for something that is not there, so NOT_FOUND is the answer of who was let through */
  isUnknown?: boolean;
  /** nothing in the list that is answered means that the person may not know of it */
  isEmptyRefusal?: boolean;
  /** who may, where that is not for the case's row of the document alone: audiences, another row, being the author */
  isMeant?: (rules: ReadonlyMap<string, DocumentedRule>) => boolean;
}

/** How a root or route is called, and what the table has to say of it. */
export interface AccessCase {
  /** `Query.rolesIn`, `Mutation.signIn`, `GET /health` */
  root: string;
  /** a row of docs/access.md; `anyone` is what everybody may */
  operation: Operation | 'anyone';
  /** what the root declares, where that is a wider door before the one that the service asks at */
  declares?: Operation;
  /**
   * Calls to make as this person. Where they may, what they ask for is refused for a reason of its own (a wrong password,
   * an unknown link), or done to something made for the call, so that nothing is different for the next.
   */
  calls(world: World, person: Person): AccessCall[] | Promise<AccessCall[]>;
  /** true: the call ends sessions, so somebody like the person makes it */
  asDouble?: true;
}

export const NOTHING: AccessScope = {};
export const UNKNOWN_ID = '7d2f6a3e-0000-4000-8000-000000000001';

/** Wherever the person has a role: for lists that hold what is theirs and nothing else. */
export function ownPlaces({ viewer }: Person): AccessScope {
  const places = (viewer.account?.grants ?? []).flatMap(({ scopeId }) => scopeId ?? []);
  return { ownerId: places[0] ?? null, cityIds: places, networkIds: places };
}

/** A call without anything that it is done to. */
export function plain(
  root: string,
  operation: AccessCase['operation'],
  document: string,
  variables: Record<string, unknown> = {},
): AccessCase {
  return { root, operation, calls: () => [{ target: 'site', scope: NOTHING, document, variables }] };
}

/** A call about the account of whoever makes it. */
export function about(
  root: string,
  operation: AccessCase['operation'],
  document: string,
  variables: Record<string, unknown> = {},
): AccessCase {
  return {
    root,
    operation,
    calls: (_world, { accountId }) => [
      { target: 'their account', scope: { accountId }, document, variables },
    ],
  };
}
