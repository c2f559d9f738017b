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
import { CityType } from '../../places';
import { type ConceptNode, conceptNode, ConceptType } from '../../vocabulary';
import { ContactType } from './contact.type';

const ContactConnection = connectionOf('Contact', () => ContactType);

type ContactNode = RecordNode & Record<'organisationId' | 'cityId', Promise<string | null>>;

@TextFields({ role: 'What the person does.' })
@Resolver(() => ContactType)
export class ContactResolver {
  constructor(readonly reader: RecordReader) {}

  @Access('anyone')
  @Query(() => ContactConnection, {
    description: 'All contact cards that may be found, by slug.',
    complexity: listComplexity,
  })
  contacts(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.CONTACT, page);
  }

  @ResolveField(() => RecordInterface, { nullable: true })
  async organisation(
    @Parent() node: ContactNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.organisationId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField(() => CityType, { nullable: true })
  async city(
    @Parent() node: ContactNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.cityId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField(() => [ConceptType], { description: 'what the person can be asked about' })
  async topics(@Parent() node: RecordNode, @Context() { request }: GraphqlContext): Promise<ConceptNode[]> {
    const ids = await this.reader.conceptIds(request, node.id);
    return ids.filter((id) => id.startsWith('theme/')).map((id) => conceptNode(id, node.shownLocale));
  }
}
