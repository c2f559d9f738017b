import {
  Args,
  Context,
  createUnionType,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access, requireAccess } from '../../identity';
import { diffTexts, type TextPiece } from '../../records';
import { actorOf } from '../actor';
import { type Proposal, ProposalQuery, ProposalState, type ProposedText } from '../proposals/proposal.query';
import { ProposalsService } from '../proposals/proposals.service';
import { recordScope, ReviewScopeQuery } from '../review-scope.query';
import { TextPieceType } from './change.types';
import { answered, ContentRefusalType, type Refusal, ReviewRefusalType, typeOr } from './failures';
import { idOf } from './ids';
import { ParticipantReader, ParticipantType } from './participant';
import { ReadableValues } from './readable-values';

registerEnumType(ProposalState, { name: 'ProposalState' });

@ObjectType('ProposedText', { description: 'Other words for one text in one language.' })
export class ProposedTextType {
  @Field(() => ID) id!: string;
  @Field(() => String) field!: string;
  @Field(() => LocaleScalar) locale!: Locale;
  @Field(() => String, { description: 'as it was when this was proposed; empty where there was none' })
  before!: string;
  @Field(() => String) after!: string;
  @Field(() => ProposalState) state!: ProposalState;
  @Field(() => String, { nullable: true, description: 'why it was left' }) reason!: string | null;
}

@ObjectType('ChangeProposal', {
  description: 'What an expert would word otherwise; the owner takes or leaves it.',
})
export class ChangeProposalType {
  @Field(() => ID) id!: string;
  @Field(() => ID) recordId!: string;
  @Field(() => String, { nullable: true }) note!: string | null;
  @Field(() => [ProposedTextType]) texts!: ProposedTextType[];
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@InputType('ProposedTextInput')
export class ProposedTextInput {
  @Field(() => String, { description: 'text field: `summary`, `milestones.m1.title`' }) field!: string;
  @Field(() => LocaleScalar) locale!: Locale;
  @Field(() => String) text!: string;
}

export const ProposalResult = createUnionType({
  name: 'ProposalResult',
  types: () => [ChangeProposalType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(ChangeProposalType),
});

@Resolver(() => ChangeProposalType)
export class ProposalResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly proposals: ProposalsService,
    private readonly query: ProposalQuery,
    private readonly scopes: ReviewScopeQuery,
    private readonly participants: ParticipantReader,
  ) {}

  @Access('record.draft.read')
  @Query(() => [ChangeProposalType], { description: 'Of a record, the newest first; at most 200.' })
  async changeProposals(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
  ): Promise<Proposal[]> {
    const { manager } = this.dataSource;
    const record = await this.scopes.record(manager, idOf(recordId, 'RECORD_MISSING'));
    requireAccess(request.viewer, 'record.draft.read', recordScope(record));
    return this.query.ofRecord(manager, record.id);
  }

  @Access('record.propose')
  @Mutation(() => ProposalResult, {
    description:
      'Proposes other words for texts of a published record. Nothing changes until its owner takes them.',
  })
  proposeChange(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
    @Args('texts', { type: () => [ProposedTextInput] }) texts: ProposedTextInput[],
    @Args('note', { type: () => String, nullable: true }) note?: string | null,
  ): Promise<Proposal | Refusal> {
    return answered(() =>
      this.dataSource.transaction((manager) =>
        this.proposals.propose(
          manager,
          actorOf(request.viewer),
          idOf(recordId, 'RECORD_MISSING', 'recordId'),
          texts,
          note ?? null,
        ),
      ),
    );
  }

  @Access('record.answerProposal')
  @Mutation(() => ProposalResult, {
    description:
      "Takes one proposed text into the record's draft, or leaves it with a reason. Readers see it once the draft is published.",
  })
  answerProposal(
    @Context() { request }: GraphqlContext,
    @Args('textId', { type: () => ID }) textId: string,
    @Args('accepted', { type: () => Boolean }) accepted: boolean,
    @Args('reason', { type: () => String, nullable: true }) reason?: string | null,
    @Args('anyway', {
      type: () => Boolean,
      defaultValue: false,
      description: 'though the words have changed since (PROPOSAL_OUTDATED)',
    })
    anyway = false,
  ): Promise<Proposal | Refusal> {
    return answered(() =>
      this.dataSource.transaction((manager) =>
        this.proposals.answer(
          manager,
          actorOf(request.viewer),
          idOf(textId, 'PROPOSAL_MISSING', 'textId'),
          accepted,
          reason ?? null,
          anyway,
        ),
      ),
    );
  }

  @ResolveField(() => ParticipantType, { nullable: true })
  author(
    @Parent() proposal: Proposal,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, proposal.authorId);
  }
}

@Resolver(() => ProposedTextType)
export class ProposedTextResolver {
  constructor(private readonly values: ReadableValues) {}

  @ResolveField(() => [TextPieceType], { description: 'word by word' })
  pieces(@Parent() { before, after }: ProposedText): TextPiece[] {
    return diffTexts(before, after);
  }

  @ResolveField(() => String, { description: "the field's name in the reader's language" })
  label(@Parent() { field }: ProposedText, @Context() { request }: GraphqlContext): string {
    return this.values.label(field, this.values.localeOf(request));
  }
}
