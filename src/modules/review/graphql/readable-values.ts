import { Injectable } from '@nestjs/common';
import type { JsonObject, JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import type { RequestContext } from '../../../platform/graphql';
import { I18nService } from '../../../platform/i18n';
import { type FieldChange, RecordReader } from '../../records';
import { VocabularyService } from '../../vocabulary';
import type { FieldChangeType } from './change.types';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const AUDIENCE = /^(network|city):([0-9a-f-]{36})$/;

/** Puts values of documents into words: labels for concepts, titles for records, names for fields. */
@Injectable()
export class ReadableValues {
  constructor(
    private readonly reader: RecordReader,
    private readonly vocabulary: VocabularyService,
    private readonly i18n: I18nService,
  ) {}

  async changes(
    context: RequestContext,
    changes: readonly FieldChange[],
    asked?: Locale | null,
  ): Promise<FieldChangeType[]> {
    const locale = this.localeOf(context, asked);
    return Promise.all(
      changes.map(async (change) => ({
        field: change.field,
        label: this.label(change.field, locale),
        locale: change.locale,
        kind: change.kind,
        before: await this.words(context, change.before, locale),
        after: await this.words(context, change.after, locale),
        pieces: change.pieces,
      })),
    );
  }

  localeOf(context: RequestContext, asked?: Locale | null): Locale | undefined {
    return asked ?? context.viewer.account?.locale ?? context.acceptedLocale;
  }

  /** `actions.x.texts.summary` → "x: Summary". The last part that has a name counts; what has none stays as it is. */
  label(field: string, locale: Locale | undefined): string {
    const parts = field.split('.');
    const action = parts[0] === 'actions' ? parts[1] : undefined;
    const named = parts.map((part) => this.name(part, locale)).filter((name) => name !== null);
    const words = named.length > 0 ? named.slice(-2).join(' – ') : field;
    return action ? `${action}: ${named.at(-1) ?? field}` : words;
  }

  /** A value in words; null where there is none. */
  async words(
    context: RequestContext,
    value: JsonValue | null,
    locale: Locale | undefined,
  ): Promise<string | null> {
    if (value === null) return null;
    if (Array.isArray(value)) {
      const words = await Promise.all(value.map((item) => this.words(context, item, locale)));
      return words.filter((word) => word !== null).join(', ');
    }
    if (typeof value === 'object') return this.ofObject(context, value, locale);
    if (typeof value === 'boolean') return this.i18n.translate(locale, value ? 'value.yes' : 'value.no');
    if (typeof value === 'number') return new Intl.NumberFormat(locale ?? 'en').format(value);
    if (this.vocabulary.find(value)) return this.vocabulary.label(value, locale);
    const meant = AUDIENCE.exec(value)?.[2] ?? (UUID.test(value) ? value : null);
    return meant ? ((await this.title(context, meant, locale)) ?? value) : value;
  }

  private async ofObject(
    context: RequestContext,
    value: JsonObject,
    locale: Locale | undefined,
  ): Promise<string> {
    if (typeof value['text'] === 'string') return value['text'];
    const parts = await Promise.all(
      Object.entries(value).map(async ([key, inner]) => {
        const words = await this.words(context, inner, locale);
        return words === null || words === '' ? null : `${this.name(key, locale) ?? key}: ${words}`;
      }),
    );
    return parts.filter((part) => part !== null).join('; ');
  }

  /** Only of a record that the reader may see; of others the id is shown. */
  private async title(
    context: RequestContext,
    id: string,
    locale: Locale | undefined,
  ): Promise<string | null> {
    const record = await this.reader.load(context, id, locale);
    return record ? ((await this.reader.text(context, record, 'title', locale))?.text ?? null) : null;
  }

  private name(part: string, locale: Locale | undefined): string | null {
    const key = `field.${part}`;
    const name = this.i18n.translate(locale, key);
    return name === key ? null : name;
  }
}
