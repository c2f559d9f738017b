import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordKind } from '../../common/records';
import { Role, type Viewer } from '../../common/viewer';
import { refusal } from './access.policy';
import { InputRefused } from './failures';
import { isHeldFrom, type RolePeriod } from './role-period';
import { mayGiveRole, maySeeRoles, type Place } from './role.policy';

export interface GrantRow {
  id: string;
  accountId: string;
  displayName: string;
  role: Role;
  scopeId: string | null;
  from: Date;
  until: Date | null;
}

interface StandingGrant {
  role: Role;
  scopeId: string | null;
  accountId: string;
}

const PLACES: ReadonlySet<string> = new Set([RecordKind.NETWORK, RecordKind.CITY, RecordKind.ORGANISATION]);

/** Who has which role where. */
@Injectable()
export class RolesService {
  /** Null where there is no such network, city or organisation that was ever published. */
  async place(manager: EntityManager, id: string): Promise<Place | null> {
    const [row]: { kind: RecordKind; networks: string[] }[] = await manager.query(
      `SELECT r.kind, CASE WHEN EXISTS (
           SELECT FROM role_grant g WHERE g.scope_id = r.id AND g.role = 'OFFICER'
             AND (g.valid_until IS NULL OR g.valid_until > now()))
         THEN '{}' ELSE array(
           SELECT DISTINCT m.network_id FROM membership m WHERE m.member_id = r.id) END AS networks
       FROM record r WHERE r.id = $1`,
      [id],
    );
    if (!row || !PLACES.has(row.kind)) return null;
    return { id, kind: row.kind, networksOfFirstOfficer: row.networks };
  }

  /** Roles in force or to come in a place; null: administrators. Throws FORBIDDEN. */
  async inPlace(manager: EntityManager, viewer: Viewer, scopeId: string | null): Promise<GrantRow[]> {
    const place = scopeId === null ? null : await this.place(manager, scopeId);
    if ((scopeId !== null && place === null) || !maySeeRoles(viewer, place)) throw refusal(viewer);
    return manager.query(
      `SELECT g.id, g.account_id AS "accountId", a.display_name AS "displayName", g.role, g.scope_id AS "scopeId",
         g.valid_from AS "from", g.valid_until AS until
       FROM role_grant g JOIN account a ON a.id = g.account_id
       WHERE g.scope_id IS NOT DISTINCT FROM $1 AND (g.valid_until IS NULL OR g.valid_until > now())
       ORDER BY g.role, a.display_name, g.id`,
      [scopeId],
    );
  }

  async ofAccount(manager: EntityManager, accountId: string): Promise<GrantRow[]> {
    return manager.query(
      `SELECT g.id, g.account_id AS "accountId", a.display_name AS "displayName", g.role, g.scope_id AS "scopeId",
         g.valid_from AS "from", g.valid_until AS until
       FROM role_grant g JOIN account a ON a.id = g.account_id
       WHERE g.account_id = $1 AND (g.valid_until IS NULL OR g.valid_until > now())
       ORDER BY g.role, g.id`,
      [accountId],
    );
  }

  /**
   * Ends a role from now on. Throws FORBIDDEN, for an unknown one too. The last administrator stays, and so do the last
   * coordinator of a network and the last officer of whoever keeps a closed one: no record is ever without someone who may
   * correct it. Whose own role ends by itself some day, or has not begun, is nobody to leave it to.
   */
  async end(manager: EntityManager, viewer: Viewer, grantId: string): Promise<InputRefused | null> {
    const grant = await this.standing(manager, grantId);
    const place = grant?.scopeId ? await this.place(manager, grant.scopeId) : null;
    if (!grant || !mayGiveRole(viewer, grant.role, place)) throw refusal(viewer);
    return this.endGrant(manager, grantId, grant);
  }

