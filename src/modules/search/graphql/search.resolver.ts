import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access } from '../../identity';
import { SearchSort } from '../search-engine';
import type { LabelledFacet } from '../facet-labels.service';
import { type SearchAnswer, SearchService, type Suggestion } from '../search.service';
import { FacetCountsType, FacetFilterInput, SearchResultsType, SuggestionType } from './search.types';

interface ComplexityOptions {
  args: { pageSize?: number | null; limit?: number | null };
  childComplexity: number;
}

const PAGE_SIZE = 20;
const SUGGESTIONS = 8;

@Resolver()
export class SearchResolver {
  constructor(private readonly service: SearchService) {}

  @Access('anyone')
  @Query(() => SearchResultsType, {
    description:
      '`locale` decides labels and the language shown, never which records may match. pageSize 1–100; page × pageSize ≤ 10,000.',
    complexity: ({ args, childComplexity }: ComplexityOptions) =>
      1 + Math.min(Math.max(args.pageSize ?? PAGE_SIZE, 1), 100) * childComplexity,
  })
  search(
    @Context() { request }: GraphqlContext,
    @Args('query', { type: () => String, defaultValue: '' }) query: string,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale?: Locale | null,
    @Args('filters', { type: () => [FacetFilterInput], nullable: true }) filters?: FacetFilterInput[] | null,
    @Args('sort', { type: () => SearchSort, nullable: true, defaultValue: SearchSort.RELEVANCE })
    sort?: SearchSort | null,
    @Args('page', { type: () => Int, nullable: true, defaultValue: 1 }) page?: number | null,
    @Args('pageSize', { type: () => Int, nullable: true, defaultValue: PAGE_SIZE }) pageSize?: number | null,
  ): Promise<SearchAnswer> {
    return this.service.search(request, {
      query,
      locale: locale ?? undefined,
      filters: filters ?? [],
      sort: sort ?? SearchSort.RELEVANCE,
      page: page ?? 1,
      pageSize: pageSize ?? PAGE_SIZE,
    });
  }

  @Access('anyone')
  @Query(() => [SuggestionType], {
    description:
      'Titles, places and themes for what is being typed; limit 1–20. No query of anybody is stored.',
    complexity: ({ args, childComplexity }: ComplexityOptions) =>
      1 + Math.min(Math.max(args.limit ?? SUGGESTIONS, 1), 20) * childComplexity,
  })
  suggest(
    @Context() { request }: GraphqlContext,
    @Args('text', { type: () => String }) text: string,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale?: Locale | null,
    @Args('limit', { type: () => Int, nullable: true, defaultValue: SUGGESTIONS }) limit?: number | null,
  ): Promise<Suggestion[]> {
    return this.service.suggest(request, text, locale ?? undefined, limit ?? SUGGESTIONS);
  }
}

@Resolver(() => SearchResultsType)
export class SearchResultsResolver {
  @ResolveField(() => [FacetCountsType], {
    description: 'for a facet with a filter, its counts are those without that filter',
  })
  facets(@Parent() answer: SearchAnswer): LabelledFacet[] {
    return answer.facets();
  }
}
