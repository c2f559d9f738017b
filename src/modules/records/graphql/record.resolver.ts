import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from '../../../platform/graphql';
import { type ConceptNode, conceptNode, ConceptType } from '../../vocabulary';
import type { RecordNode } from '../record-node';
import { RecordReader } from '../record-reader';
import { RecordInterface } from './record.interface';
import { TextFields } from './text-fields.decorator';
import { RecordLabelType } from './value.types';

@TextFields({ title: 'The name of it.', summary: 'What it is, in a few sentences.' }, ['title'])
@Resolver(() => RecordInterface)
export class RecordResolver {
  constructor(readonly reader: RecordReader) {}

  @ResolveField(() => String, { description: 'ISO 8601 time of the last change that readers could see' })
  updatedAt(@Parent() record: RecordNode): string {
    return record.updatedAt.toISOString();
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'city, organisation or network that answers for it; absent for those that own themselves',
  })
  owner(
    @Parent() record: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> | null {
    return record.ownerId ? this.reader.load(request, record.ownerId, record.shownLocale) : null;
  }

  @ResolveField(() => [RecordInterface], {
    description: 'Whom to ask: cities and organisations with their published addresses, and contact cards.',
  })
  async askWhom(@Parent() record: RecordNode, @Context() { request }: GraphqlContext): Promise<RecordNode[]> {
    const ids = await this.reader.linkedIds(request, 'ask', record.id);
    return this.reader.loadMany(request, ids, record.shownLocale);
  }

  @ResolveField(() => [ConceptType])
  themes(@Parent() record: RecordNode, @Context() context: GraphqlContext): Promise<ConceptNode[]> {
    return this.conceptsOf(record, 'theme', context);
  }

  @ResolveField(() => [ConceptType])
  targetGroups(@Parent() record: RecordNode, @Context() context: GraphqlContext): Promise<ConceptNode[]> {
    return this.conceptsOf(record, 'target-group', context);
  }

  @ResolveField(() => [ConceptType])
  methods(@Parent() record: RecordNode, @Context() context: GraphqlContext): Promise<ConceptNode[]> {
    return this.conceptsOf(record, 'method', context);
  }

  @ResolveField(() => [ConceptType], { description: 'Sustainable Development Goals' })
  sdgs(@Parent() record: RecordNode, @Context() context: GraphqlContext): Promise<ConceptNode[]> {
    return this.conceptsOf(record, 'sdg', context);
  }

  @ResolveField(() => ConceptType, { nullable: true, description: 'after IAP2; absent: not reported' })
  async participationLevel(
    @Parent() record: RecordNode,
    @Context() context: GraphqlContext,
  ): Promise<ConceptNode | null> {
    return (await this.conceptsOf(record, 'participation-level', context))[0] ?? null;
  }

  @ResolveField(() => ConceptType, {
    nullable: true,
    description: "the activity's own status, never the state of review; absent: not reported",
  })
  async status(
    @Parent() record: RecordNode,
    @Context() context: GraphqlContext,
  ): Promise<ConceptNode | null> {
    return (await this.conceptsOf(record, 'activity-status', context))[0] ?? null;
  }

  @ResolveField(() => ConceptType, {
    nullable: true,
    description: 'from neighbourhood to national; absent: not reported',
  })
  async scale(@Parent() record: RecordNode, @Context() context: GraphqlContext): Promise<ConceptNode | null> {
    return (await this.conceptsOf(record, 'scale', context))[0] ?? null;
  }

  @ResolveField(() => [ConceptType], { description: 'values of open government that it serves' })
  ogpValues(@Parent() record: RecordNode, @Context() context: GraphqlContext): Promise<ConceptNode[]> {
    return this.conceptsOf(record, 'ogp-value', context);
  }

  @ResolveField(() => [RecordLabelType])
  async labels(
    @Parent() record: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordLabelType[]> {
    const labels = await this.reader.labels(request, record.id);
    return labels.map(({ id, ...rest }) => ({
      ...rest,
      id: rest.labelId,
      label: conceptNode(id, record.shownLocale),
    }));
  }

  private async conceptsOf(
    record: RecordNode,
    scheme: string,
    { request }: GraphqlContext,
  ): Promise<ConceptNode[]> {
    const ids = await this.reader.conceptIds(request, record.id);
    return ids.filter((id) => id.startsWith(`${scheme}/`)).map((id) => conceptNode(id, record.shownLocale));
  }
}
