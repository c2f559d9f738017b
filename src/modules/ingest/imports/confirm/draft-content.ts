import type { JsonObject, JsonValue } from '../../../../common/json';
import type { Locale } from '../../../../common/locale';
import { TextOrigin } from '../../../../common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../../common/records';
import { itemOf, textFieldOf } from '../value-path';

/** A value that a person accepted. */
export interface AcceptedValue {
  path: string;
  value: JsonValue;
  /** language of a text where it is not the record's */
  locale?: Locale;
  /** `model`: words of a language model, which stay marked as a machine's */
  origin: string;
}

export interface RecordToDraft {
  kind: RecordKind;
  sourceLocale: Locale;
  values: readonly AcceptedValue[];
}

/** The id of the record that a named party is; undefined where it is none that the site knows. */
export type ResolveParty = (party: { matches: { id: string }[]; proposed?: string }) => string | undefined;

/** Lists that a kind has to have; empty where nothing was read for them. */
const LISTS: Partial<Record<RecordKind, readonly string[]>> = {
  [RecordKind.PLAN]: ['relatedPlans'],
  [RecordKind.ACTION]: ['leadDepartments', 'externalLeads', 'otherActors'],
  [RecordKind.CITY]: ['languages'],
  [RecordKind.ORGANISATION]: ['alternativeNames'],
  [RecordKind.CONTACT]: ['spokenLanguages'],
};
/** Lists whose items are told by their texts alone. */
const TOLD_BY_TEXTS = ['milestones', 'indicators', 'objectives', 'sections'];
const ENGINE = 'import-model';

/** A draft's document out of what was accepted; what was not is not in it. Without slug, owner and networks. */
export function contentOf(record: RecordToDraft, resolve: ResolveParty): JsonObject {
  const texts = record.values.flatMap((value) => textOf(value, record.sourceLocale) ?? []);
  const fields: JsonObject = {};
  const concepts: JsonObject = {};
  const content: JsonObject = { kind: record.kind, sourceLocale: record.sourceLocale };
  for (const { path, value } of record.values) {
    const resolved = withIds(value, resolve);
    if (resolved === undefined) continue;
    const [top, name] = path.split('.');
    if (top === 'fields' && name) fields[name] = resolved;
    else if (top === 'concepts' && name) concepts[name] = resolved;
    else if (path === 'start' || path === 'end' || path === 'sourceUrl') content[path] = resolved;
  }
  for (const name of LISTS[record.kind] ?? []) fields[name] ??= [];
  if (record.kind === RecordKind.NETWORK) fields['closed'] ??= false;
  return {
    ...content,
    audience: [PUBLIC_AUDIENCE],
    texts,
    concepts,
    cities: idsAt('cities', record, resolve),
    networks: idsAt('networks', record, resolve),
    ask: [],
    fields: withItems(
      fields,
      texts.map(({ field }) => field as string),
    ),
  };
}

function textOf(value: AcceptedValue, sourceLocale: Locale): (JsonObject & { field: string }) | undefined {
  const field = textFieldOf(value.path);
  if (field === undefined || typeof value.value !== 'string' || value.value.trim() === '') return undefined;
  const isMachine = value.origin === 'model';
  return {
    field,
    locale: value.locale ?? sourceLocale,
    text: value.value,
    origin: isMachine ? TextOrigin.MACHINE : TextOrigin.ORIGINAL,
    isSource: true,
    ...(isMachine ? { engine: ENGINE } : {}),
  };
}

function idsAt(path: string, { values }: RecordToDraft, resolve: ResolveParty): string[] {
  const found = values.find((value) => value.path === path)?.value;
  const list = Array.isArray(found) ? found : found === undefined ? [] : [found];
  const ids = list.map((item) => withIds(item, resolve)).filter((id): id is string => typeof id === 'string');
  return [...new Set(ids)];
}

/** The same value with a record's id in place of each named party; parties that are nobody's leave their list. */
export function withIds(value: JsonValue, resolve: ResolveParty): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value
      .map((item) => withIds(item, resolve))
      .filter((item): item is JsonValue => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value['matches']) && typeof value['name'] === 'string') {
    return resolve(value as unknown as Parameters<ResolveParty>[0]);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, withIds(item, resolve)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/** Items whose texts were all refused are gone; items whose texts were accepted are there. */
function withItems(fields: JsonObject, textFields: readonly string[]): JsonObject {
  const result = { ...fields };
  for (const list of TOLD_BY_TEXTS) {
    const told = [
      ...new Set(
        textFields.flatMap((field) => (itemOf(field)?.list === list ? [itemOf(field)?.id ?? ''] : [])),
      ),
    ];
    const given = Array.isArray(result[list]) ? (result[list] as JsonObject[]) : [];
    if (told.length === 0 && given.length === 0) continue;
    const kept = given.filter(({ id }) => told.includes(String(id)));
    const added = told.filter((id) => !given.some((item) => item['id'] === id)).map((id) => ({ id }));
    result[list] = [...kept, ...added];
  }
  return result;
}
