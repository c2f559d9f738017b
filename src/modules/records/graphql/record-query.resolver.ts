import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { BadInputError } from '../../../common/errors';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access } from '../../identity';
import type { Locale } from '../../../common/locale';
import type { ChosenText } from '../../../common/localized-text';
import { SLUG } from '../content/record-content';
import type { RecordNode } from '../record-node';
import { RecordReader } from '../record-reader';
import { LocalizedTextType } from './localized-text.type';
import { RecordInterface } from './record.interface';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

@Resolver()
export class RecordQueryResolver {
  constructor(private readonly reader: RecordReader) {}

  @Access('anyone')
  @Query(() => RecordInterface, {
    nullable: true,
    description: 'Exactly one of id and slug. Null where there is none that the reader may see.',
  })
  async record(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID, nullable: true }) id?: string | null,
    @Args('slug', { type: () => String, nullable: true }) slug?: string | null,
  ): Promise<RecordNode | null> {
    if ((id === null || id === undefined) === (slug === null || slug === undefined)) {
      throw new BadInputError('error.record.idOrSlug');
    }
    if (id) {
      if (!UUID.test(id)) throw new BadInputError('error.record.id');
      return this.reader.load(request, id.toLowerCase());
    }
    if (!slug || slug.length > 200 || !SLUG.test(slug)) throw new BadInputError('error.record.slug');
    return this.reader.bySlug(request, slug);
  }

  @Access('anyone')
  @Query(() => LocalizedTextType, {
    nullable: true,
    description:
      'One text of a record, for a page that is about that text alone. Null where the reader may not see the record, or it ' +
      'has no such text.',
  })
  async recordText(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
    @Args('field', {
      type: () => String,
      description: 'path in the record, as `LocalizedText.field` says it',
    })
    field: string,
    @Args('locale', { type: () => LocaleScalar }) locale: Locale,
  ): Promise<ChosenText | null> {
    if (!UUID.test(recordId)) throw new BadInputError('error.record.id');
    const record = await this.reader.load(request, recordId.toLowerCase());
    return record && this.reader.text(request, record, field.slice(0, 200), locale);
  }
}
