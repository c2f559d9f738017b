import type { JsonObject } from '../../../common/json';
import type { TextFieldDefinition } from '../../records';

export interface Completeness {
  /** 0 to 1 */
  share: number;
  /** places that hold nothing */
  missing: string[];
}

/** Shared parts that every record had better tell. */
const SHARED = ['concepts.theme', 'cities', 'start', 'ask', 'sourceUrl'] as const;

/** How much of what a kind can tell its document tells, in the language it is written in. Items of lists do not count. */
export function completenessOf(
  content: JsonObject,
  textFields: readonly TextFieldDefinition[],
): Completeness {
  const texts = Array.isArray(content['texts']) ? (content['texts'] as JsonObject[]) : [];
  const told = new Set(
    texts
      .filter((text) => text?.['isSource'] === true && String(text['text'] ?? '').trim() !== '')
      .map((text) => String(text['field'])),
  );
  const fields = textFields.map(({ path }) => path).filter((path) => !path.includes('*'));
  const missing = [
    ...fields.filter((path) => !told.has(path)).map((path) => `texts.${path}`),
    ...SHARED.filter((place) => !holds(content, place)),
  ];
  const all = fields.length + SHARED.length;
  return { share: (all - missing.length) / all, missing };
}

function holds(content: JsonObject, place: string): boolean {
  const [first = '', second] = place.split('.');
  const outer = content[first];
  const value = second === undefined ? outer : (outer as JsonObject | undefined)?.[second];
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}
