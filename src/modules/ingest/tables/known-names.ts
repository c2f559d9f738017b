import { fold } from '../../../platform/language';
import { categoryKey, type UnderstandingContext } from '../understanding';
import type { Resolver } from './cell-values';

/** what a name of a city says besides the city */
const OFFICE =
  /^(?:the )?(?:city(?: and metropolitan municipality)?|municipality|town|metropolitan municipality|ajuntament|ayuntamiento|gemeente|kommune|mesto|mesto|obec|primaria|gmina|miasto)(?: council)?(?: (?:of|de|d'|van|of the))? |(?: (?:city(?: council)?|municipality|metropolitan municipality|kommune|kommun|novads|novada pasvaldiba|hlavne mesto))$/u;

const plain = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();

export interface Names extends Pick<UnderstandingContext, 'parties' | 'records' | 'concepts' | 'mappings'> {
  /** records that the same source brought before, by its own ids */
  ofSource?: readonly { kind: string; key: string; id: string }[];
}

/** Finds concepts and records by their ids, slugs and names in any language, and as the source's own were mapped. */
export function resolverFor({ parties, records, concepts, mappings, ofSource = [] }: Names): Resolver {
  const conceptIds = new Map<string, string>();
  for (const { id, scheme, labels } of concepts) {
    conceptIds.set(`${scheme}:${plain(id)}`, id);
    for (const { label, alternatives } of labels) {
      for (const words of [label, ...alternatives]) {
        const key = `${scheme}:${plain(words)}`;
        if (!conceptIds.has(key)) conceptIds.set(key, id);
      }
    }
  }
  const recordIds = new Map<string, string>();
  const add = (kind: string, words: string, id: string): void => {
    const key = `${kind}:${plain(words)}`;
    if (!recordIds.has(key)) recordIds.set(key, id);
  };
  for (const { id, slug, kind, names } of parties) {
    for (const words of [slug, id, ...names.map(({ text }) => text)]) add(kind, words, id);
  }
  for (const { id, slug, kind, titles } of records)
    for (const words of [slug, id, ...titles]) add(kind, words, id);
  for (const { kind, key, id } of ofSource) add(kind, key, id);
  return {
    concepts: (scheme, words) => {
      const mapped = mappings?.get(categoryKey(words));
      const fitting = mapped?.filter((id) => id.startsWith(`${scheme}/`)) ?? [];
      if (mapped && (mapped.length === 0 || fitting.length > 0)) return fitting;
      const id = conceptIds.get(`${scheme}:${plain(words)}`);
      return id === undefined ? undefined : [id];
    },
    record: (kinds, words) => {
      const name = plain(words);
      const short = name.replace(OFFICE, '').trim();
      for (const kind of kinds) {
        const id = recordIds.get(`${kind}:${name}`) ?? recordIds.get(`${kind}:${short}`);
        if (id) return id;
      }
      return undefined;
    },
  };
}
