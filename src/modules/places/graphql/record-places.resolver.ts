import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from '../../../platform/graphql';
import { RecordInterface, type RecordNode, RecordReader } from '../../records';
import { AskContactType, CityType, NetworkType } from './place.types';

type WithAddresses = RecordNode & Record<'website' | 'functionalMailbox', Promise<string | null>>;

/** What places add to every record: where it happens, in which networks it is shown, whom to ask. */
@Resolver(() => RecordInterface)
export class RecordPlacesResolver {
  constructor(private readonly reader: RecordReader) {}

  @ResolveField(() => [CityType])
  async cities(@Parent() record: RecordNode, @Context() { request }: GraphqlContext): Promise<RecordNode[]> {
    const ids = await this.reader.linkedIds(request, 'city', record.id);
    return this.reader.loadMany(request, ids, record.shownLocale);
  }

  @ResolveField(() => [NetworkType], { description: 'networks that have accepted it' })
  async networks(
    @Parent() record: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode[]> {
    const ids = await this.reader.linkedIds(request, 'network', record.id);
    return this.reader.loadMany(request, ids, record.shownLocale);
  }

  @ResolveField(() => [AskContactType], {
    description:
      'Published ways to ask, of those in `askWhom` and of the place itself; people are asked through their cards.',
  })
  async askContacts(
    @Parent() record: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<AskContactType[]> {
    const ids = await this.reader.linkedIds(request, 'ask', record.id);
    const asked = (await this.reader.loadMany(request, ids, record.shownLocale)) as WithAddresses[];
    const contacts = await Promise.all(
      [...asked, record as WithAddresses].map(async (node) => ({
        email: await node.functionalMailbox,
        url: await node.website,
        label: (await this.reader.text(request, node, 'title'))?.text ?? '',
      })),
    );
    return contacts.filter(({ email, url }) => email !== null || url !== null);
  }
}
