import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { AuditTrail } from '../../../platform/audit';
import { may, requireAccess } from '../../identity';
import { type Draft, DraftsService } from '../../records';
import type { Actor } from '../actor';
import { DraftingService } from '../drafts/drafting.service';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { ReviewError } from '../review-errors';
import { type RecordFacts, recordScope, ReviewScopeQuery } from '../review-scope.query';
import { reasonFor } from '../submissions/submission-steps.service';
import { ReviewEvent } from '../lifecycle/lifecycle';
import { ProposalQuery, type Proposal, type ProposedText } from './proposal.query';

export interface NewText {
  /** text field, `summary`, `milestones.m1.title` */
  field: string;
  locale: Locale;
  text: string;
}

const MAX_TEXTS = 50;
const MAX_TEXT = 200_000;
const MAX_NOTE = 2_000;

/** Other words for what is published, proposed by an expert, taken or left by the owner text by text. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly scopes: ReviewScopeQuery,
    private readonly drafts: DraftsService,
    private readonly drafting: DraftingService,
    private readonly proposals: ProposalQuery,
    private readonly people: ReviewPeopleQuery,
    private readonly notifier: NotifierService,
    private readonly audit: AuditTrail,
  ) {}

  async propose(
    manager: EntityManager,
    actor: Actor,
    recordId: string,
    texts: readonly NewText[],
    note: string | null,
  ): Promise<Proposal> {
    const record = await this.scopes.record(manager, recordId);
    requireAccess(actor.viewer, 'record.propose', recordScope(record));
    const published = await this.drafts.publishedContent(manager, recordId);
    if (!published || record.state !== 'PUBLISHED') throw new ReviewError('RECORD_MISSING');
    if ((note ?? '').length > MAX_NOTE) throw new ReviewError('TEXT_TOO_LONG', 'note', { max: MAX_NOTE });
    const changed = texts
      .slice(0, MAX_TEXTS)
      .map((one) => ({ ...one, text: one.text.trim(), before: wordsOf(published, one) }))
      .filter(({ text, before }) => text !== '' && text !== before);
    if (changed.length === 0) throw new ReviewError('NOTHING_PROPOSED', 'texts');
    const network = record.networkIds.find((id) =>
      actor.account.grants.some(({ scopeId }) => scopeId === id),
    );
    const [row]: [{ id: string }] = await manager.query(
      'INSERT INTO change_proposal (record_id, network_id, author_id, note) VALUES ($1, $2, $3, $4) RETURNING id',
      [recordId, network ?? null, actor.account.id, note],
    );
    for (const [position, { field, locale, text, before }] of changed.entries()) {
      if (text.length > MAX_TEXT) throw new ReviewError('TEXT_TOO_LONG', 'texts', { max: MAX_TEXT });
      if (!/^[a-zA-Z]+(?:\.[a-z0-9-]+\.[a-zA-Z]+)?$/.test(field))
        throw new ReviewError('FIELD_UNKNOWN', 'texts');
      await manager.query(
        `INSERT INTO change_proposal_text (proposal_id, position, field, locale, before, after)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (proposal_id, field, locale) DO NOTHING`,
        [row.id, position, field, locale, before, text],
      );
    }
    const proposal = await this.proposals.load(manager, row.id);
    await this.write(manager, actor, 'proposal.make', record, proposal.id, { texts: proposal.texts.length });
    const { OFFICER } = await this.people.holders(manager, record.ownerId, null);
    await this.notifier.tell(manager, NotificationKind.PROPOSAL, OFFICER, {
      recordId,
      actorId: actor.account.id,
      eventKey: `proposal:${proposal.id}`,
    });
    return proposal;
  }

  /**
   * Takes one of the proposed texts into the record's draft, or leaves it. `anyway`: though the words have changed since.
   * Throws PROPOSAL_OUTDATED otherwise, DRAFT_IN_REVIEW while somebody reviews the draft.
   */
  async answer(
    manager: EntityManager,
    actor: Actor,
    textId: string,
    accepted: boolean,
    reason: string | null,
    anyway: boolean,
  ): Promise<Proposal> {
    const found = await this.proposals.ofText(manager, textId);
    const text = found.texts.find(({ id }) => id === textId) as ProposedText;
    const record = await this.scopes.record(manager, found.recordId);
    // Whoever may not know of the proposal is not told that it is there.
    if (!may(actor.viewer, 'record.draft.read', recordScope(record)))
      throw new ReviewError('PROPOSAL_MISSING');
    requireAccess(actor.viewer, 'record.answerProposal', recordScope(record));
    await this.scopes.lock(manager, found.recordId);
    if (text.state !== 'OPEN') throw new ReviewError('PROPOSAL_ANSWERED');
    if (accepted) await this.takeIn(manager, actor, found.recordId, text, anyway);
    const [rows] = (await manager.query(
      `UPDATE change_proposal_text SET state = $2, reason = $3, decided_by = $4, decided_at = now()
       WHERE id = $1 AND state = 'OPEN' RETURNING id`,
      [
        textId,
        accepted ? 'ACCEPTED' : 'REFUSED',
        reasonFor(accepted ? ReviewEvent.PUBLISH : ReviewEvent.REJECT, reason),
        actor.account.id,
      ],
    )) as [unknown[], number];
    if (rows.length === 0) throw new ReviewError('PROPOSAL_ANSWERED');
    await this.write(manager, actor, accepted ? 'proposal.accept' : 'proposal.refuse', record, found.id, {
      field: text.field,
      locale: text.locale,
    });
    await this.notifier.tell(manager, NotificationKind.PROPOSAL_ANSWERED, [found.authorId], {
      recordId: found.recordId,
      actorId: actor.account.id,
      eventKey: `answered:${textId}`,
    });
    return this.proposals.load(manager, found.id);
  }

  private async takeIn(
    manager: EntityManager,
    actor: Actor,
    recordId: string,
    text: ProposedText,
    anyway: boolean,
  ): Promise<void> {
    const opened = await this.drafting.open(manager, actor, recordId);
    const draft = await this.drafting.changeable(manager, actor, opened.id, 'record.draft.write');
    if (!anyway && wordsOf(draft.content, text) !== text.before) {
      throw new ReviewError('PROPOSAL_OUTDATED', text.field);
    }
    const saved = await this.drafting.save(
      manager,
      actor,
      draft.id,
      draft.lockVersion,
      withText(draft, text),
    );
    if (!saved.saved) throw new ReviewError('PROPOSAL_OUTDATED', text.field);
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    action: string,
    record: RecordFacts,
    subjectId: string,
    facts: JsonObject,
  ): Promise<void> {
    await this.audit.write(manager, {
      action,
      actorId: actor.account.id,
      client: actor.client,
      recordId: record.id,
      subjectId,
      scopes: [record.ownerId, ...record.networkIds],
      facts,
    });
  }
}

