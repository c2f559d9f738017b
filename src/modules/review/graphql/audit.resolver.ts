import {
  Args,
  Context,
  Field,
  GraphQLISODateTime,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../../../common/cursor';
import { BadInputError } from '../../../common/errors';
import type { JsonObject } from '../../../common/json';
import { Role } from '../../../common/viewer';
import { type GraphqlContext, JsonObjectScalar } from '../../../platform/graphql';
import { Access, may, requireAccess } from '../../identity';
import { PageInfoType, RecordInterface, type RecordNode, RecordReader } from '../../records';
import { actorOf } from '../actor';
import { AuditQuery, type AuditRow } from '../audit/audit.query';
import { recordScope, ReviewScopeQuery } from '../review-scope.query';
import { idOf } from './ids';
import { ParticipantReader, ParticipantType } from './participant';

const MAX_PAGE = 200;
/** The largest id that the trail can have. */
const MAX_ID = 9_223_372_036_854_775_807n;

@ObjectType('AuditEvent', {
  description: 'Who did what, when, and from which kind of client. Never changed.',
})
export class AuditEventType {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { description: '`draft.save`, `submission.request_changes`, `network.accept` …' })
  action!: string;
  @Field(() => String, { description: 'web, token, command, job or unknown' }) client!: string;
  @Field(() => ID, { nullable: true }) recordId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'draft, submission, comment or other thing it was done to',
  })
  subjectId!: string | null;
  @Field(() => JsonObjectScalar, { description: 'states, numbers and ids; no words of a person' })
  facts!: JsonObject;
}

@ObjectType('AuditTrail')
export class AuditTrailType {
  @Field(() => [AuditEventType]) events!: AuditRow[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@Resolver(() => AuditEventType)
export class AuditResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditQuery,
    private readonly scopes: ReviewScopeQuery,
    private readonly participants: ParticipantReader,
    private readonly reader: RecordReader,
  ) {}

  @Access('record.audit')
  @Query(() => AuditTrailType, {
    description:
      "Who did what, the newest first: to one record, or in the viewer's networks; administrators read all of it.",
    complexity: ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }) =>
      1 + (args.first ?? 50) * childComplexity,
  })
  async auditTrail(
    @Context() { request: { viewer } }: GraphqlContext,
    @Args('recordId', { type: () => ID, nullable: true }) recordId?: string | null,
    @Args('actorId', { type: () => ID, nullable: true }) actorId?: string | null,
    @Args('first', { type: () => Int, defaultValue: 50, description: '1–200' }) first = 50,
    @Args('after', { type: () => String, nullable: true }) after?: string | null,
  ): Promise<AuditTrailType> {
    if (first < 1 || first > MAX_PAGE) throw new BadInputError('error.first', { max: MAX_PAGE });
    const { account } = actorOf(viewer);
    const { manager } = this.dataSource;
    const record = recordId ? await this.scopes.record(manager, idOf(recordId, 'RECORD_MISSING')) : null;
    const isAdministrator = may(viewer, 'record.audit', {});
    const theirs = account.grants.flatMap(({ role, scopeId }) =>
      scopeId && (role === Role.COORDINATOR || role === Role.KEEPER) ? [scopeId] : [],
    );
    // A record that never was published belongs to no network yet; what was done to it is told by its scopes.
    if (record?.publishedVersion) requireAccess(viewer, 'record.audit', recordScope(record));
    const rows = await this.audit.page(
      manager,
      {
        recordId: record?.id ?? null,
        actorId: actorId ? idOf(actorId, 'RECORD_MISSING', 'actorId') : null,
        scopeIds: isAdministrator || record?.publishedVersion ? null : theirs,
      },
      after ? eventOf(after) : null,
      first + 1,
    );
    const events = rows.slice(0, first);
    const last = events.at(-1);
    return {
      events,
      pageInfo: { hasNextPage: rows.length > first, endCursor: last ? encodeCursor(last.id) : null },
    };
  }

  @ResolveField(() => ParticipantType, { nullable: true, description: 'absent: a job, or nobody signed in' })
  actor(@Parent() event: AuditRow, @Context() { request }: GraphqlContext): Promise<ParticipantType | null> {
    return this.participants.load(request, event.actorId);
  }

  @ResolveField(() => RecordInterface, { nullable: true, description: 'as readers see it now' })
  async record(
    @Parent() event: AuditRow,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    return event.recordId ? this.reader.load(request, event.recordId) : null;
  }
}

function eventOf(after: string): string {
  const id = decodeCursor(after);
  if (!/^[0-9]{1,19}$/.test(id) || BigInt(id) > MAX_ID) throw new BadInputError('error.cursor');
  return id;
}
