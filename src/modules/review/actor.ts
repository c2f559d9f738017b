import type { Viewer, ViewerAccount } from '../../common/viewer';
import { type AuditClient, clientOf } from '../../platform/audit';
import { refusal } from '../identity';

/** Who does something, and from which kind of client. */
export interface Actor {
  viewer: Viewer;
  account: ViewerAccount;
  client: AuditClient;
}

/** Throws UNAUTHENTICATED where nobody is signed in. */
export function actorOf(viewer: Viewer, client: AuditClient = clientOf(viewer)): Actor {
  if (!viewer.account) throw refusal(viewer);
  return { viewer, account: viewer.account, client };
}
