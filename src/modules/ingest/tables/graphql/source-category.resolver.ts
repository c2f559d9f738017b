import { Args, Context, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { ArrayMaxSize, IsArray, IsString, MaxLength, MinLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../../common/errors';
import type { GraphqlContext } from '../../../../platform/graphql';
import { Access, requireAccess } from '../../../identity';
import { VocabularyService } from '../../../vocabulary';
import { idOf } from '../../imports/graphql/ids';
import { importMissing } from '../../imports/import-errors';
import { CategoryMappings } from '../../understanding';

const MOST = 1_000;

@ObjectType('SourceCategory', { description: "A source's own word for what something is about." })
export class SourceCategoryType {
  @Field(() => String, { description: 'as the source writes it' }) words!: string;
  @Field(() => [String], { description: 'ids of concepts; none: it says nothing that the vocabulary has' })
  conceptIds!: readonly string[];
}

@InputType('SourceCategoryInput')
export class SourceCategoryInput {
  @Field(() => String) @IsString() @MinLength(1) @MaxLength(300) words!: string;
  @Field(() => [String]) @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) conceptIds!: string[];
}

const scopeArgument = {
  type: () => ID,
  description: 'a network, for all that is brought in there, or a city or organisation, for what is its own',
};

/** What the categories of sources are here: said once, used whenever a document or table of that network comes. */
@Resolver()
export class SourceCategoryResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly categories: CategoryMappings,
    private readonly vocabulary: VocabularyService,
  ) {}

  @Access('import.confirm')
  @Query(() => [SourceCategoryType], { description: 'FORBIDDEN where the place is not theirs.' })
  async sourceCategories(
    @Context() context: GraphqlContext,
    @Args('scopeId', scopeArgument) scopeId: string,
  ): Promise<SourceCategoryType[]> {
    const id = await this.require(context, scopeId);
    return this.categories.list(this.dataSource.manager, id);
  }

  @Access('import.confirm')
  @Mutation(() => [SourceCategoryType], {
    description: 'Keeps what these words are, and leaves the others. CONCEPT_UNKNOWN, FORBIDDEN, NOT_FOUND.',
  })
  async mapSourceCategories(
    @Context() context: GraphqlContext,
    @Args('scopeId', scopeArgument) scopeId: string,
    @Args('categories', { type: () => [SourceCategoryInput], description: 'at most 1,000' })
    categories: SourceCategoryInput[],
  ): Promise<SourceCategoryType[]> {
    const id = await this.require(context, scopeId);
    const wanted = categories.slice(0, MOST);
    const unknown = wanted.flatMap(({ conceptIds }) => conceptIds).find((one) => !this.vocabulary.find(one));
    if (unknown !== undefined) {
      throw new CodedError('CONCEPT_UNKNOWN', 'error.table.cell.concept', { words: unknown }, 422);
    }
    return this.dataSource.transaction(async (manager) => {
      await this.categories.keep(manager, id, wanted);
      return this.categories.list(manager, id);
    });
  }

  @Access('import.confirm')
  @Mutation(() => [SourceCategoryType], {
    description:
      'Forgets what these words are, for imports to come; words that nobody mapped are no mistake. Answers with the others. FORBIDDEN, NOT_FOUND.',
  })
  async removeSourceCategory(
    @Context() context: GraphqlContext,
    @Args('scopeId', scopeArgument) scopeId: string,
    @Args('words', { type: () => String, description: 'in any spelling that is the same word' })
    words: string,
  ): Promise<SourceCategoryType[]> {
    const id = await this.require(context, scopeId);
    return this.dataSource.transaction(async (manager) => {
      await this.categories.remove(manager, id, words);
      return this.categories.list(manager, id);
    });
  }

  private async require({ request }: GraphqlContext, scopeId: string): Promise<string> {
    const id = idOf(scopeId);
    requireAccess(request.viewer, 'import.confirm', { ownerId: id, cityIds: [id], networkIds: [id] });
    const there: unknown[] = await this.dataSource.query(
      `SELECT FROM record WHERE id = $1 AND kind IN ('CITY', 'ORGANISATION', 'NETWORK')`,
      [id],
    );
    if (there.length === 0) throw importMissing();
    return id;
  }
}
