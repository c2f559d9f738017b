import type { JsonObject, JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { TextOrigin } from '../../../common/localized-text';
import type { TableColumn } from './table-kinds';

type Text = JsonObject & { field: string; locale: string; text: string; isSource?: boolean };

/** Names of what cells refer to: ids → slugs. */
export type NamesOf = (id: string) => string;

/** What stands in a column of a record, as it is written into a table; '' where the record does not tell. */
export function cellOf(content: JsonObject, column: TableColumn, slugOf: NamesOf): string {
  if (column.isSecret) return '';
  if (column.path.startsWith('texts.'))
    return textOf(content, column.path.slice('texts.'.length))?.text ?? '';
  const value = at(content, column.path);
  if (value === undefined || value === null) return '';
  const show = (one: JsonValue): string =>
    column.form === 'record' || column.form === 'records' ? slugOf(String(one)) : String(one);
  return Array.isArray(value) ? value.map(show).join('; ') : show(value);
}

/** The record with another value in one column; `undefined` empties it. */
export function withCell(
  content: JsonObject,
  column: TableColumn,
  value: JsonValue | undefined,
  locale: Locale,
): JsonObject {
  if (!column.path.startsWith('texts.')) return put(content, column.path.split('.'), value, column);
  const field = column.path.slice('texts.'.length);
  const texts = (content['texts'] ?? []) as Text[];
  // Other languages of a field whose source is gone have nothing to be a translation of.
  if (value === undefined) return { ...content, texts: texts.filter((text) => text.field !== field) };
  const source = textOf(content, field);
  const words = {
    field,
    locale: source?.locale ?? locale,
    text: String(value),
    origin: TextOrigin.ORIGINAL,
    isSource: true,
  };
  return {
    ...content,
    texts: source ? texts.map((text) => (text === source ? words : text)) : [...texts, words],
  };
}

function textOf(content: JsonObject, field: string): Text | undefined {
  const texts = ((content['texts'] ?? []) as Text[]).filter((text) => text.field === field);
  return texts.find(({ isSource }) => isSource === true) ?? texts[0];
}

function at(content: JsonObject, path: string): JsonValue | undefined {
  return path.split('.').reduce<JsonValue | undefined>((value, step) => {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[step] : undefined;
  }, content);
}

function put(
  content: JsonObject,
  steps: readonly string[],
  value: JsonValue | undefined,
  column: TableColumn,
): JsonObject {
  const [step = '', ...rest] = steps;
  const inner = content[step];
  if (rest.length > 0) {
    const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
    const changed = put(object, rest, value, column);
    // A cost without an amount is none.
    if (column.path.startsWith('fields.cost.') && rest.length === 1 && changed['amount'] === undefined) {
      return Object.fromEntries(Object.entries(content).filter(([key]) => key !== step));
    }
    return { ...content, [step]: changed };
  }
  if (value !== undefined) return { ...content, [step]: value };
  if (Array.isArray(inner)) return { ...content, [step]: [] };
  return Object.fromEntries(Object.entries(content).filter(([key]) => key !== step));
}
