import { Args, Context, Parent, ResolveField } from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import type { ChosenText } from '../../../common/localized-text';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import type { RecordNode } from '../record-node';
import type { RecordReader } from '../record-reader';
import { LocalizedTextType } from './localized-text.type';
import type { PartNode } from './part-node';

/** A record, or a part of one: then `path` stands before the field (`milestones.m1`). */
type TextOwner = RecordNode | PartNode;

interface ResolverWithReader {
  reader: RecordReader;
}

const LOCALE_RULE =
  "In `locale`, else the reader's language, else the language it was written in; see `isFallback` and `origin`.";

/**
 * Class decorator for a resolver: gives its type a field `name(locale: Locale): LocalizedText` for every entry of
 * `fields` (name → description). The resolver keeps its `RecordReader` as `reader`. `stored` names the text field
 * of a GraphQL field that cannot have its name.
 */
export function TextFields(
  fields: Readonly<Record<string, string>>,
  required: readonly string[] = [],
  stored: Readonly<Record<string, string>> = {},
) {
  return <T extends new (...input: never[]) => ResolverWithReader>(target: T): void => {
    const prototype = target.prototype as Record<string, unknown> & object;
    for (const [field, description] of Object.entries(fields)) {
      const resolve = async function (
        this: ResolverWithReader,
        owner: TextOwner,
        locale: Locale | null | undefined,
        context: GraphqlContext,
      ): Promise<ChosenText | null> {
        const name = stored[field] ?? field;
        // Asked with `in`: a record answers every other property with one of its kind's own fields.
        if (!('path' in owner)) return this.reader.text(context.request, owner, name, locale);
        const record = { id: owner.recordId, shownLocale: owner.shownLocale };
        return this.reader.text(context.request, record, `${owner.path}.${name}`, locale);
      };
      const descriptor = { value: resolve, configurable: true, enumerable: false, writable: true };
      Object.defineProperty(prototype, field, descriptor);
      Reflect.defineMetadata('design:paramtypes', [Object, String, Object], prototype, field);
      ResolveField(field, () => LocalizedTextType, {
        nullable: !required.includes(field),
        description: `${description} ${LOCALE_RULE}`,
      })(prototype, field, descriptor);
      Parent()(prototype, field, 0);
      Args('locale', { type: () => LocaleScalar, nullable: true })(prototype, field, 1);
      Context()(prototype, field, 2);
    }
  };
}
