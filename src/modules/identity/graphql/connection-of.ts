import { CodedError } from '../../../common/errors';
import type { Viewer, ViewerAccount } from '../../../common/viewer';
import type { GraphqlContext } from '../../../platform/graphql';
import { refusal } from '../access.policy';
import type { Connection } from '../sign-in/sign-in.service';

/** The connection of a call, for cookies. Pages call in this process and only read. */
export function connectionOf({ http }: GraphqlContext): Connection {
  if (!http) throw new CodedError('FORBIDDEN', 'error.forbidden', {}, 403);
  return http;
}

/** The account of who calls; the guard has let nobody else through. */
export function accountOf(viewer: Viewer): ViewerAccount {
  if (!viewer.account) throw refusal(viewer);
  return viewer.account;
}

/** The account and its session; a token has none and is refused. */
export function sessionOf(viewer: Viewer): ViewerAccount & { sessionId: string } {
  const account = accountOf(viewer);
  if (!account.sessionId) throw refusal(viewer);
  return { ...account, sessionId: account.sessionId };
}
