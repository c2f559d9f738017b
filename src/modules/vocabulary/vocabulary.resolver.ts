import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Locale } from '../../common/locale';
import { type GraphqlContext, LocaleScalar } from '../../platform/graphql';
import { I18nService } from '../../platform/i18n';
import { Access } from '../identity';
import { type ConceptNode, conceptNode, ConceptType } from './concept.type';
import { VocabularyService } from './vocabulary.service';

@Resolver(() => ConceptType)
export class VocabularyResolver {
  constructor(
    private readonly vocabulary: VocabularyService,
    private readonly i18n: I18nService,
  ) {}

  @Access('anyone')
  @Query(() => [LocaleScalar], {
    description: 'The supported languages, in the order in which they are offered.',
  })
  locales(): Locale[] {
    return this.i18n.tags;
  }

  @Access('anyone')
  @Query(() => [ConceptType], {
    description: 'The concepts of one scheme in their own order; none for an unknown one.',
  })
  concepts(
    @Args('scheme', { type: () => String }) scheme: string,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale?: Locale,
  ): ConceptNode[] {
    return this.vocabulary.ofScheme(scheme).map(({ id }) => conceptNode(id, locale));
  }

  @ResolveField(() => String, { description: "In the asked language, else the reader's, else English." })
  label(
    @Parent() concept: ConceptNode,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale: Locale | undefined,
    @Context() context: GraphqlContext,
  ): string {
    return this.vocabulary.label(concept.id, locale ?? concept.shownLocale ?? context.request.acceptedLocale);
  }

  @ResolveField(() => String, { nullable: true, description: 'What is meant, in plain words.' })
  definition(
    @Parent() concept: ConceptNode,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale: Locale | undefined,
    @Context() context: GraphqlContext,
  ): string | undefined {
    return this.vocabulary.definition(
      concept.id,
      locale ?? concept.shownLocale ?? context.request.acceptedLocale,
    );
  }
}
