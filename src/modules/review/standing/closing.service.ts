import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { isPartialDate } from '../../../common/partial-date';
import { RecordKind } from '../../../common/records';
import { Role } from '../../../common/viewer';
import { AuditTrail } from '../../../platform/audit';
import { requireAccess, RolesService } from '../../identity';
import { RecordStandingService } from '../../records';
import type { Actor } from '../actor';
import { ReviewError } from '../review-errors';
import { ReviewScopeQuery } from '../review-scope.query';

export interface Closing {
  networkId: string;
  /** city or organisation that may still correct and answer */
  keeperId: string;
  /** when it ended, as far as known */
  endedOn: string | null;
}

/**
 * A network that ends. What it published stays public; what it owned goes to the cities that it is about and is still
 * shown in the network, so that its keeper may correct it where a city has nobody. Whatever is about no city stays with the
 * network, and so with its keeper. Roles in it end.
 */
@Injectable()
export class ClosingService {
  constructor(
    private readonly scopes: ReviewScopeQuery,
    private readonly standing: RecordStandingService,
    private readonly roles: RolesService,
    private readonly audit: AuditTrail,
  ) {}

  /** Returns the ids of the records that were handed over. */
  async close(manager: EntityManager, actor: Actor, closing: Closing): Promise<string[]> {
    const { networkId, keeperId, endedOn } = closing;
    requireAccess(actor.viewer, 'network.close', { networkIds: [networkId], ownerId: networkId });
    if (endedOn !== null && !isPartialDate(endedOn)) throw new ReviewError('RULE_INVALID', 'endedOn');
    await this.scopes.lock(manager, networkId);
    const network = await this.scopes.record(manager, networkId);
    if (network.kind !== RecordKind.NETWORK) throw new ReviewError('NETWORK_UNKNOWN', 'networkId');
    const [state]: { closed: boolean }[] = await manager.query('SELECT closed FROM network WHERE id = $1', [
      networkId,
    ]);
    if (state?.closed) throw new ReviewError('NETWORK_CLOSED', 'networkId');
    await this.requireKeeper(manager, keeperId);
    const by = { authorId: actor.account.id, acceptedIn: [] };
    await this.standing.amend(
      manager,
      networkId,
      (content) => ({
        ...content,
        ...(endedOn === null ? {} : { end: endedOn }),
        fields: { ...(content['fields'] as object), closed: true, keeper: keeperId },
      }),
      null,
      by,
    );
    const handed = await this.handOver(manager, networkId, { ...by, acceptedIn: [networkId] });
    await this.roles.endAllIn(manager, networkId);
    await this.audit.write(manager, {
      action: 'network.close',
      actorId: actor.account.id,
      client: actor.client,
      recordId: networkId,
      subjectId: keeperId,
      scopes: [networkId, keeperId],
      facts: { handedOver: handed.length },
    });
    return handed;
  }

  /** Somebody must be able to answer for it from the first day on, and not until some day alone. */
  private async requireKeeper(manager: EntityManager, keeperId: string): Promise<void> {
    const keeper = await this.scopes.record(manager, keeperId).catch(() => null);
    const isPlace = keeper?.kind === RecordKind.CITY || keeper?.kind === RecordKind.ORGANISATION;
    if (!isPlace || !(await this.roles.isHeldForGood(manager, Role.OFFICER, keeperId)))
      throw new ReviewError('KEEPER_UNKNOWN', 'keeperId');
  }

  private async handOver(
    manager: EntityManager,
    networkId: string,
    by: { authorId: string; acceptedIn: string[] },
  ): Promise<string[]> {
    const owned: { id: string; cityId: string }[] = await manager.query(
      `SELECT r.id, c.city_id AS "cityId" FROM record r
       JOIN record_city c ON c.record_id = r.id AND c.position = 0
       WHERE r.owner_id = $1 AND r.published_version IS NOT NULL AND r.kind <> 'ACTION' ORDER BY r.id`,
      [networkId],
    );
    const handed: string[] = [];
    for (const { id, cityId } of owned) {
      await this.scopes.lock(manager, id);
      const wasArchived = (await this.scopes.record(manager, id)).state === 'ARCHIVED';
      const number = await this.standing.amend(
        manager,
        id,
        (content) => ({
          ...handedTo(content, cityId, networkId),
          ...(Array.isArray(content['actions'])
            ? { actions: (content['actions'] as JsonObject[]).map((one) => handedTo(one, cityId, networkId)) }
            : {}),
        }),
        null,
        by,
      );
      if (number === null) continue;
      if (wasArchived) await this.standing.setArchived(manager, id, true);
      handed.push(id);
    }
    // Drafts go where their records go; those of nothing published yet go by the city that they name first.
    await manager.query(
      `UPDATE record_draft d SET network_id = coalesce(d.network_id, $1),
         owner_id = coalesce(r.owner_id, (d.content->'cities'->>0)::uuid)
       FROM record r WHERE r.id = d.record_id AND d.owner_id = $1 AND d.record_id <> $1
         AND coalesce(r.owner_id::text, d.content->'cities'->>0) ~ '^[0-9a-f-]{36}$'
         AND EXISTS (SELECT FROM record c WHERE c.id::text = coalesce(r.owner_id::text, d.content->'cities'->>0))`,
      [networkId],
    );
    // What is under review goes on, and its owner is asked from now on.
    await manager.query(
      `UPDATE submission s SET owner_id = d.owner_id, network_id = coalesce(s.network_id, $1) FROM record_draft d
       WHERE d.id = s.draft_id AND s.owner_id = $1 AND d.owner_id <> $1
         AND s.state IN ('SUBMITTED', 'IN_REVIEW', 'CHANGES_REQUESTED')`,
      [networkId],
    );
    return handed;
  }
}

function handedTo(content: JsonObject, cityId: string, networkId: string): JsonObject {
  const networks = Array.isArray(content['networks']) ? (content['networks'] as string[]) : [];
  return { ...content, owner: cityId, networks: [...new Set([...networks, networkId])] };
}
