import { CodedError } from '../../common/errors';
import { Role, type RoleGrant, TokenScope, type Viewer } from '../../common/viewer';
import { ACCESS_TABLE, type Holder, type Operation, type Reach } from './access.table';

/**
 * What an operation is done to. Name all that applies; what is left out gives nobody access. Networks and cities are those
 * that the stored record stands in, never those that a request names.
 */
export interface AccessScope {
  /** the city, organisation or network that answers for the record or, for an invitation or setting, is meant itself */
  ownerId?: string | null;
  /** cities in which it takes place */
  cityIds?: readonly string[];
  /** networks that it is drafted in or that have accepted it */
  networkIds?: readonly string[];
  /** account that wrote it or handed it in */
  authorId?: string | null;
  /** account that it is about: the holder of a session, a notification, a token */
  accountId?: string | null;
  /** accounts with which the owner shares it */
  sharedWithIds?: readonly string[];
  /** true where the owner lets the network publish; see `as the owner lets` in the table */
  ownerLetsNetwork?: boolean;
}

/** An operation that needs no scope, since it is done to the site or to what the caller is shown anyway. */
export const NO_SCOPE: AccessScope = {};

/** Whether this viewer may do this to that. Pure: it looks at nothing but what it is given. */
export function may(viewer: Viewer, operation: Operation, scope: AccessScope): boolean {
  const { account } = viewer;
  const { holders, token, exceptAuthor } = ACCESS_TABLE[operation];
  if (!account) return holders.some(({ role }) => role === 'ANYONE');
  if (account.token && !isGoodFor(account.token.scopes, token)) return false;
  if (exceptAuthor && account.id === scope.authorId) return false;
  return holders.some((holder) => holds(account.id, account.grants, holder, scope));
}

/** Whether there may be something to which this viewer may do it: decides whether a root is called at all. */
export function maySomewhere(viewer: Viewer, operation: Operation): boolean {
  const { account } = viewer;
  const { holders, token } = ACCESS_TABLE[operation];
  if (!account) return holders.some(({ role }) => role === 'ANYONE');
  if (account.token && !isGoodFor(account.token.scopes, token)) return false;
  return holders.some(({ role }) => !isRole(role) || account.grants.some((grant) => grant.role === role));
}

/** Everything that this viewer may do to that, for `viewerCan` and for pages that hide what is refused. */
export function operationsOf(viewer: Viewer, scope: AccessScope): Operation[] {
  return (Object.keys(ACCESS_TABLE) as Operation[]).filter((operation) => may(viewer, operation, scope));
}

/** Throws UNAUTHENTICATED or SESSION_ENDED (401) for who is not signed in, FORBIDDEN (403) for who may not. */
export function requireAccess(viewer: Viewer, operation: Operation, scope: AccessScope): void {
  if (!may(viewer, operation, scope)) throw refusal(viewer);
}

export function refusal(viewer: Viewer): CodedError {
  if (viewer.account) return new CodedError('FORBIDDEN', 'error.forbidden', {}, 403);
  return viewer.sessionEnded
    ? new CodedError('SESSION_ENDED', 'error.sessionEnded', {}, 401)
    : new CodedError('UNAUTHENTICATED', 'error.signInFirst', {}, 401);
}

/** Every token reads what its account may read: who changes a thing has to see it. */
function isGoodFor(scopes: readonly TokenScope[], needed: TokenScope | null): boolean {
  return needed !== null && (needed === TokenScope.READ || scopes.includes(needed));
}

function isRole(role: Holder['role']): role is Role {
  return role !== 'ANYONE' && role !== 'SIGNED_IN';
}

function holds(
  accountId: string,
  grants: readonly RoleGrant[],
  { role, reach }: Holder,
  scope: AccessScope,
): boolean {
  if (!isRole(role)) return reach === 'anything' || (reach === 'own' && accountId === scope.accountId);
  return grants.some((grant) => grant.role === role && REACHES[reach](grant, accountId, scope));
}

type Rule = (grant: RoleGrant, accountId: string, scope: AccessScope) => boolean;

const inNetwork: Rule = ({ scopeId }, _account, { networkIds = [], ownerId }) =>
  scopeId !== null && (networkIds.includes(scopeId) || scopeId === ownerId);
const ofOwner: Rule = ({ scopeId }, _account, { ownerId }) => scopeId !== null && scopeId === ownerId;
const inCity: Rule = (grant, account, scope) =>
  ofOwner(grant, account, scope) || (grant.scopeId !== null && (scope.cityIds ?? []).includes(grant.scopeId));
const somewhereNear: Rule = (grant, account, scope) =>
  inNetwork(grant, account, scope) || inCity(grant, account, scope);

/** How far a role reaches from the network, city or organisation in which it was given. */
const REACHES: Readonly<Record<Reach, Rule>> = {
  anything: () => true,
  own: (_grant, account, { accountId }) => account === accountId,
  'of the owner': ofOwner,
  'in the city': inCity,
  'in the network': inNetwork,
  'in the network, as the owner lets': (grant, account, scope) =>
    inNetwork(grant, account, scope) && (scope.ownerLetsNetwork === true || scope.ownerId === grant.scopeId),
  'written by them': (grant, account, scope) =>
    account === scope.authorId && somewhereNear(grant, account, scope),
  'shared with them': (grant, account, scope) =>
    (scope.sharedWithIds ?? []).includes(account) && somewhereNear(grant, account, scope),
  'in any network or city of theirs': somewhereNear,
};
