import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordKind } from '../../../common/records';
import { ReviewError } from '../review-errors';

const OWNERS: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION, RecordKind.NETWORK];

export interface DraftPlace {
  ownerId: string | null;
  ownerKind: RecordKind | null;
  networkId: string | null;
  networkClosed: boolean;
}

/** For whom, and in which network, something is drafted: both there, and the owner part of the network. */
@Injectable()
export class DraftPlaceQuery {
  /** Throws OWNER_UNKNOWN or NETWORK_UNKNOWN, the same whether it is not there or not part of it. */
  async check(manager: EntityManager, ownerId: string | null, networkId: string | null): Promise<DraftPlace> {
    const ownerKind = ownerId ? await this.kindOf(manager, ownerId) : null;
    if (ownerId && (!ownerKind || !OWNERS.includes(ownerKind))) {
      throw new ReviewError('OWNER_UNKNOWN', 'ownerId');
    }
    // What a network owns is looked at by its own coordinators.
    const within = networkId ?? (ownerKind === RecordKind.NETWORK ? ownerId : null);
    if (!within) return { ownerId, ownerKind, networkId: null, networkClosed: false };
    if ((await this.kindOf(manager, within)) !== RecordKind.NETWORK) {
      throw new ReviewError('NETWORK_UNKNOWN', 'networkId');
    }
    if (ownerId && ownerId !== within && !(await this.isMember(manager, ownerId, within))) {
      throw new ReviewError('NETWORK_UNKNOWN', 'networkId');
    }
    const [network]: { closed: boolean }[] = await manager.query('SELECT closed FROM network WHERE id = $1', [
      within,
    ]);
    return { ownerId, ownerKind, networkId: within, networkClosed: network?.closed ?? false };
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
