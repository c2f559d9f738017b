import type { JsonObject, JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';

/** One value of a document with its place, e.g. `fields.milestones.m1.due` or, with a locale, `texts.summary`. */
export interface ContentEntry {
  field: string;
  /** language of a text; null for a value that has none */
  locale: Locale | null;
  value: JsonValue;
}

/** What identifies an item of a list, so that it is the same item wherever it stands; null: the list is one value. */
export function identityOf(item: JsonValue): string | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  const { field, locale, id, slug } = item;
  if (typeof field === 'string' && typeof locale === 'string') return `${field} ${locale}`;
  if (typeof id === 'string') return id;
  return typeof slug === 'string' ? slug : null;
}

/** All values of a document that hold something, by a key that is the same in every version of it. */
export function contentEntries(content: JsonObject): Map<string, ContentEntry> {
  const entries = new Map<string, ContentEntry>();
  for (const [name, value] of Object.entries(content)) {
    if (name === 'texts') addTexts(entries, '', value);
    else if (name === 'actions') addActions(entries, value);
    else addValue(entries, name, value);
  }
  return entries;
}

function addTexts(entries: Map<string, ContentEntry>, prefix: string, texts: JsonValue | undefined): void {
  if (!Array.isArray(texts)) return;
  for (const text of texts) {
    if (identityOf(text) === null) continue;
    const { field, locale } = text as { field: string; locale: string };
    const place = `${prefix}texts.${field}`;
    entries.set(`${place} ${locale}`, { field: place, locale, value: text });
  }
}

function addActions(entries: Map<string, ContentEntry>, actions: JsonValue | undefined): void {
  if (!Array.isArray(actions)) return;
  for (const action of actions) {
    const slug = identityOf(action);
    if (slug === null) continue;
    for (const [key, entry] of contentEntries(action as JsonObject)) {
      entries.set(`actions.${slug}.${key}`, { ...entry, field: `actions.${slug}.${entry.field}` });
    }
  }
}

function addValue(entries: Map<string, ContentEntry>, field: string, value: JsonValue | undefined): void {
  if (isNothing(value)) return;
  if (Array.isArray(value)) {
    const identities = value.map(identityOf);
    if (identities.includes(null)) entries.set(field, { field, locale: null, value });
    else
      value.forEach((item, index) => addItem(entries, `${field}.${identities[index]}`, item as JsonObject));
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) addValue(entries, `${field}.${name}`, inner);
    return;
  }
  entries.set(field, { field, locale: null, value: value as JsonValue });
}

function addItem(entries: Map<string, ContentEntry>, field: string, item: JsonObject): void {
  const { id, ...rest } = item;
  // An item that has nothing but its id is still there: that it came or went is a change.
  entries.set(field, { field, locale: null, value: id ?? null });
  addValue(entries, field, rest);
}

function isNothing(value: JsonValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Equal as JSON, whatever the order of keys. */
export function isSameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object') return value;
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined && value[key] !== null)
    .sort();
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key])]));
}
