import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { BadInputError } from '../../../common/errors';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { type GraphqlContext, LocaleScalar, type RequestContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import {
  type ContentEntry,
  contentEntries,
  diffContents,
  RecordInterface,
  type RecordNode,
  type TextContent,
  type VersionRow,
} from '../../records';
import { type ShownVersion, VersionAccessService } from '../versions/version-access.service';
import { FieldChangeType } from './change.types';
import { answered, isRefusal } from './failures';
import { idOf, lockOf } from './ids';
import { ParticipantReader, ParticipantType } from './participant';
import { ReadableValues } from './readable-values';
import {
  RecordVersionContentType,
  RecordVersionType,
  type VersionTextType,
  type VersionValueType,
} from './version.types';

/** Parts of a document that are no value of it in a reader's eyes. */
const NO_VALUES = new Set(['kind', 'slug']);

@Resolver(() => RecordVersionType)
export class VersionResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly versions: VersionAccessService,
    private readonly participants: ParticipantReader,
    private readonly values: ReadableValues,
  ) {}

  @Access('anyone')
  @Query(() => [RecordVersionType], {
    description:
      'Versions that the viewer may read, the newest first; none of a record that they may not see.',
  })
  async recordVersions(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
  ): Promise<ShownVersion[]> {
    const { manager } = this.dataSource;
    const found = await answered(() =>
      this.versions.list(manager, request.viewer, idOf(recordId, 'RECORD_MISSING')),
    );
    return isRefusal(found) ? [] : found;
  }

  @Access('anyone')
  @Query(() => RecordVersionType, {
    nullable: true,
    description:
      'A version under its permanent address: the record, by id or by a slug that it has or had, and the number.',
  })
  async recordVersion(
    @Context() { request }: GraphqlContext,
    @Args('number', { type: () => Int }) number: number,
    @Args('recordId', { type: () => ID, nullable: true }) recordId?: string | null,
    @Args('slug', { type: () => String, nullable: true }) slug?: string | null,
  ): Promise<ShownVersion | null> {
    if (Boolean(recordId) === Boolean(slug)) throw new BadInputError('error.record.idOrSlug');
    const found = await answered(async () => {
      const { manager } = this.dataSource;
      const id = recordId
        ? idOf(recordId, 'RECORD_MISSING')
        : await this.versions.idOfSlug(manager, String(slug).slice(0, 200));
      return id ? this.versions.find(manager, request.viewer, id, lockOf(number)) : null;
    });
    return isRefusal(found) ? null : found;
  }

  @Access('anyone')
  @Query(() => [FieldChangeType], {
    nullable: true,
    description:
      'From one version to another, field by field and language by language. Null where the viewer may not read both.',
  })
  async compareVersions(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
    @Args('from', { type: () => Int }) from: number,
    @Args('to', { type: () => Int }) to: number,
    @Args('locale', { type: () => LocaleScalar, nullable: true, description: 'for names and labels' })
    locale?: Locale | null,
  ): Promise<FieldChangeType[] | null> {
    const changes = await answered(async () => {
      const id = idOf(recordId, 'RECORD_MISSING');
      const [before, after] = await Promise.all(
        [from, to].map((number) =>
          this.versions.find(this.dataSource.manager, request.viewer, id, lockOf(number)),
        ),
      );
      return before && after ? diffContents(documentOf(before), documentOf(after)) : [];
    });
    return isRefusal(changes) ? null : this.values.changes(request, changes, locale);
  }

  @ResolveField(() => ParticipantType, {
    nullable: true,
    description: 'who handed it in; absent for readers who are signed out, and where nobody did',
  })
  author(
    @Parent() version: VersionRow,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> | null {
    return request.viewer.account ? this.participants.load(request, version.authorId) : null;
  }

  @ResolveField(() => RecordVersionContentType, { nullable: true })
  async content(
    @Parent() version: ShownVersion,
    @Context() { request }: GraphqlContext,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale?: Locale | null,
  ): Promise<RecordVersionContentType | null> {
    const found = await answered(() =>
      this.versions.find(this.dataSource.manager, request.viewer, version.recordId, version.number),
    );
    if (isRefusal(found)) return null;
    const document = documentOf(found);
    const shown = this.values.localeOf(request, locale);
    return {
      slug: found.content.slug,
      texts: this.textsOf(found.content.texts, shown),
      values: await this.valuesOf(request, document, shown),
      document,
    };
  }

  /** One text a field: in that language, else the original. */
  private textsOf(texts: readonly TextContent[], locale: Locale | undefined): VersionTextType[] {
    const byField = new Map<string, TextContent>();
    for (const text of texts) {
      const before = byField.get(text.field);
      const isBetter = text.locale === locale || (text.isSource && before?.locale !== locale);
      if (!before || isBetter) byField.set(text.field, text);
    }
    return [...byField.values()].map(({ field, locale: language, text, origin, engine }) => ({
      field,
      label: this.values.label(field, locale),
      locale: language,
      text,
      origin,
      engine: engine ?? null,
    }));
  }

  private async valuesOf(
    request: RequestContext,
    document: JsonObject,
    locale: Locale | undefined,
  ): Promise<VersionValueType[]> {
    const entries = [...contentEntries(document).values()].filter(
      (entry: ContentEntry) => entry.locale === null && !NO_VALUES.has(entry.field),
    );
    return Promise.all(
      entries.map(async ({ field, value }) => ({
        field,
        label: this.values.label(field, locale),
        text: (await this.values.words(request, value, locale)) ?? '',
      })),
    );
  }
}

@Resolver(() => RecordInterface)
export class RecordVersionsResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: VersionAccessService,
  ) {}

  @ResolveField(() => [RecordVersionType], {
    description: 'Versions that the viewer may read, the newest first.',
  })
  async versions(
    @Parent() record: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<ShownVersion[]> {
    const found = await request
      .loader<string, ShownVersion[]>('versions', (ids) =>
        this.access.lists(this.dataSource.manager, request.viewer, ids),
      )
      .load(record.id);
    return found ?? [];
  }
}

function documentOf({ content }: { content: unknown }): JsonObject {
  return content as JsonObject;
}
