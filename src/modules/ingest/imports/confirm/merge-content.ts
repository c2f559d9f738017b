import type { JsonObject, JsonValue } from '../../../../common/json';
import { TextOrigin } from '../../../../common/localized-text';
import { fold } from '../../../../platform/language';
import { itemOf } from '../value-path';

type Text = JsonObject & { field: string; locale: string; text: string };

const LISTS = ['milestones', 'indicators', 'objectives', 'sections'];

export type MergeMode = 'MERGE' | 'LANGUAGE' | 'VERSION';

/**
 * What an existing record says together with what a file says of it. LANGUAGE: its texts beside those that are there, as a
 * person's words in their language. MERGE: what the file tells comes in, the rest stays. VERSION: the same, and of a plan
 * only the actions that the file still has stay.
 */
export function mergeInto(base: JsonObject, incoming: JsonObject, mode: MergeMode): JsonObject {
  const aligned = alignItems(base, incoming);
  const actions = mergeActions(base, aligned, mode);
  if (mode === 'LANGUAGE') {
    return { ...base, texts: addLanguage(textsOf(base), textsOf(aligned)), ...actions };
  }
  return {
    ...base,
    ...pick(aligned, ['start', 'end', 'sourceUrl']),
    texts: replaceTexts(textsOf(base), textsOf(aligned)),
    concepts: { ...object(base['concepts']), ...object(aligned['concepts']) },
    cities: union(base['cities'], aligned['cities']),
    networks: union(base['networks'], aligned['networks']),
    fields: mergeFields(object(base['fields']), object(aligned['fields'])),
    ...actions,
  };
}

const textsOf = (content: JsonObject): Text[] => (content['texts'] ?? []) as Text[];
const object = (value: JsonValue | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const items = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? (value as JsonObject[]) : [];

function pick(content: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (content[name] === undefined ? [] : [[name, content[name]]])),
  );
}

function union(base: JsonValue | undefined, incoming: JsonValue | undefined): JsonValue[] {
  return [...new Set([...(Array.isArray(base) ? base : []), ...(Array.isArray(incoming) ? incoming : [])])];
}

function mergeFields(base: JsonObject, incoming: JsonObject): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [name, value] of Object.entries(incoming)) {
    // A list that the file has nothing for says nothing.
    if (Array.isArray(value) && value.length === 0) continue;
    merged[name] = LISTS.includes(name) ? mergeItems(items(base[name]), items(value)) : value;
  }
  return merged;
}

function mergeItems(base: readonly JsonObject[], incoming: readonly JsonObject[]): JsonObject[] {
  const merged = base.map((item) => ({ ...item, ...incoming.find(({ id }) => id === item['id']) }));
  return [...merged, ...incoming.filter((item) => !base.some(({ id }) => id === item['id']))];
}

/** Texts of the same field and language give way; a field keeps one source. */
function replaceTexts(base: readonly Text[], incoming: readonly Text[]): Text[] {
  const result = [...base];
  for (const text of incoming) {
    const at = result.findIndex(({ field, locale }) => field === text.field && locale === text.locale);
    const source = result.find(({ field, isSource }) => field === text.field && isSource === true);
    const isSource = !source || source.locale === text.locale;
    const next = isSource ? text : { ...text, isSource: false, origin: TextOrigin.HUMAN };
    if (at >= 0) result[at] = next;
    else result.push(next);
  }
  return result;
}

function addLanguage(base: readonly Text[], incoming: readonly Text[]): Text[] {
  const result = base.filter(
    ({ field, locale, isSource }) =>
      isSource === true || !incoming.some((text) => text.field === field && text.locale === locale),
  );
  for (const text of incoming) {
    const source = result.find(({ field, isSource }) => field === text.field && isSource === true);
    if (source?.locale === text.locale) continue;
    result.push(source ? { ...text, isSource: false, origin: TextOrigin.HUMAN } : text);
  }
  return result;
}

/** Gives items of the file the ids of those that they are in the record: the same words, else the same place. */
function alignItems(base: JsonObject, incoming: JsonObject): JsonObject {
  const renamed = new Map<string, string>();
  for (const list of LISTS) {
    const here = items(object(base['fields'])[list]);
    const there = items(object(incoming['fields'])[list]);
    const taken = new Set(here.map(({ id }) => String(id)));
    const used = new Set<string>();
    for (const [index, item] of there.entries()) {
      const id = String(item['id']);
      const words = titleOf(incoming, list, id);
      const same = here.find((other) => words !== '' && titleOf(base, list, String(other['id'])) === words);
      const placed = here.length === there.length ? here[index] : undefined;
      const target = String((same ?? placed)?.['id'] ?? '');
      const free = target !== '' && !used.has(target) ? target : freeId(id, taken, used);
      used.add(free);
      renamed.set(`${list}.${id}`, free);
    }
  }
  return rename(incoming, renamed);
}

function freeId(id: string, taken: ReadonlySet<string>, used: ReadonlySet<string>): string {
  if (!taken.has(id) && !used.has(id)) return id;
  for (let count = 2; ; count++) {
    const next = `${id}-${count}`;
    if (!taken.has(next) && !used.has(next)) return next;
  }
}

function titleOf(content: JsonObject, list: string, id: string): string {
  const text = textsOf(content).find(({ field }) => field === `${list}.${id}.title`);
  return text
    ? fold(text.text)
        .replace(/\P{L}+/gu, ' ')
        .trim()
    : '';
}

function rename(content: JsonObject, renamed: ReadonlyMap<string, string>): JsonObject {
  const fields = { ...object(content['fields']) };
  for (const list of LISTS) {
    if (fields[list] === undefined) continue;
    fields[list] = items(fields[list]).map((item) => ({
      ...item,
      id: renamed.get(`${list}.${String(item['id'])}`) ?? String(item['id']),
    }));
  }
  const texts = textsOf(content).map((text) => {
    const item = itemOf(text.field);
    const id = item && renamed.get(`${item.list}.${item.id}`);
    return item && id ? { ...text, field: `${item.list}.${id}.${item.name}` } : text;
  });
  return { ...content, fields, texts };
}

/** Actions of one slug are one; the caller gave those of the file the slugs of the ones they are. */
function mergeActions(base: JsonObject, incoming: JsonObject, mode: MergeMode): JsonObject {
  const here = items(base['actions']);
  const there = items(incoming['actions']);
  if (here.length === 0 && there.length === 0) return {};
  const merged = here.flatMap((action) => {
    const other = there.find(({ slug }) => slug === action['slug']);
    if (other) return [mergeInto(action, other, mode)];
    return mode === 'VERSION' && there.length > 0 ? [] : [action];
  });
  const added = there.filter((action) => !here.some(({ slug }) => slug === action['slug']));
  return { actions: [...merged, ...added] };
}
