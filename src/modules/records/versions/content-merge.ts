import type { JsonObject, JsonValue } from '../../../common/json';
import { identityOf, isSameJson } from './content-entries';

export interface MergedContent {
  content: JsonObject;
  /** places that both sides changed, each in its own way; `content` holds mine there */
  conflicts: string[];
}

/**
 * Joins two changes of one document: what one side alone changed is taken from it. `base`: what both began with.
 * Where both changed the same place differently, mine is kept and the place is named.
 */
export function mergeContents(base: JsonObject, mine: JsonObject, theirs: JsonObject): MergedContent {
  const conflicts: string[] = [];
  const content = mergeValues(base, mine, theirs, '', conflicts) as JsonObject;
  return { content, conflicts };
}

type Value = JsonValue | undefined;

function mergeValues(base: Value, mine: Value, theirs: Value, place: string, conflicts: string[]): Value {
  if (isSameJson(mine, theirs) || isSameJson(theirs, base)) return mine;
  if (isSameJson(mine, base)) return theirs;
  if (isObject(mine) && isObject(theirs)) {
    return mergeObjects(isObject(base) ? base : {}, mine, theirs, place, conflicts);
  }
  const lists = [mine, theirs, base ?? []].map(itemsOf);
  const [ours, others, before] = lists;
  if (ours && others && before) return mergeItems(before, ours, others, place, conflicts);
  conflicts.push(place);
  return mine;
}

function mergeObjects(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  place: string,
  conflicts: string[],
): JsonObject {
  // A text is one value: half of one and half of another is nobody's.
  if (typeof mine['text'] === 'string' && typeof mine['locale'] === 'string') {
    conflicts.push(place);
    return mine;
  }
  const merged: JsonObject = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const inner = place === '' ? key : `${place}.${key}`;
    const value = mergeValues(base[key], mine[key], theirs[key], inner, conflicts);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Items in my order, those that are new on the other side behind them. */
function mergeItems(
  base: ReadonlyMap<string, JsonValue>,
  mine: ReadonlyMap<string, JsonValue>,
  theirs: ReadonlyMap<string, JsonValue>,
  place: string,
  conflicts: string[],
): JsonValue[] {
  const keys = new Set([...mine.keys(), ...theirs.keys()]);
  return [...keys].flatMap((key) => {
    const inner = `${place}.${key}`;
    const value = mergeValues(base.get(key), mine.get(key), theirs.get(key), inner, conflicts);
    return value === undefined ? [] : [value];
  });
}

function itemsOf(value: Value): Map<string, JsonValue> | null {
  if (!Array.isArray(value)) return null;
  const items = new Map<string, JsonValue>();
  for (const item of value) {
    const identity = identityOf(item);
    if (identity === null || items.has(identity)) return null;
    items.set(identity, item);
  }
  return items;
}

function isObject(value: Value): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
