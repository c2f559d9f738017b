import { CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { Locale } from '../../common/locale';
import { isPartialDate } from '../../common/partial-date';
import { I18nService } from '../i18n';

// The classes below only name the scalars in TypeScript; values are plain strings.
export class LocaleScalar {}

@Scalar('Locale', () => LocaleScalar)
export class LocaleScalarResolver implements CustomScalar<string, Locale> {
  description = 'BCP 47 tag of a supported language: en nl da es ca pl hu lv ro sk cs nb';

  constructor(private readonly i18n: I18nService) {}

  serialize = (value: unknown): string => String(value);

  parseValue = (value: unknown): Locale => {
    const found = typeof value === 'string' ? this.i18n.match(value) : undefined;
    if (!found) {
      throw new GraphQLError(`Locale must be one of ${this.i18n.tags.join(' ')}`, {
        extensions: { code: 'UNKNOWN_LOCALE', http: { status: 400 } },
      });
    }
    return found;
  };

  /** `"en"`, and `en` without quotes, as people write it who take the languages for an enum. */
  parseLiteral = (node: ValueNode): Locale =>
    this.parseValue(node.kind === Kind.STRING || node.kind === Kind.ENUM ? node.value : undefined);
}

export const PartialDateScalar = new GraphQLScalarType({
  name: 'PartialDate',
  description: '2024, 2024-04 or 2024-04-01',
  serialize: String,
  parseValue(value: unknown) {
    if (isPartialDate(value)) return value;
    throw new GraphQLError('PartialDate must look like 2024, 2024-04 or 2024-04-01', {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  },
});
