import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordKind } from '../../../common/records';
import { Role } from '../../../common/viewer';
import { AccountsService } from '../../identity';
import { ReviewError } from '../review-errors';

const OWNERS: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION, RecordKind.NETWORK];

export interface DraftPlace {
  ownerId: string | null;
  ownerKind: RecordKind | null;
  networkId: string | null;
  networkEnded: boolean;
}

/** For whom, and in which network, something is drafted: both there, and the owner part of the network. */
@Injectable()
export class DraftPlaceQuery {
  constructor(private readonly accounts: AccountsService) {}

  /** Throws OWNER_UNKNOWN or NETWORK_UNKNOWN, the same whether it is not there or not part of it. */
  async check(manager: EntityManager, ownerId: string | null, networkId: string | null): Promise<DraftPlace> {
    const ownerKind = ownerId ? await this.kindOf(manager, ownerId) : null;
    if (ownerId && (!ownerKind || !OWNERS.includes(ownerKind))) {
      throw new ReviewError('OWNER_UNKNOWN', 'ownerId');
    }
    // What a network owns is looked at by its own coordinators.
    const within = networkId ?? (ownerKind === RecordKind.NETWORK ? ownerId : null);
    if (!within) return { ownerId, ownerKind, networkId: null, networkEnded: false };
    if ((await this.kindOf(manager, within)) !== RecordKind.NETWORK) {
      throw new ReviewError('NETWORK_UNKNOWN', 'networkId');
    }
    if (ownerId && ownerId !== within && !(await this.isMember(manager, ownerId, within))) {
      throw new ReviewError('NETWORK_UNKNOWN', 'networkId');
    }
    return { ownerId, ownerKind, networkId: within, networkEnded: await this.hasEnded(manager, within) };
  }

  /**
   * A network whose time is over may still have people who fill its memory. Once it is closed here, and nobody coordinates
   * it any more, it takes in nothing new: its keeper answers for what is there.
   */
  async hasEnded(manager: EntityManager, networkId: string): Promise<boolean> {
    const closed: unknown[] = await manager.query('SELECT FROM network WHERE id = $1 AND closed', [
      networkId,
    ]);
    if (closed.length === 0) return false;
    return (await this.accounts.holders(manager, [Role.COORDINATOR], [networkId])).length === 0;
  }

  /** The owner where that is a network: its own coordinators look at what it owns, shown in it or not. */
  async ownNetwork(manager: EntityManager, ownerId: string | null): Promise<string | null> {
    return ownerId && (await this.kindOf(manager, ownerId)) === RecordKind.NETWORK ? ownerId : null;
  }

  private async kindOf(manager: EntityManager, id: string): Promise<RecordKind | null> {
    const rows: { kind: RecordKind }[] = await manager.query('SELECT kind FROM record WHERE id = $1', [id]);
    return rows[0]?.kind ?? null;
  }

  /** A member, or shown there with the network's consent: a local initiative in the network it belongs to. */
  private async isMember(manager: EntityManager, ownerId: string, networkId: string): Promise<boolean> {
    const [row]: [{ found: boolean }] = await manager.query(
      `SELECT EXISTS (SELECT FROM membership WHERE network_id = $2 AND member_id = $1)
         OR EXISTS (SELECT FROM record_network
           WHERE record_id = $1 AND network_id = $2 AND accepted_at IS NOT NULL) AS found`,
      [ownerId, networkId],
    );
    return row.found;
  }
}
