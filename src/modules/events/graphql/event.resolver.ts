import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { RecordKind } from '../../../common/records';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import {
  ConnectionArguments,
  connectionOf,
  listComplexity,
  type RecordConnection,
  recordConnection,
  RecordInterface,
  type RecordNode,
  RecordReader,
  TextFields,
} from '../../records';
import { EventType } from './event.type';

const EventConnection = connectionOf('Event', () => EventType);

@TextFields({ aims: 'What it was for.', outputs: 'What came of it.' })
@Resolver(() => EventType)
export class EventResolver {
  constructor(readonly reader: RecordReader) {}

  @Access('anyone')
  @Query(() => EventConnection, { description: 'All events, by slug.', complexity: listComplexity })
  events(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.EVENT, page);
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'network or initiative that it belongs to',
  })
  async initiative(
    @Parent() node: RecordNode & { initiativeId: Promise<string | null> },
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.initiativeId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }
}
