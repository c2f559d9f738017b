import { Injectable } from '@nestjs/common';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { type GraphqlContext, LocaleScalar, type RequestContext } from '../../../platform/graphql';
import { type Draft, KindRegistry } from '../../records';
import { DraftingService } from '../drafts/drafting.service';
import { type Submission, SubmissionQuery, type SubmittedTitle } from '../submissions/submission.query';
import { DraftType } from './draft.types';
import { answered, isRefusal } from './failures';
import { ReadableValues } from './readable-values';
import { SubmissionType } from './submission.types';

@ObjectType('DraftText', { description: 'A text of a draft in the language that it is written in.' })
export class DraftTextType {
  @Field(() => String, { description: 'path in the record: `summary`, `milestones.<id>.title`' })
  field!: string;
  @Field(() => String, { description: "the field's name in the reader's language" }) label!: string;
  @Field(() => LocaleScalar) locale!: Locale;
  @Field(() => String, { description: 'empty where nothing is written yet' }) text!: string;
}

interface TextEntry {
  field: string;
  locale: Locale;
  text: string;
  isSource?: boolean;
}

/** What a page needs to show a draft as fields to write in: all texts that its kind can have, in the kind's order. */
@Resolver(() => DraftType)
export class DraftTextsResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly drafting: DraftingService,
    private readonly kinds: KindRegistry,
    private readonly values: ReadableValues,
  ) {}

  @ResolveField(() => RecordKind)
  kind(@Parent() draft: Draft): Promise<RecordKind> {
    return this.drafting.kindOf(this.dataSource.manager, draft);
  }

  @ResolveField(() => [DraftTextType], {
    description: 'Texts of the draft in its own language, those that are not written yet too.',
  })
  async texts(@Parent() draft: Draft, @Context() { request }: GraphqlContext): Promise<DraftTextType[]> {
    const kind = await this.drafting.kindOf(this.dataSource.manager, draft);
    const locale = String(draft.content['sourceLocale']);
    const reader = this.values.localeOf(request);
    const entries = sourceTexts(draft.content);
    return this.kinds.get(kind).textFields.flatMap(({ path }) => {
      const written = entries.filter(({ field }) => isOfPath(field, path));
      const shown = written.length > 0 || path.includes('*') ? written : [{ field: path, locale, text: '' }];
      return shown.map((entry) => ({
        field: entry.field,
        label: this.values.label(`texts.${entry.field}`, reader),
        locale: entry.locale,
        text: entry.text,
      }));
    });
  }
}

/** Titles as they were handed in, in batches. */
@Injectable()
export class SubmittedTitles {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly submissions: SubmissionQuery,
    private readonly values: ReadableValues,
  ) {}

  /** Null where there is none, and where the viewer may not read the draft. */
  async load(request: RequestContext, draftId: string | null): Promise<DraftTextType | null> {
    if (!draftId) return null;
    const title = await request
      .loader<string, SubmittedTitle>('submittedTitles', (ids) =>
        this.submissions.titles(this.dataSource.manager, request.viewer, ids),
      )
      .load(draftId);
    const label = this.values.label('texts.title', this.values.localeOf(request));
    return title && { field: 'title', label, ...title };
  }
}

@Resolver(() => SubmissionType)
export class SubmissionDraftResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly drafting: DraftingService,
    private readonly titles: SubmittedTitles,
  ) {}

  @ResolveField(() => DraftType, {
    nullable: true,
    description: 'absent once it is published, and where the viewer may not read it',
  })
  async draft(
    @Parent() { draftId }: Submission,
    @Context() { request }: GraphqlContext,
  ): Promise<Draft | null> {
    if (!draftId) return null;
    const found = await answered(() => this.drafting.read(this.dataSource.manager, request.viewer, draftId));
    return isRefusal(found) ? null : found;
  }

  @ResolveField(() => DraftTextType, {
    nullable: true,
    description: 'its title as it was handed in; absent once it is published: see `record`',
  })
  async title(
    @Parent() submission: Submission,
    @Context() { request }: GraphqlContext,
  ): Promise<DraftTextType | null> {
    return this.titles.load(request, submission.draftId);
  }
}

function sourceTexts(content: JsonObject): TextEntry[] {
  const texts = Array.isArray(content['texts']) ? (content['texts'] as unknown as TextEntry[]) : [];
  return texts.filter((text) => text?.isSource === true && typeof text.field === 'string');
}

/** `milestones.m1.title` is of `milestones.*.title`. */
function isOfPath(field: string, path: string): boolean {
  const [parts, wanted] = [field.split('.'), path.split('.')];
  return (
    parts.length === wanted.length && wanted.every((part, index) => part === '*' || part === parts[index])
  );
}
