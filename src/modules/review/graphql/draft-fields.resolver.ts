import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { GraphqlContext } from '../../../platform/graphql';
import { I18nService } from '../../../platform/i18n';
import { may } from '../../identity';
import {
  type ContentProblem,
  diffContents,
  type Draft,
  DraftsService,
  KindRegistry,
  RecordInterface,
  type RecordNode,
  RecordReader,
} from '../../records';
import { type Comment, CommentsService } from '../comments/comments.service';
import { type Completeness, completenessOf } from '../drafts/completeness';
import { DraftingService } from '../drafts/drafting.service';
import { FROZEN } from '../lifecycle/lifecycle';
import { draftScope } from '../review-scope.query';
import { type Submission, SubmissionQuery } from '../submissions/submission.query';
import { FieldChangeType } from './change.types';
import { CommentType } from './comment.types';
import { CompletenessType, DraftPermissionsType, DraftType } from './draft.types';
import { FieldProblemType } from './failures';
import { ParticipantReader, ParticipantType } from './participant';
import { ReadableValues } from './readable-values';
import { SubmissionType } from './submission.types';

@Resolver(() => DraftType)
export class DraftFieldsResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly drafting: DraftingService,
    private readonly drafts: DraftsService,
    private readonly submissions: SubmissionQuery,
    private readonly commentsOf: CommentsService,
    private readonly participants: ParticipantReader,
    private readonly reader: RecordReader,
    private readonly kinds: KindRegistry,
    private readonly values: ReadableValues,
  ) {}

  @ResolveField(() => [FieldProblemType], {
    description: 'What keeps it from being handed in; none where it could be.',
  })
  problems(@Parent() draft: Draft): Promise<ContentProblem[]> {
    return this.drafting.problemsOf(this.dataSource.manager, draft);
  }

  @ResolveField(() => CompletenessType)
  async completeness(@Parent() draft: Draft): Promise<Completeness> {
    const kind = await this.drafting.kindOf(this.dataSource.manager, draft);
    return completenessOf(draft.content, this.kinds.get(kind).textFields);
  }

  @ResolveField(() => [FieldChangeType], {
    description:
      'From what readers see now to this draft, field by field; all of it where nothing is published.',
  })
  async changes(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<FieldChangeType[]> {
    const published = await this.drafts.publishedContent(this.dataSource.manager, draft.recordId);
    return this.values.changes(request, diffContents(published ?? {}, draft.content));
  }

  @ResolveField(() => SubmissionType, {
    nullable: true,
    description: 'where it stands; absent: not handed in',
  })
  submission(@Parent() draft: Draft): Promise<Submission | null> {
    return this.submissions.open(this.dataSource.manager, draft.recordId);
  }

  @ResolveField(() => [CommentType], { description: 'The oldest first, settled ones too.' })
  comments(@Parent() draft: Draft): Promise<Comment[]> {
    return this.commentsOf.ofRecord(this.dataSource.manager, draft.recordId);
  }

  @ResolveField(() => ParticipantType, { nullable: true, description: 'who began it' })
  author(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<ParticipantType | null> {
    return this.participants.load(request, draft.authorId);
  }

  @ResolveField(() => ParticipantType, { nullable: true, description: 'who saved it last' })
  editor(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<ParticipantType | null> {
    return this.participants.load(request, draft.editorId);
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'for whom it is written; absent where readers do not see that one',
  })
  async owner(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<RecordNode | null> {
    return draft.ownerId ? this.reader.load(request, draft.ownerId) : null;
  }

  @ResolveField(() => RecordInterface, { nullable: true, description: 'network that it is brought in' })
  async network(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<RecordNode | null> {
    return draft.networkId ? this.reader.load(request, draft.networkId) : null;
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'as readers see it now; absent where nothing is published',
  })
  record(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<RecordNode | null> {
    return this.reader.load(request, draft.recordId);
  }

  @ResolveField(() => DraftPermissionsType)
  async viewerCan(
    @Parent() draft: Draft,
    @Context() { request: { viewer } }: GraphqlContext,
  ): Promise<DraftPermissionsType> {
    const open = await this.submissions.open(this.dataSource.manager, draft.recordId);
    const frozen = open !== null && FROZEN.has(open.state);
    const [reading, writing] = [draftScope(draft, viewer), draftScope(draft, viewer, true)];
    return {
      write: !frozen && may(viewer, 'record.draft.write', writing),
      submit: !frozen && may(viewer, 'record.submit', writing),
      comment: may(viewer, 'record.comment', reading),
      discard: !open && may(viewer, 'record.draft.discard', writing),
      share: may(viewer, 'record.share', reading),
    };
  }
}

@Resolver(() => FieldProblemType)
export class FieldProblemResolver {
  constructor(
    private readonly i18n: I18nService,
    private readonly values: ReadableValues,
  ) {}

  @ResolveField(() => String, { description: "what is wrong, in the reader's language" })
  message(@Parent() problem: ContentProblem, @Context() { request }: GraphqlContext): string {
    const locale = this.values.localeOf(request);
    const key = `problem.${problem.code}`;
    const words = this.i18n.translate(locale, key);
    return words === key ? this.i18n.translate(locale, 'problem.other') : words;
  }

  @ResolveField(() => String, { description: "the field's name in the reader's language" })
  label(@Parent() problem: ContentProblem, @Context() { request }: GraphqlContext): string {
    return this.values.label(problem.field, this.values.localeOf(request));
  }
}
