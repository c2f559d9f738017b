import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ChosenText, TextState } from '../../../common/localized-text';
import type { GraphqlContext, RequestContext } from '../../../platform/graphql';
import { I18nService } from '../../../platform/i18n';
import { may, type Operation } from '../../identity';
import { LocalizedTextType } from '../../records';
import { TranslatorRegistry } from '../chain/translator-registry';
import { GlossaryNotes } from '../glossary/glossary-notes.service';
import { TranslationTargets } from '../jobs/translation-targets.query';
import { loadScopes, type RecordScope } from '../people/record-scope.query';
import {
  loadStandings,
  revisionOf,
  textKeyOf,
  type TextKey,
  type TextStanding,
} from '../people/text-standing.query';
import { SourceChangeType, TermInTextType } from './translation.types';

/** What the page needs of a text beside its words: why there are none, what has changed, and what the viewer may do. */
@Resolver(() => LocalizedTextType)
export class LocalizedTextResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registry: TranslatorRegistry,
    private readonly targets: TranslationTargets,
    private readonly notes: GlossaryNotes,
    private readonly i18n: I18nService,
  ) {}

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Why there is no translation, or none yet: no-engine, no-pair, rejected, not-requested, not-by-machine, awaited, ' +
      'rate-limited, quota, unavailable and others; for a text that is kept as it is: already-in-language, ' +
      'nothing-to-translate. See `stateNote`.',
  })
  async stateReason(
    @Parent() text: ChosenText,
    @Context() { request }: GraphqlContext,
  ): Promise<string | null> {
    if (text.stateReason !== null || !text.isFallback || text.state !== TextState.UNAVAILABLE) {
      return text.stateReason;
    }
    if (this.registry.all().length === 0) return 'no-engine';
    return (await this.isNeverTranslated(request, text)) ? 'not-by-machine' : 'not-requested';
  }

  @ResolveField(() => String, {
    nullable: true,
    description: "`stateReason` as a sentence in the reader's language",
  })
  async stateNote(@Parent() text: ChosenText, @Context() context: GraphqlContext): Promise<string | null> {
    const reason = await this.stateReason(text, context);
    if (reason === null) return null;
    const locale = context.request.acceptedLocale ?? text.wanted;
    const key = `translation.reason.${reason}`;
    const sentence = this.i18n.translate(locale, key);
    return sentence === key ? this.i18n.translate(locale, 'translation.reason.unavailable') : sentence;
  }

  @ResolveField(() => Boolean, {
    description: 'whether the viewer may correct it, or translate it themselves',
  })
  async viewerCanCorrect(
    @Parent() text: ChosenText,
    @Context() { request }: GraphqlContext,
  ): Promise<boolean> {
    if (request.viewer.account === null) return false;
    if (text.isSource && !text.isFallback) return false;
    return this.may(request, text, 'translation.correct');
  }

  @ResolveField(() => Boolean, {
    description: 'whether `requestTranslation` would have a machine translate it',
  })
  async viewerCanRequest(
    @Parent() text: ChosenText,
    @Context() { request }: GraphqlContext,
  ): Promise<boolean> {
    if (!text.isFallback || text.state !== TextState.UNAVAILABLE || this.registry.all().length === 0)
      return false;
    return !(await this.isNeverTranslated(request, text));
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'what `correctTranslation` has to be told; for those who may correct it',
  })
  async revision(@Parent() text: ChosenText, @Context() context: GraphqlContext): Promise<string | null> {
    if (!(await this.viewerCanCorrect(text, context))) return null;
    const standing = await this.standing(context.request, text);
    return standing && revisionOf(standing);
  }

  @ResolveField(() => SourceChangeType, {
    nullable: true,
    description: 'of a stale translation: how its source was and is; for those who may correct it',
  })
  async sourceChange(
    @Parent() text: ChosenText,
    @Context() context: GraphqlContext,
  ): Promise<SourceChangeType | null> {
    if (text.state !== TextState.STALE || !(await this.viewerCanCorrect(text, context))) return null;
    const standing = await this.standing(context.request, text);
    if (!standing) return null;
    return { locale: standing.sourceLocale, before: standing.sourceBefore, now: standing.sourceText };
  }

  @ResolveField(() => [TermInTextType], {
    description:
      "terms of the glossaries of the record's networks that stand in the text and have a definition",
    complexity: 10,
  })
  terms(@Parent() text: ChosenText, @Context() { request }: GraphqlContext): Promise<TermInTextType[]> {
    return this.notes.of(request, text);
  }

  private async may(request: RequestContext, text: ChosenText, operation: Operation): Promise<boolean> {
    const found = await request
      .loader<string, RecordScope>('translation:scope', (ids) => loadScopes(this.dataSource.manager, ids))
      .load(text.recordId);
    return found !== null && may(request.viewer, operation, found.scope);
  }

  private standing(
    request: RequestContext,
    { recordId, field, wanted }: ChosenText,
  ): Promise<TextStanding | null> {
    return request
      .loader<TextKey, TextStanding>(
        'translation:standing',
        (keys) => loadStandings(this.dataSource.manager, keys),
        textKeyOf,
      )
      .load({ recordId, field, locale: wanted });
  }

  private async isNeverTranslated(
    request: RequestContext,
    { recordId, field }: ChosenText,
  ): Promise<boolean> {
    const never = await request
      .loader<string, string[]>('translation:never', async (ids) => {
        const targets = await this.targets.of(this.dataSource.manager, ids);
        return new Map(targets.map((target) => [target.recordId, target.never]));
      })
      .load(recordId);
    return (never ?? []).some((pattern) => new RegExp(pattern, 'u').test(field));
  }
}
