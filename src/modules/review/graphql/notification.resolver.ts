import {
  Args,
  Context,
  Field,
  GraphQLISODateTime,
  ID,
  Int,
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
import { decodeCursor, encodeCursor } from '../../../common/cursor';
import { BadInputError } from '../../../common/errors';
import type { GraphqlContext } from '../../../platform/graphql';
import { I18nService } from '../../../platform/i18n';
import { Access } from '../../identity';
import { PageInfoType } from '../../records';
import { actorOf } from '../actor';
import { DigestLines, type Knowable } from '../notifications/digest-lines.query';
import { Frequency, NotificationKind } from '../notifications/notification-kind';
import { NotificationQuery, type NotificationRow } from '../notifications/notification.query';
import { idOf } from './ids';
import { ParticipantReader, ParticipantType } from './participant';
import { ReadableValues } from './readable-values';

registerEnumType(NotificationKind, { name: 'NotificationKind' });
registerEnumType(Frequency, { name: 'NotificationFrequency', description: 'How often letters come.' });

const MAX_PAGE = 100;

@ObjectType('Notification', { description: 'Something that the viewer is told of.' })
export class NotificationType {
  @Field(() => ID) id!: string;
  @Field(() => NotificationKind) kind!: NotificationKind;
  @Field(() => ID, { nullable: true }) recordId!: string | null;
  @Field(() => ID, { nullable: true }) submissionId!: string | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'absent: not read' }) readAt!: Date | null;
}

@ObjectType('NotificationPage')
export class NotificationPageType {
  @Field(() => [NotificationType]) notifications!: NotificationRow[];
  @Field(() => Int, { description: 'not read, of all' }) unread!: number;
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('NotificationSetting')
export class NotificationSettingType {
  @Field(() => NotificationKind) kind!: NotificationKind;
  @Field(() => Frequency) frequency!: Frequency;
}

/** What the viewer is told of, and how. */
@Resolver(() => NotificationType)
export class NotificationResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly query: NotificationQuery,
    private readonly lines: DigestLines,
    private readonly participants: ParticipantReader,
    private readonly values: ReadableValues,
    private readonly i18n: I18nService,
  ) {}

  @Access('signed-in')
  @Query(() => NotificationPageType, { description: "The viewer's own, the newest first." })
  async notifications(
    @Context() { request }: GraphqlContext,
    @Args('first', { type: () => Int, defaultValue: 20, description: '1–100' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string | null,
    @Args('unreadOnly', { type: () => Boolean, defaultValue: false }) unreadOnly = false,
  ): Promise<NotificationPageType> {
    if (first < 1 || first > MAX_PAGE) throw new BadInputError('error.first', { max: MAX_PAGE });
    const { account } = actorOf(request.viewer);
    const { manager } = this.dataSource;
    const rows = await this.query.page(
      manager,
      account.id,
      unreadOnly,
      after ? idOf(decodeCursor(after), 'RECORD_MISSING', 'after') : null,
      first + 1,
    );
    const notifications = rows.slice(0, first);
    const last = notifications.at(-1);
    return {
      notifications,
      unread: await this.query.unread(manager, account.id),
      pageInfo: {
        hasNextPage: rows.length > first,
        endCursor: last ? encodeCursor(last.id) : null,
      },
    };
  }

  @Access('signed-in')
  @Query(() => [NotificationSettingType], { description: 'How often letters of each kind come.' })
  async notificationSettings(@Context() { request }: GraphqlContext): Promise<NotificationSettingType[]> {
    const { account } = actorOf(request.viewer);
    const chosen = await this.query.frequencies(this.dataSource.manager, account.id);
    return [...chosen].map(([kind, frequency]) => ({ kind, frequency }));
  }

  @Access('account.selfChange')
  @Mutation(() => Int, { description: 'Marks some as read, or all. Answers how many are unread.' })
  markNotificationsRead(
    @Context() { request }: GraphqlContext,
    @Args('ids', { type: () => [ID], nullable: true, description: 'left out: all' }) ids?: string[] | null,
  ): Promise<number> {
    const { account } = actorOf(request.viewer);
    const wanted = ids?.map((id) => idOf(id, 'RECORD_MISSING', 'ids')) ?? null;
    return this.dataSource.transaction((manager) => this.query.markRead(manager, account.id, wanted));
  }

  @Access('account.selfChange')
  @Mutation(() => [NotificationSettingType], {
    description: 'Chooses how often letters of these kinds come.',
  })
  async chooseNotifications(
    @Context() { request }: GraphqlContext,
    @Args('kinds', { type: () => [NotificationKind] }) kinds: NotificationKind[],
    @Args('frequency', { type: () => Frequency }) frequency: Frequency,
  ): Promise<NotificationSettingType[]> {
    const { account } = actorOf(request.viewer);
    return this.dataSource.transaction(async (manager) => {
      await this.query.choose(manager, account.id, [...new Set(kinds)], frequency);
      const chosen = await this.query.frequencies(manager, account.id);
      return [...chosen].map(([kind, each]) => ({ kind, frequency: each }));
    });
  }

  @ResolveField(() => String, { description: "the whole sentence in the reader's language" })
  async text(@Parent() row: NotificationRow, @Context() context: GraphqlContext): Promise<string> {
    const locale = this.values.localeOf(context.request);
    const known = await this.knowable(row, context);
    const title = known?.title ?? this.i18n.translate(locale, 'notification.untitled');
    return this.i18n.translate(locale, `notification.${row.kind}`, { title });
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'path of the page to open, behind the language; absent where the viewer may not see it any more',
  })
  async path(@Parent() row: NotificationRow, @Context() context: GraphqlContext): Promise<string | null> {
    return (await this.knowable(row, context))?.path ?? null;
  }

  @ResolveField(() => ParticipantType, { nullable: true })
  actor(
    @Parent() row: NotificationRow,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, row.actorId);
  }

  /** By the access table as it is now. */
  private async knowable(
    { recordId }: NotificationRow,
    { request }: GraphqlContext,
  ): Promise<Knowable | null> {
    if (!recordId) return null;
    return request
      .loader<string, Knowable>('knowable', async (ids) => {
        const known = new Map<string, Knowable>();
        for (const id of ids) {
          const one = await this.lines.knowable(this.dataSource.manager, request.viewer, id);
          if (one) known.set(id, one);
        }
        return known;
      })
      .load(recordId);
  }
}
