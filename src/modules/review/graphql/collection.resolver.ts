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
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access } from '../../identity';
import { RecordInterface, type RecordNode, RecordReader } from '../../records';
import { actorOf } from '../actor';
import { type CollectionRow, CollectionsService } from '../collections/collections.service';
import { answered, ContentRefusalType, type Refusal, ReviewRefusalType, typeOr } from './failures';
import { idOf } from './ids';
import { ParticipantReader, ParticipantType } from './participant';

@ObjectType('CollectionItem')
export class CollectionItemType {
  @Field(() => RecordInterface) record!: RecordNode;
  @Field(() => String, { nullable: true, description: 'why it is in, as its author wrote it' }) note!:
    string | null;
}

@ObjectType('Collection', { description: 'Records that an expert has put together, with a note to each.' })
export class CollectionType {
  @Field(() => ID) id!: string;
  @Field(() => ID) networkId!: string;
  @Field(() => String) title!: string;
  @Field(() => LocaleScalar, { description: 'language of its title and notes' }) locale!: Locale;
  @Field(() => String, { nullable: true }) introduction!: string | null;
  @Field(() => Boolean, { description: 'everybody with a role in the network reads it' }) isShared!: boolean;
  @Field(() => GraphQLISODateTime) updatedAt!: Date;
}

@InputType('CollectionItemInput')
export class CollectionItemInput {
  @Field(() => ID) recordId!: string;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType('CollectionInput')
export class SaveCollectionInput {
  @Field(() => ID, { nullable: true, description: 'left out: a new one' }) id?: string | null;
  @Field(() => ID) networkId!: string;
  @Field(() => String) title!: string;
  @Field(() => LocaleScalar) locale!: Locale;
  @Field(() => String, { nullable: true }) introduction?: string | null;
  @Field(() => Boolean, { defaultValue: false }) isShared!: boolean;
  @Field(() => [CollectionItemInput], { description: 'in order, in place of those there were; at most 500' })
  items!: CollectionItemInput[];
}

@ObjectType('CollectionRemoved')
export class CollectionRemovedType {
  @Field(() => ID) id!: string;
}

export const CollectionResult = createUnionType({
  name: 'CollectionResult',
  types: () => [CollectionType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(CollectionType),
});
export const RemoveCollectionResult = createUnionType({
  name: 'RemoveCollectionResult',
  types: () => [CollectionRemovedType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(CollectionRemovedType),
});

@Resolver(() => CollectionType)
export class CollectionResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly kept: CollectionsService,
    private readonly participants: ParticipantReader,
    private readonly reader: RecordReader,
  ) {}

  @Access('signed-in')
  @Query(() => [CollectionType], {
    description: "The viewer's own, and those shared in networks where they have a role; at most 500.",
  })
  collections(@Context() { request }: GraphqlContext): Promise<CollectionRow[]> {
    return this.kept.visible(this.dataSource.manager, request.viewer);
  }

  @Access('collection.keep')
  @Mutation(() => CollectionResult, { description: 'Makes a collection, or writes one anew.' })
  saveCollection(
    @Context() { request }: GraphqlContext,
    @Args('input') { id, items, introduction, ...input }: SaveCollectionInput,
  ): Promise<CollectionRow | Refusal> {
    return answered(() =>
      this.dataSource.transaction((manager) =>
        this.kept.save(manager, actorOf(request.viewer), id ? idOf(id, 'COLLECTION_MISSING', 'id') : null, {
          ...input,
          networkId: idOf(input.networkId, 'NETWORK_UNKNOWN', 'networkId'),
          introduction: introduction ?? null,
          items: items.map(({ recordId, note }) => ({
            recordId: idOf(recordId, 'RECORD_MISSING', 'items'),
            note: note ?? null,
          })),
        }),
      ),
    );
  }

  @Access('collection.keep')
  @Mutation(() => RemoveCollectionResult)
  removeCollection(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<CollectionRemovedType | Refusal> {
    return answered(() =>
      this.dataSource.transaction(async (manager) => {
        await this.kept.remove(manager, actorOf(request.viewer), idOf(id, 'COLLECTION_MISSING', 'id'));
        return { id };
      }),
    );
  }

  @ResolveField(() => [CollectionItemType], { description: 'Those that the viewer may see.' })
  async items(
    @Parent() collection: CollectionRow,
    @Context() { request }: GraphqlContext,
  ): Promise<CollectionItemType[]> {
    const items = await this.kept.items(this.dataSource.manager, collection.id);
    const loaded = await Promise.all(
      items.map(async ({ recordId, note }) => ({ record: await this.reader.load(request, recordId), note })),
    );
    return loaded.flatMap(({ record, note }) => (record ? [{ record, note }] : []));
  }

  @ResolveField(() => ParticipantType, { nullable: true })
  author(
    @Parent() collection: CollectionRow,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, collection.authorId);
  }
}