type Place = Pick<ProposedText, 'field' | 'locale'>;

function textsOf(content: JsonObject): JsonObject[] {
  return Array.isArray(content['texts']) ? (content['texts'] as JsonObject[]) : [];
}

function isAt(text: JsonObject, { field, locale }: Place): boolean {
  return text['field'] === field && text['locale'] === locale;
}

/** The words of a text, empty where there is none. */
function wordsOf(content: JsonObject, place: Place): string {
  const found = textsOf(content).find((text) => isAt(text, place));
  return typeof found?.['text'] === 'string' ? found['text'] : '';
}

/** What a person wrote is a person's; a machine's words that a person corrected are marked so. */
function withText({ content }: Draft, { field, locale, after }: ProposedText): JsonObject {
  const texts = textsOf(content);
  const hasSource = texts.some((text) => text['field'] === field && text['isSource'] === true);
  const changed = texts.map((text) =>
    isAt(text, { field, locale })
      ? {
          ...text,
          text: after,
          origin: text['origin'] === 'MACHINE' ? 'MACHINE_EDITED' : (text['origin'] ?? 'HUMAN'),
        }
      : text,
  );
  const added = {
    field,
    locale,
    text: after,
    origin: hasSource ? 'HUMAN' : 'ORIGINAL',
    isSource: !hasSource,
  };
  const isThere = texts.some((text) => isAt(text, { field, locale }));
  return { ...content, texts: isThere ? changed : [...changed, added] };
}
