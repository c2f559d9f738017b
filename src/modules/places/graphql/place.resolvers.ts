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
import { MembershipQuery } from '../membership.query';
import { CityType, type MembershipNode, MembershipType, NetworkType, OrganisationType } from './place.types';

const CityConnection = connectionOf('City', () => CityType);
const OrganisationConnection = connectionOf('Organisation', () => OrganisationType);
const NetworkConnection = connectionOf('Network', () => NetworkType);

type PlaceNode = RecordNode & Record<'parentId' | 'cityId' | 'keeperId', Promise<string | null>>;

@Resolver(() => CityType)
export class CityResolver {
  constructor(
    private readonly reader: RecordReader,
    private readonly memberships: MembershipQuery,
  ) {}

  @Access('anyone')
  @Query(() => CityConnection, { description: 'All cities, by slug.', complexity: listComplexity })
  cities(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.CITY, page);
  }

  @ResolveField('memberships', () => [MembershipType], { description: 'its parts in networks' })
  membershipsOf(
    @Parent() city: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<MembershipNode[]> {
    return this.memberships.ofMember(request, city.id, city.shownLocale);
  }
}

@Resolver(() => OrganisationType)
export class OrganisationResolver {
  constructor(
    private readonly reader: RecordReader,
    private readonly memberships: MembershipQuery,
  ) {}

  @Access('anyone')
  @Query(() => OrganisationConnection, {
    description: 'All organisations, by slug.',
    complexity: listComplexity,
  })
  organisations(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.ORGANISATION, page);
  }

  @ResolveField(() => OrganisationType, { nullable: true })
  async parent(
    @Parent() node: PlaceNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.parentId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField(() => CityType, { nullable: true })
  async city(@Parent() node: PlaceNode, @Context() { request }: GraphqlContext): Promise<RecordNode | null> {
    const id = await node.cityId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField('memberships', () => [MembershipType], { description: 'its parts in networks' })
  membershipsOf(
    @Parent() node: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<MembershipNode[]> {
    return this.memberships.ofMember(request, node.id, node.shownLocale);
  }
}

@TextFields({ objectives: 'What the network is for.', fundingText: 'How it is paid for, in words.' }, [], {
  fundingText: 'funding',
})
@Resolver(() => NetworkType)
export class NetworkResolver {
  constructor(
    readonly reader: RecordReader,
    private readonly memberships: MembershipQuery,
  ) {}

  @Access('anyone')
  @Query(() => NetworkConnection, {
    name: 'networks',
    description: 'All networks, by slug.',
    complexity: listComplexity,
  })
  allNetworks(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.NETWORK, page);
  }

  @ResolveField(() => NetworkType, { nullable: true })
  async parent(
    @Parent() node: PlaceNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.parentId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'who answers for it once it is closed',
  })
  async keeper(
    @Parent() node: PlaceNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.keeperId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField(() => [MembershipType])
  members(@Parent() node: RecordNode, @Context() { request }: GraphqlContext): Promise<MembershipNode[]> {
    return this.memberships.ofNetwork(request, node.id, node.shownLocale);
  }
}