  /** Ends a role of the viewer's own, under the same condition. Throws FORBIDDEN where it is another's. */
  async leave(manager: EntityManager, viewer: Viewer, grantId: string): Promise<InputRefused | null> {
    const grant = await this.standing(manager, grantId);
    if (!grant || grant.accountId !== viewer.account?.id) throw refusal(viewer);
    return this.endGrant(manager, grantId, grant);
  }

  private async standing(manager: EntityManager, grantId: string): Promise<StandingGrant | undefined> {
    const [grant]: StandingGrant[] = await manager.query(
      `SELECT role, scope_id AS "scopeId", account_id AS "accountId" FROM role_grant
       WHERE id = $1 AND (valid_until IS NULL OR valid_until > now())`,
      [grantId],
    );
    return grant;
  }

  private async endGrant(
    manager: EntityManager,
    grantId: string,
    grant: StandingGrant,
  ): Promise<InputRefused | null> {
    const start = await this.startOfEnd(manager, grantId);
    if (!(await this.staysHeld(manager, grant, start, grantId))) {
      return new InputRefused('LAST_OF_ITS_ROLE', 'error.role.last', 'grantId');
    }
    await manager.query('UPDATE role_grant SET valid_until = greatest(valid_from, now()) WHERE id = $1', [
      grantId,
    ]);
    return null;
  }

  /** Ends every role in a place, as its network closes. */
  async endAllIn(manager: EntityManager, scopeId: string): Promise<void> {
    await manager.query(
      `UPDATE role_grant SET valid_until = greatest(valid_from, now())
       WHERE scope_id = $1 AND (valid_until IS NULL OR valid_until > now())`,
      [scopeId],
    );
  }

  /**
   * Whether a role that somebody has to have is held for good from that instant on, `exceptId` left out; true for every
   * other role. Those who hold it are locked, so that of two who go at one moment the second sees that the first has gone.
   */
  async staysHeld(
    manager: EntityManager,
    { role, scopeId }: Pick<StandingGrant, 'role' | 'scopeId'>,
    start: Date,
    exceptId: string | null = null,
  ): Promise<boolean> {
    if (!(await this.isNeeded(manager, role, scopeId))) return true;
    const periods = await this.periods(manager, role, scopeId);
    return isHeldFrom(
      start,
      periods.filter(({ id }) => id !== exceptId),
    );
  }

  /** Whether somebody has the role in a place now, and somebody will on every day to come. */
  async isHeldForGood(manager: EntityManager, role: Role, scopeId: string): Promise<boolean> {
    const [row]: [{ now: Date }] = await manager.query('SELECT now() AS now');
    return isHeldFrom(row.now, await this.periods(manager, role, scopeId));
  }

  private async periods(
    manager: EntityManager,
    role: Role,
    scopeId: string | null,
  ): Promise<(RolePeriod & { id: string })[]> {
    return manager.query(
      `SELECT g.id, g.valid_from AS "from", g.valid_until AS until
       FROM role_grant g JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL
       WHERE g.role = $1 AND g.scope_id IS NOT DISTINCT FROM $2 AND (g.valid_until IS NULL OR g.valid_until > now())
       ORDER BY g.id FOR UPDATE OF g`,
      [role, scopeId],
    );
  }

  /** When a role would end that is ended now: one that has not begun, as it begins. */
  private async startOfEnd(manager: EntityManager, grantId: string): Promise<Date> {
    const [row]: [{ start: Date }] = await manager.query(
      'SELECT greatest(valid_from, now()) AS start FROM role_grant WHERE id = $1',
      [grantId],
    );
    return row.start;
  }

  /** A role that somebody has to have. */
  private async isNeeded(manager: EntityManager, role: Role, scopeId: string | null): Promise<boolean> {
    if (role === Role.ADMINISTRATOR || role === Role.COORDINATOR) return true;
    const kept: unknown[] = await manager.query(
      'SELECT FROM network WHERE closed AND keeper_id = $1 LIMIT 1',
      [scopeId],
    );
    return role === Role.OFFICER && kept.length > 0;
  }
}
