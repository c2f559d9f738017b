import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import { AuditTrail } from '../../../platform/audit';
import { requireAccess } from '../../identity';
import { type DraftOrigin, type NewRecord, NewRecordsService } from '../../records';
import type { Actor } from '../actor';
import { keepable } from '../drafts/draft-content';
import type { NewDraft } from '../drafts/drafting.service';
import { DraftPlaceQuery } from '../drafts/draft-place.query';
import { ReviewError } from '../review-errors';

const OWN_THEMSELVES: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION, RecordKind.NETWORK];

/** For whom, and in which network, many records of one kind are brought in. Whoever has one may draft there. */
export interface NewDraftsPlace {
  kind: RecordKind;
  ownerId: string | null;
  networkId: string | null;
}

/** Many records begun at once, as DraftingService begins one. Joins the given transaction. */
@Injectable()
export class NewDraftsService {
  constructor(
    private readonly records: NewRecordsService,
    private readonly places: DraftPlaceQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** Asks once what would be asked of each: both are there, and this person may. */
  async place(
    manager: EntityManager,
    actor: Actor,
    given: Pick<NewDraft, 'kind' | 'ownerId' | 'networkId'>,
  ): Promise<NewDraftsPlace> {
    const { ownerId, ownerKind, networkId, networkEnded } = await this.places.check(
      manager,
      given.ownerId,
      given.networkId,
    );
    requireAccess(actor.viewer, 'record.create', {
      ownerId,
      cityIds: ownerKind === RecordKind.CITY && ownerId ? [ownerId] : [],
      networkIds: networkId ? [networkId] : [],
      authorId: actor.account.id,
    });
    if (networkEnded) throw new ReviewError('NETWORK_ENDED', 'networkId');
    return { kind: given.kind, ownerId, networkId };
  }

  /** Records that nobody sees yet, each with a draft of one of the documents, in their order. */
  async begin(
    manager: EntityManager,
    actor: Actor,
    { kind, ownerId, networkId }: NewDraftsPlace,
    contents: readonly JsonObject[],
  ): Promise<NewRecord[]> {
    const ownsItself = OWN_THEMSELVES.includes(kind);
    const records = contents.map((content): NewRecord => {
      const recordId = randomUUID();
      const origin: DraftOrigin = {
        authorId: actor.account.id,
        ownerId: ownsItself ? recordId : ownerId,
        networkId,
      };
      return {
        recordId,
        draftId: randomUUID(),
        reservedSlug: `${kind.toLowerCase()}-${randomBytes(5).toString('hex')}`,
        content: keepable(content, { kind, owner: ownsItself ? null : ownerId, labels: undefined }),
        origin,
      };
    });
    await this.records.begin(manager, records);
    await this.audit.writeAll(
      manager,
      records.map(({ recordId, draftId, origin }) => ({
        action: 'draft.create',
        actorId: actor.account.id,
        client: actor.client,
        recordId,
        subjectId: draftId,
        scopes: [origin.ownerId, origin.networkId],
        facts: { lockVersion: 1 },
      })),
    );
    return records;
  }
}
