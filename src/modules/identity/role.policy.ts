import { RecordKind } from '../../common/records';
import { Role, type Viewer } from '../../common/viewer';
import { may } from './access.policy';

/** Roles that can be given in a network, a city, an organisation; null: on the whole site. */
const ROLES_OF_PLACE: Partial<Record<RecordKind, readonly Role[]>> = {
  [RecordKind.NETWORK]: [Role.COORDINATOR, Role.EXPERT, Role.TRANSLATOR],
  [RecordKind.CITY]: [Role.OFFICER, Role.CONTRIBUTOR, Role.TRANSLATOR],
  [RecordKind.ORGANISATION]: [Role.OFFICER, Role.CONTRIBUTOR, Role.TRANSLATOR],
};

/** Where a role is to be given or ended. */
export interface Place {
  id: string;
  kind: RecordKind;
  /** networks that it is a member of and whose coordinator may name its first officer; none where it has one */
  networksOfFirstOfficer: readonly string[];
}

/** Whether such a role exists in such a place; null: an administrator, who has none. */
export function isRoleOf(role: Role, place: Pick<Place, 'kind'> | null): boolean {
  if (place === null) return role === Role.ADMINISTRATOR;
  return ROLES_OF_PLACE[place.kind]?.includes(role) ?? false;
}

/** Whether this viewer may give or end that role there. */
export function mayGiveRole(viewer: Viewer, role: Role, place: Place | null): boolean {
  if (!isRoleOf(role, place)) return false;
  if (place === null) return may(viewer, 'account.manage', {});
  if (place.kind === RecordKind.NETWORK) return may(viewer, 'role.give', { networkIds: [place.id] });
  if (may(viewer, 'role.give', { ownerId: place.id })) return true;
  return (
    role === Role.OFFICER &&
    place.networksOfFirstOfficer.some((id) => may(viewer, 'role.give', { networkIds: [id] }))
  );
}

/** Whether this viewer may see who has a role there. */
export function maySeeRoles(viewer: Viewer, place: Place | null): boolean {
  if (place === null) return may(viewer, 'account.manage', {});
  if (place.kind === RecordKind.NETWORK) return may(viewer, 'role.read', { networkIds: [place.id] });
  return may(viewer, 'role.read', { ownerId: place.id });
}
