import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { BadInputError } from '../../../common/errors';
import type { GraphqlContext, RequestContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import { diffContents, type Draft, DraftSharing, mergeContents } from '../../records';
import { actorOf } from '../actor';
import { DraftListQuery, type DraftSummary } from '../drafts/draft-list.query';
import { DraftingService } from '../drafts/drafting.service';
import {
  CreateDraftInput,
  DiscardDraftResult,
  DraftConflictType,
  type DraftDiscardedType,
  type DraftRebasedType,
  DraftResult,
  DraftSummaryType,
  DraftType,
  RebaseDraftResult,
  SaveDraftInput,
  SaveDraftResult,
} from './draft.types';
import { answered, isRefusal, type Refusal } from './failures';
import { idOf, lockOf } from './ids';
import { ReadableValues } from './readable-values';

const MAX_PAGE = 100;

@Resolver()
export class DraftResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly drafting: DraftingService,
    private readonly list: DraftListQuery,
    private readonly values: ReadableValues,
  ) {}

  @Access('record.draft.read')
  @Query(() => DraftType, {
    nullable: true,
    description: 'Null where there is none that the viewer may read.',
  })
  async draft(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Draft | null> {
    const found = await answered(() =>
      this.drafting.read(this.dataSource.manager, request.viewer, idOf(id, 'RECORD_MISSING')),
    );
    return isRefusal(found) ? null : found;
  }

  @Access('record.draft.read')
  @Query(() => [DraftSummaryType], {
    description:
      "Drafts that the viewer may read: their own, their city's, their network's; the newest first.",
  })
  async drafts(
    @Context() { request }: GraphqlContext,
    @Args('first', { type: () => Int, defaultValue: 50, description: '1–100' }) first: number,
    @Args('after', {
      type: () => ID,
      nullable: true,
      description: 'id of the last one seen',
    })
    after?: string | null,
  ): Promise<DraftSummary[]> {
    if (first < 1 || first > MAX_PAGE) throw new BadInputError('error.first', { max: MAX_PAGE });
    const { account } = actorOf(request.viewer);
    return this.list.forAccount(
      this.dataSource.manager,
      account,
      after ? idOf(after, 'RECORD_MISSING', 'after') : null,
      first,
    );
  }

  @Access('record.create')
  @Mutation(() => DraftResult, {
    description:
      'Begins a record that nobody sees until it is published. Refused: OWNER_UNKNOWN, NETWORK_UNKNOWN.',
  })
  async createDraft(
    @Context() { request }: GraphqlContext,
    @Args('input') input: CreateDraftInput,
  ): Promise<Draft | Refusal> {
    return this.change((manager) =>
      this.drafting.begin(manager, actorOf(request.viewer), {
        kind: input.kind,
        ownerId: input.ownerId ? idOf(input.ownerId, 'OWNER_UNKNOWN', 'ownerId') : null,
        networkId: input.networkId ? idOf(input.networkId, 'NETWORK_UNKNOWN', 'networkId') : null,
        sourceLocale: input.sourceLocale,
        title: input.title.trim().slice(0, 1_000),
        ...(input.content ? { content: input.content } : {}),
      }),
    );
  }

  @Access('record.draft.write')
  @Mutation(() => DraftResult, {
    description: 'The open draft of a record, or a new one that holds what is published.',
  })
  async openDraft(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
  ): Promise<Draft | Refusal> {
    return this.change((manager) =>
      this.drafting.open(manager, actorOf(request.viewer), idOf(recordId, 'RECORD_MISSING', 'recordId')),
    );
  }

  @Access('record.draft.write')
  @Mutation(() => SaveDraftResult, {
    description:
      'Saves the whole document, finished or not; fit to be called every few seconds. Owner, kind and labels in it are not taken over. Where somebody else was faster nothing is written and `DraftConflict` holds both.',
  })
  async saveDraft(
    @Context() { request }: GraphqlContext,
    @Args('input') input: SaveDraftInput,
  ): Promise<Draft | DraftConflictType | Refusal> {
    const result = await this.change((manager) =>
      this.drafting.save(
        manager,
        actorOf(request.viewer),
        idOf(input.id, 'RECORD_MISSING', 'id'),
        lockOf(input.lockVersion),
        input.content,
      ),
    );
    if (isRefusal(result)) return result;
    return result.saved ? result.draft : this.conflict(request, result.draft, input);
  }

  @Access('record.draft.write')
  @Mutation(() => RebaseDraftResult, {
    description: 'Brings a draft up to what was published since it was begun (DRAFT_OUTDATED).',
  })
  async rebaseDraft(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<DraftRebasedType | Refusal> {
    return this.change((manager) =>
      this.drafting.rebase(manager, actorOf(request.viewer), idOf(id, 'RECORD_MISSING', 'id')),
    );
  }

  @Access('record.draft.discard')
  @Mutation(() => DiscardDraftResult, { description: 'Throws a draft away; not while it is handed in.' })
  async discardDraft(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<DraftDiscardedType | Refusal> {
    return this.change(async (manager) => {
      await this.drafting.discard(manager, actorOf(request.viewer), idOf(id, 'RECORD_MISSING', 'id'));
      return { id };
    });
  }

  @Access('record.share')
  @Mutation(() => DraftResult, { description: "Opens a draft to the owner's local group, or closes it." })
  async shareDraft(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('sharing', { type: () => DraftSharing }) sharing: DraftSharing,
  ): Promise<Draft | Refusal> {
    return this.change((manager) =>
      this.drafting.share(manager, actorOf(request.viewer), idOf(id, 'RECORD_MISSING', 'id'), sharing),
    );
  }

  @Access('record.restore')
  @Mutation(() => DraftResult, {
    description: 'An earlier version as the draft; readers see it once it is handed in and published.',
  })
  async restoreVersion(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<Draft | Refusal> {
    return this.change((manager) =>
      this.drafting.restore(
        manager,
        actorOf(request.viewer),
        idOf(recordId, 'RECORD_MISSING', 'recordId'),
        lockOf(number),
      ),
    );
  }

  private async conflict(
    request: RequestContext,
    theirs: Draft,
    { content, base }: SaveDraftInput,
  ): Promise<DraftConflictType> {
    const joined = base ? mergeContents(base, content, theirs.content) : null;
    return Object.assign(new DraftConflictType(), {
      code: 'DRAFT_CHANGED',
      messageKey: 'error.draft.changed',
      field: null,
      theirs,
      yours: content,
      changes: await this.values.changes(request, diffContents(theirs.content, content)),
      merged: joined?.content ?? null,
      conflicts: joined?.conflicts ?? [],
    });
  }

  private change<T>(work: (manager: DataSource['manager']) => Promise<T>): Promise<T | Refusal> {
    return answered(() => this.dataSource.transaction(work));
  }
}
