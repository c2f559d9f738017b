import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Role } from '../../../common/viewer';
import { AccountsService } from '../../identity';
import { GateHolder, GateRole, type Holders } from './gates';

/** Who could look at what an owner hands in, in a network. */
@Injectable()
export class ReviewPeopleQuery {
  constructor(private readonly accounts: AccountsService) {}

  async holders(manager: EntityManager, ownerId: string | null, networkId: string | null): Promise<Holders> {
    const places = [ownerId, networkId].filter((id) => id !== null);
    const grants = await this.accounts.holders(
      manager,
      [Role.COORDINATOR, Role.EXPERT, Role.OFFICER],
      [...new Set(places)],
    );
    const having = (role: Role, scopeId: string | null): string[] =>
      grants
        .filter((grant) => grant.role === role && grant.scopeId === scopeId)
        .map((grant) => grant.accountId);
    const keepers = networkId ? await this.keepers(manager, networkId) : [];
    return {
      [GateRole.COORDINATOR]: [...new Set([...having(Role.COORDINATOR, networkId), ...keepers])],
      [GateRole.EXPERT]: [...new Set([...having(Role.EXPERT, networkId), ...keepers])],
      [GateRole.OFFICER]: having(Role.OFFICER, ownerId),
    };
  }

  async administrators(manager: EntityManager): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `SELECT DISTINCT g.account_id AS id FROM role_grant g JOIN account a ON a.id = g.account_id
       WHERE g.role = 'ADMINISTRATOR' AND a.disabled_at IS NULL
         AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())`,
    );
    return rows.map(({ id }) => id);
  }

  /** Those whom a waiting gate asks, without its authors. */
  async ofGate(
    manager: EntityManager,
    holder: GateHolder,
    ownerId: string | null,
    networkId: string | null,
    authors: readonly string[],
  ): Promise<string[]> {
    const asked =
      holder === GateHolder.ADMINISTRATOR
        ? await this.administrators(manager)
        : (await this.holders(manager, ownerId, networkId))[GateRole[holder]];
    return asked.filter((id) => !authors.includes(id));
  }

  /** Officers of whoever keeps a closed network. */
  private async keepers(manager: EntityManager, networkId: string): Promise<string[]> {
    const rows: { keeperId: string }[] = await manager.query(
      'SELECT keeper_id AS "keeperId" FROM network WHERE id = $1 AND closed AND keeper_id IS NOT NULL',
      [networkId],
    );
    if (!rows[0]) return [];
    const grants = await this.accounts.holders(manager, [Role.OFFICER, Role.COORDINATOR], [rows[0].keeperId]);
    return grants.map(({ accountId }) => accountId);
  }
}
