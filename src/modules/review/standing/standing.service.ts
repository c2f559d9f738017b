import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { isPartialDate } from '../../../common/partial-date';
import { AuditTrail } from '../../../platform/audit';
import { type Operation, requireAccess } from '../../identity';
import { RecordStandingService } from '../../records';
import { VocabularyService } from '../../vocabulary';
import type { Actor } from '../actor';
import { DraftPlaceQuery } from '../drafts/draft-place.query';
import { nextState, ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { ReviewError } from '../review-errors';
import { type RecordFacts, recordScope, ReviewScopeQuery } from '../review-scope.query';
import { reasonFor } from '../submissions/submission-steps.service';

export interface LabelInput {
  recordId: string;
  networkId: string;
  conceptId: string;
  expiresOn: string | null;
  criteria: string | null;
  url: string | null;
}

/** What is decided about a record that readers see. Every call joins the given transaction. */
@Injectable()
export class StandingService {
  constructor(
    private readonly scopes: ReviewScopeQuery,
    private readonly standing: RecordStandingService,
    private readonly people: ReviewPeopleQuery,
    private readonly vocabulary: VocabularyService,
    private readonly notifier: NotifierService,
    private readonly audit: AuditTrail,
    private readonly places: DraftPlaceQuery,
  ) {}

  /** Off the pages, with a reason, or back on them. */
  async setArchived(
    manager: EntityManager,
    actor: Actor,
    recordId: string,
    archived: boolean,
    reason: string | null,
  ): Promise<RecordFacts> {
    const event = archived ? ReviewEvent.ARCHIVE : ReviewEvent.UNARCHIVE;
    const record = await this.allowed(manager, actor, recordId, 'record.archive');
    const from = ReviewState[record.state];
    const to = nextState(from, event);
    const given = reasonFor(event, reason);
    if (!to || !(await this.standing.setArchived(manager, recordId, archived))) {
      throw new ReviewError('NOT_POSSIBLE_NOW', null, { state: record.state });
    }
    const action = archived ? 'record.archive' : 'record.unarchive';
    await this.write(manager, actor, action, record, { event, from, to, reasonGiven: given !== null });
    return this.scopes.record(manager, recordId);
  }

  /** The owner's officer says that what was written on its behalf is true. */
  async confirm(manager: EntityManager, actor: Actor, recordId: string): Promise<RecordFacts> {
    const record = await this.allowed(manager, actor, recordId, 'record.confirm');
    if (!(await this.standing.confirm(manager, recordId, actor.account.id))) {
      throw new ReviewError('NOT_POSSIBLE_NOW', null, { state: record.state });
    }
    await this.write(manager, actor, 'record.confirm', record, {});
    const [author]: { id: string | null }[] = await manager.query(
      `SELECT author_id AS id FROM record_version WHERE record_id = $1 AND number = $2`,
      [recordId, record.publishedVersion],
    );
    await this.notifier.tell(manager, NotificationKind.CONFIRMED, author?.id ? [author.id] : [], {
      recordId,
      actorId: actor.account.id,
      eventKey: `confirmed:${recordId}:${record.publishedVersion}`,
    });
    return this.scopes.record(manager, recordId);
  }

  /** A network shows the record, or does not. */
  async decideInNetwork(
    manager: EntityManager,
    actor: Actor,
    recordId: string,
    networkId: string,
    accepted: boolean,
  ): Promise<RecordFacts> {
    requireAccess(actor.viewer, 'network.accept', { networkIds: [networkId] });
    await this.scopes.lock(manager, recordId);
    const record = await this.scopes.record(manager, recordId);
    if (accepted && (await this.places.hasEnded(manager, networkId))) {
      throw new ReviewError('NETWORK_ENDED', 'networkId');
    }
    if (!(await this.standing.decideInNetwork(manager, recordId, networkId, accepted, actor.account.id))) {
      throw new ReviewError('NOT_ASKED', 'networkId');
    }
    await this.write(manager, actor, accepted ? 'network.accept' : 'network.refuse', record, { networkId }, [
      networkId,
    ]);
    const { OFFICER } = await this.people.holders(manager, record.ownerId, null);
    await this.notifier.tell(manager, NotificationKind.NETWORK_ANSWERED, OFFICER, {
      recordId,
      actorId: actor.account.id,
      eventKey: `network:${recordId}:${networkId}:${accepted}:${record.publishedVersion}`,
    });
    return this.scopes.record(manager, recordId);
  }

  /** A label of the network's own, or one that it gives for its programme; apart from the state of review. */
  async giveLabel(manager: EntityManager, actor: Actor, label: LabelInput): Promise<RecordFacts> {
    requireAccess(actor.viewer, 'record.label', { networkIds: [label.networkId] });
    await this.scopes.lock(manager, label.recordId);
    const record = await this.scopes.record(manager, label.recordId);
    if (record.state !== 'PUBLISHED' || !record.networkIds.includes(label.networkId)) {
      throw new ReviewError('NOT_ASKED', 'networkId');
    }
    if (this.vocabulary.find(label.conceptId)?.scheme !== 'label') {
      throw new ReviewError('LABEL_UNKNOWN', 'label');
    }
    if (label.expiresOn !== null && !isPartialDate(label.expiresOn)) {
      throw new ReviewError('RULE_INVALID', 'expiresOn');
    }
    if ((label.criteria ?? '').length > 2_000) {
      throw new ReviewError('TEXT_TOO_LONG', 'criteria', { max: 2_000 });
    }
    if (label.url !== null && !isWebAddress(label.url)) throw new ReviewError('RULE_INVALID', 'url');
    const id = await this.standing.giveLabel(manager, label.recordId, {
      ...label,
      issuer: await this.titleOf(manager, label.networkId),
      date: new Date().toISOString().slice(0, 10),
      issuedBy: actor.account.id,
    });
    if (!id) throw new ReviewError('LABEL_GIVEN', 'label');
    await this.write(manager, actor, 'label.give', record, { label: label.conceptId }, [label.networkId]);
    return record;
  }

  async takeLabel(manager: EntityManager, actor: Actor, labelId: string): Promise<RecordFacts> {
    const [label]: { recordId: string; networkId: string; conceptId: string }[] = await manager.query(
      `SELECT record_id AS "recordId", network_id AS "networkId", concept_id AS "conceptId" FROM record_label
       WHERE id = $1 AND network_id IS NOT NULL`,
      [labelId],
    );
    if (!label) throw new ReviewError('LABEL_UNKNOWN', 'id');
    requireAccess(actor.viewer, 'record.label', { networkIds: [label.networkId] });
    await this.scopes.lock(manager, label.recordId);
    await this.standing.takeLabel(manager, labelId);
    const record = await this.scopes.record(manager, label.recordId);
    await this.write(manager, actor, 'label.take', record, { label: label.conceptId }, [label.networkId]);
    return record;
  }

  /** Records that ask to be shown in a network and have no answer, the oldest first. */
  async waitingFor(manager: EntityManager, networkId: string): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `SELECT n.record_id AS id FROM record_network n JOIN record r ON r.id = n.record_id
       WHERE n.network_id = $1 AND n.accepted_at IS NULL AND n.refused_at IS NULL AND r.state = 'PUBLISHED'
       ORDER BY r.published_at, r.id LIMIT 500`,
      [networkId],
    );
    return rows.map(({ id }) => id);
  }

  private async allowed(
    manager: EntityManager,
    actor: Actor,
    recordId: string,
    operation: Operation,
  ): Promise<RecordFacts> {
    await this.scopes.lock(manager, recordId);
    const record = await this.scopes.record(manager, recordId);
    requireAccess(actor.viewer, operation, recordScope(record));
    return record;
  }

  private async titleOf(manager: EntityManager, recordId: string): Promise<string> {
    const [row]: { text: string }[] = await manager.query(
      `SELECT text FROM record_text WHERE record_id = $1 AND field = 'title' AND is_source`,
      [recordId],
    );
    return (row?.text ?? recordId).slice(0, 300);
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    action: string,
    record: RecordFacts,
    facts: JsonObject,
    scopes: readonly string[] = [],
  ): Promise<void> {
    await this.audit.write(manager, {
      action,
      actorId: actor.account.id,
      client: actor.client,
      recordId: record.id,
      scopes: [record.ownerId, ...record.networkIds, ...scopes],
      facts,
    });
  }
}

function isWebAddress(url: string): boolean {
  return url.length <= 2_000 && /^https?:\/\//.test(url) && URL.canParse(url);
}
