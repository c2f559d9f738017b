import type { ImportDecision, ReadImportFragment } from '../../gql/graphql';

export type ReadRecord = ReadImportFragment['records'][number];
export type ReadValue = ReadRecord['values'][number];
export type Source = ReadValue['sources'][number];
export type MissingField = ReadRecord['missing'][number];

export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json | undefined };

/** A party as the document names it, with the records of the site that it may mean, the likeliest first. */
export interface Party {
  name: string;
  matches: { id: string; slug: string; kind: string; confidence: number; why: string }[];
  /** `ref` of a record that is proposed beside it */
  proposed?: string;
}

/** Below it a person should look before anything else. */
export const UNSURE = 0.5;

/** share of a value's words that its quotes have to hold at least */
const LEAST_QUOTED = 0.2;
/** Said with the upload, not read from the file. */
const GIVEN = new Set(['owner']);
const CONCEPT = /^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;

export type ValueForm =
  | 'text'
  | 'date'
  | 'number'
  | 'flag'
  | 'plain'
  | 'words'
  | 'concept'
  | 'concepts'
  | 'party'
  | 'parties'
  | 'cost'
  | 'funding'
  | 'objective'
  | 'items';

/** JSON as the API has it; a text that is none stands for itself. */
export function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isConcept = (value: Json | undefined): value is string =>
  typeof value === 'string' && CONCEPT.test(value);

export const isParty = (value: Json | undefined): boolean =>
  isObject(value) && typeof value['name'] === 'string' && Array.isArray(value['matches']);

export const asParty = (value: Json): Party => value as unknown as Party;

/** How a value is shown and changed. */
export function formOf(path: string, value: Json): ValueForm {
  if (path.startsWith('texts.')) return 'text';
  if (path === 'start' || path === 'end') return 'date';
  if (path === 'fields.objective') return 'objective';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'string') return isConcept(value) ? 'concept' : 'plain';
  if (Array.isArray(value)) return formOfList(path, value);
  if (isParty(value)) return 'party';
  return isObject(value) && typeof value['currency'] === 'string' ? 'cost' : 'items';
}

function formOfList(path: string, list: readonly Json[]): ValueForm {
  if (path.startsWith('concepts.')) return 'concepts';
  if (path.endsWith('.funding')) return 'funding';
  if (list.length > 0 && list.every(isParty)) return 'parties';
  if (list.length > 0 && list.every(isConcept)) return 'concepts';
  return list.every((item) => typeof item === 'string') ? 'words' : 'items';
}

/** Lists of nothing but ids: their items are told by texts, which are looked at one by one. */
function isSkeleton(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isObject(item) && Object.keys(item).every((name) => name === 'id'))
  );
}

/** Values that a person looks at. */
export function shownValues({ values }: ReadRecord): ReadValue[] {
  return values.filter(({ path, value }) => !GIVEN.has(path) && !isSkeleton(parseValue(value)));
}

/** Told by a person, not by the document. */
export const isAdded = ({ origin }: Pick<ReadValue, 'origin'>): boolean => origin === 'person';

/** How this value is changed: as what was read or, where nothing was, as what a person said. */
export const formOfValue = ({ path, value, proposed, origin }: ReadValue): ValueForm =>
  formOf(path, parseValue(isAdded({ origin }) ? value : proposed));

/** What a decision makes of a value: what a person added is theirs or left out, never open. */
export const decidedAs = (value: Pick<ReadValue, 'origin'>, decision: ImportDecision): ImportDecision =>
  isAdded(value) && decision !== 'REJECTED' ? 'EDITED' : decision;

export const isUnsure = ({ confidence, decision }: ReadValue): boolean =>
  decision === 'OPEN' && confidence < UNSURE;

export interface Tally {
  total: number;
  OPEN: number;
  ACCEPTED: number;
  EDITED: number;
  REJECTED: number;
}

/** How far looking through is. */
export function tallyOf(values: readonly { decision: ImportDecision }[]): Tally {
  const tally: Tally = { total: values.length, OPEN: 0, ACCEPTED: 0, EDITED: 0, REJECTED: 0 };
  for (const { decision } of values) tally[decision] += 1;
  return tally;
}

/** The title as it is now, and the language it is in. */
export function titleOf({ values, sourceLocale }: ReadRecord): { text: string; lang: string } {
  const title = values.find(({ path }) => path === 'texts.title');
  const text = title ? parseValue(title.value) : '';
  return { text: typeof text === 'string' ? text : '', lang: title?.locale ?? sourceLocale };
}

export const languageOf = (value: ReadValue, { sourceLocale }: ReadRecord): string =>
  value.locale ?? sourceLocale;

const fold = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

const isWords = (value: Json): value is string | string[] =>
  typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/**
 * Whether the places say the value word for word. Long quotes are cut, so what they say of it has to be a part of it, and
 * no small one.
 */
export function isVerbatim(value: Json, sources: readonly Source[]): boolean {
  if (!isWords(value) || sources.length === 0) return false;
  const wanted = fold([value].flat().join(' '));
  const said = sources.map(({ quote }) => fold(quote.replace(/ …$/u, '')));
  const length = said.reduce((sum, one) => sum + one.length, 0);
  return said.every((one) => one !== '' && wanted.includes(one)) && length >= wanted.length * LEAST_QUOTED;
}

/** A list as it was read, each of its values with the place that says it; null for what is no such list any more. */
export function pairsOf({ value, proposed, sources }: ReadValue): { item: Json; source: Source }[] | null {
  const items = parseValue(proposed);
  if (value !== proposed || !Array.isArray(items) || items.length < 2) return null;
  if (items.length !== sources.length || items.some((item) => isObject(item) && !isParty(item))) return null;
  return items.flatMap((item, index) => {
    const source = sources[index];
    return source ? [{ item, source }] : [];
  });
}
