import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from '../../../platform/graphql';
import { InvitationType, OfferedInvitationType, RoleGrantType } from '../../identity';
import { RecordInterface, type RecordNode, RecordReader } from '../../records';

const PLACE = {
  nullable: true,
  description:
    'network, city or organisation, as the reader sees it; null: the whole site, or one that they may not see',
};

/** Where a role is held or offered. */
abstract class RolePlaceResolver {
  constructor(readonly reader: RecordReader) {}

  protected load(scopeId: string | null, { request }: GraphqlContext): Promise<RecordNode | null> {
    return scopeId === null ? Promise.resolve(null) : this.reader.load(request, scopeId);
  }
}

@Resolver(() => RoleGrantType)
export class RoleGrantPlaceResolver extends RolePlaceResolver {
  constructor(reader: RecordReader) {
    super(reader);
  }

  @ResolveField(() => RecordInterface, PLACE)
  scope(
    @Parent() { scopeId }: RoleGrantType,
    @Context() context: GraphqlContext,
  ): Promise<RecordNode | null> {
    return this.load(scopeId, context);
  }
}

@Resolver(() => InvitationType)
export class InvitationPlaceResolver extends RolePlaceResolver {
  constructor(reader: RecordReader) {
    super(reader);
  }

  @ResolveField(() => RecordInterface, PLACE)
  scope(
    @Parent() { scopeId }: InvitationType,
    @Context() context: GraphqlContext,
  ): Promise<RecordNode | null> {
    return this.load(scopeId, context);
  }
}

@Resolver(() => OfferedInvitationType)
export class OfferedInvitationPlaceResolver extends RolePlaceResolver {
  constructor(reader: RecordReader) {
    super(reader);
  }

  @ResolveField(() => RecordInterface, PLACE)
  scope(
    @Parent() { scopeId }: OfferedInvitationType,
    @Context() context: GraphqlContext,
  ): Promise<RecordNode | null> {
    return this.load(scopeId, context);
  }
}
