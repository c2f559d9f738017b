import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import type { Viewer } from '../../../common/viewer';
import { AuditTrail } from '../../../platform/audit';
import { may, type Operation, requireAccess } from '../../identity';
import {
  type ContentProblem,
  type Draft,
  DraftMissingError,
  DraftsService,
  type DraftSharing,
  RecordsService,
  type SaveResult,
  VersionsQuery,
} from '../../records';
import type { Actor } from '../actor';
import { FROZEN, OPEN, ReviewState } from '../lifecycle/lifecycle';
import { ReviewError } from '../review-errors';
import { draftScope, recordScope, ReviewScopeQuery } from '../review-scope.query';
import { audienceProblems, emptyContent, type FixedParts, keepable, slugOf } from './draft-content';
import { DraftPlaceQuery } from './draft-place.query';

export interface NewDraft {
  kind: RecordKind;
  /** city, organisation or network that it will belong to; null for one that will own itself */
  ownerId: string | null;
  /** network in which it is brought in; null: the owner alone */
  networkId: string | null;
  sourceLocale: Locale;
  title: string;
  /** a whole document, as an import has it; left out: an empty one with the title */
  content?: JsonObject;
}

const OWN_THEMSELVES: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION, RecordKind.NETWORK];

/** Drafts as people work on them: who may, and what of a document is not theirs to say. Joins the given transaction. */
@Injectable()
export class DraftingService {
  constructor(
    private readonly drafts: DraftsService,
    private readonly records: RecordsService,
    private readonly versions: VersionsQuery,
    private readonly places: DraftPlaceQuery,
    private readonly scopes: ReviewScopeQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** Begins a record that nobody sees yet. */
  async begin(manager: EntityManager, actor: Actor, given: NewDraft): Promise<Draft> {
    const place = await this.places.check(manager, given.ownerId, given.networkId);
    requireAccess(actor.viewer, 'record.create', {
      ownerId: place.ownerId,
      cityIds: place.ownerKind === RecordKind.CITY && place.ownerId ? [place.ownerId] : [],
      networkIds: place.networkId ? [place.networkId] : [],
      authorId: actor.account.id,
    });
    if (place.networkEnded) throw new ReviewError('NETWORK_ENDED', 'networkId');
    // The address that readers see is chosen by the document when it is published; this one only holds the place.
    const reserved = `${given.kind.toLowerCase()}-${randomBytes(5).toString('hex')}`;
    const recordId = await this.records.create(manager, given.kind, reserved, given.sourceLocale);
    const ownsItself = OWN_THEMSELVES.includes(given.kind);
    const content =
      given.content ??
      emptyContent(given.kind, slugOf(given.title) || reserved, given.sourceLocale, given.title);
    const fixed = { kind: given.kind, owner: ownsItself ? null : place.ownerId, labels: undefined };
    const draft = await this.drafts.create(manager, recordId, keepable(content, fixed), {
      authorId: actor.account.id,
      ownerId: ownsItself ? recordId : place.ownerId,
      networkId: place.networkId,
    });
    await this.write(manager, actor, 'draft.create', draft);
    return draft;
  }

  /** The open draft of a record, or a new one that holds what is published. */
  async open(manager: EntityManager, actor: Actor, recordId: string): Promise<Draft> {
    await this.scopes.lock(manager, recordId);
    const existing = await this.drafts.ofRecord(manager, recordId);
    if (existing) {
      const draft = this.readable(actor.viewer, existing, 'record.draft.write');
      requireAccess(actor.viewer, 'record.draft.write', draftScope(draft, actor.viewer, true));
      return draft;
    }
    const record = await this.scopes.record(manager, recordId);
    const scope = recordScope(record);
    // Without an author: having written it once gives nobody a say in what its owner publishes now.
    if (!may(actor.viewer, 'record.draft.write', scope)) {
      const isVisible = record.audience.some((one) => actor.viewer.audiences.includes(one));
      if (record.publishedVersion === null || !isVisible) throw new ReviewError('RECORD_MISSING');
      requireAccess(actor.viewer, 'record.draft.write', scope);
    }
    const draft = await this.drafts.createFromPublished(manager, recordId, {
      authorId: actor.account.id,
      ownerId: record.ownerId,
      networkId: this.networkFor(
        actor,
        record.networkIds,
        await this.places.ownNetwork(manager, record.ownerId),
      ),
    });
    if (!draft) throw new ReviewError('RECORD_MISSING');
    await this.write(manager, actor, 'draft.create', draft);
    return draft;
  }

  /** The draft, where this viewer may know of it; NOT_FOUND for everybody else. */
  async read(manager: EntityManager, viewer: Viewer, id: string): Promise<Draft> {
    return this.readable(viewer, await this.drafts.load(manager, id));
  }

  /**
   * Writes only where nobody else did since `lockVersion`. Where somebody did, nothing is written and both are in the
   * caller's hands. Throws DRAFT_IN_REVIEW while a reviewer has it.
   */
  async save(
    manager: EntityManager,
    actor: Actor,
    id: string,
    lockVersion: number,
    content: JsonObject,
  ): Promise<SaveResult> {
    const draft = await this.changeable(manager, actor, id, 'record.draft.write');
    const kept = keepable(content, await this.fixedParts(manager, draft));
    const result = await this.drafts.save(manager, id, lockVersion, kept, actor.account.id);
    if (result.saved) await this.write(manager, actor, 'draft.save', result.draft);
    return result;
  }

  async rebase(
    manager: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ draft: Draft; conflicts: string[] }> {
    await this.changeable(manager, actor, id, 'record.draft.write');
    const result = await this.drafts.rebase(manager, id);
    await this.write(manager, actor, 'draft.rebase', result.draft);
    return result;
  }

  async discard(manager: EntityManager, actor: Actor, id: string): Promise<void> {
    const draft = await this.changeable(manager, actor, id, 'record.draft.discard');
    if (await this.openState(manager, draft.recordId)) throw new ReviewError('DRAFT_IN_REVIEW');
    await this.write(manager, actor, 'draft.discard', draft);
    await this.drafts.discard(manager, id);
  }

  async share(manager: EntityManager, actor: Actor, id: string, sharing: DraftSharing): Promise<Draft> {
    const draft = this.readable(actor.viewer, await this.drafts.load(manager, id), 'record.share');
    requireAccess(actor.viewer, 'record.share', draftScope(draft, actor.viewer));
    await this.write(manager, actor, 'draft.share', draft);
    return this.drafts.share(manager, id, sharing);
  }

  /** An earlier version as a new draft, or in place of what the open draft holds; its address stays the present one. */
  async restore(manager: EntityManager, actor: Actor, recordId: string, number: number): Promise<Draft> {
    const record = await this.scopes.record(manager, recordId);
    const scope = recordScope(record);
    const existing = await this.drafts.ofRecord(manager, recordId);
    requireAccess(actor.viewer, 'record.restore', existing ? draftScope(existing, actor.viewer) : scope);
    const version = await this.versions.find(manager, recordId, number);
    if (!version) throw new ReviewError('VERSION_MISSING', 'number');
    const draft = existing ?? (await this.open(manager, actor, recordId));
    await this.changeable(manager, actor, draft.id, 'record.draft.write');
    const content = {
      ...(version.content as unknown as JsonObject),
      slug: draft.content['slug'] ?? record.slug,
    };
    const kept = keepable(content, await this.fixedParts(manager, draft));
    const { draft: saved } = await this.drafts.save(
      manager,
      draft.id,
      draft.lockVersion,
      kept,
      actor.account.id,
    );
    await this.write(manager, actor, 'draft.restore', saved, { version: number });
    return saved;
  }

  /** What keeps the draft from being handed in; none where it could be. */
  async problemsOf(manager: EntityManager, draft: Draft): Promise<ContentProblem[]> {
    const networks = draft.content['networks'];
    const named = Array.isArray(networks) ? networks.map(String) : [];
    const ownNetworks = draft.networkId ? [draft.networkId, ...named] : named;
    return [
      ...(await this.records.problemsOf(manager, draft.content)),
      ...audienceProblems(draft.content, draft.ownerId, ownNetworks),
    ];
  }

  async kindOf(manager: EntityManager, draft: Draft): Promise<RecordKind> {
    return (await this.scopes.record(manager, draft.recordId)).kind;
  }

  /** The draft, locked together with its record, where this actor may change it and nobody reviews it. */
  async changeable(manager: EntityManager, actor: Actor, id: string, operation: Operation): Promise<Draft> {
    const { recordId } = this.readable(actor.viewer, await this.drafts.load(manager, id), operation);
    await this.scopes.lock(manager, recordId);
    const draft = await this.drafts.load(manager, id, true);
    requireAccess(actor.viewer, operation, draftScope(draft, actor.viewer, true));
    const state = await this.openState(manager, recordId);
    if (state && FROZEN.has(state)) throw new ReviewError('DRAFT_IN_REVIEW');
    return draft;
  }

  /** Whoever may do the operation may know of the draft, too: a token may be good for one and not for the other. */
  readable(viewer: Viewer, draft: Draft, operation: Operation = 'record.draft.read'): Draft {
    const scope = draftScope(draft, viewer);
    if (!may(viewer, 'record.draft.read', scope) && !may(viewer, operation, scope))
      throw new DraftMissingError();
    return draft;
  }

  private async openState(manager: EntityManager, recordId: string): Promise<ReviewState | null> {
    const rows: { state: ReviewState }[] = await manager.query(
      'SELECT state FROM submission WHERE record_id = $1 AND state = ANY($2::text[])',
      [recordId, OPEN],
    );
    return rows[0]?.state ?? null;
  }

  private async fixedParts(manager: EntityManager, draft: Draft): Promise<FixedParts> {
    const published = await this.versions.published(manager, draft.recordId);
    const record = await this.scopes.record(manager, draft.recordId);
    return {
      kind: record.kind,
      owner: draft.ownerId === draft.recordId ? null : draft.ownerId,
      labels: (published?.content.labels as unknown as FixedParts['labels']) ?? undefined,
    };
  }

  /** One of the record's networks in which the actor has something to say, else the first. */
  private networkFor(actor: Actor, networkIds: readonly string[], own: string | null): string | null {
    const theirs = networkIds.find((id) => actor.account.grants.some(({ scopeId }) => scopeId === id));
    return own ?? theirs ?? networkIds[0] ?? null;
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    action: string,
    draft: Draft,
    facts: JsonObject = {},
  ): Promise<void> {
    await this.audit.write(manager, {
      action,
      actorId: actor.account.id,
      client: actor.client,
      recordId: draft.recordId,
      subjectId: draft.id,
      scopes: [draft.ownerId, draft.networkId],
      facts: { lockVersion: draft.lockVersion, ...facts },
    });
  }
}
