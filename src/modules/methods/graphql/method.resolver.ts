import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { RecordKind } from '../../../common/records';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import {
  ConnectionArguments,
  connectionOf,
  listComplexity,
  type RecordConnection,
  recordConnection,
  RecordReader,
  TextFields,
} from '../../records';
import { MethodType } from './method.type';

const MethodConnection = connectionOf('Method', () => MethodType);

@TextFields({ howItWorks: 'How it goes.', whenToUse: 'When it fits.', limits: 'When it does not.' })
@Resolver(() => MethodType)
export class MethodResolver {
  constructor(readonly reader: RecordReader) {}

  @Access('anyone')
  @Query(() => MethodConnection, {
    name: 'methods',
    description: 'All methods, by slug.',
    complexity: listComplexity,
  })
  allMethods(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.METHOD, page);
  }
}
