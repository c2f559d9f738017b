import { ENOUGH_MATCHES, relaxationSteps } from '../ranking';
import type { Facet } from '../facets';
import { facetTerm } from '../facets';
import type { FacetSelection } from '../search-engine';
import { type Catalogue, facetOfTerm } from './catalogue';
import type { ResolvedPhrase, ResolvedQuery, ResolvedWord, TermIndex } from './resolved-query';

/** Records, as slots of the catalogue. */
export type Slots = readonly number[];

/** Slots of the records that have one of the terms. */
export function slotsWith(terms: readonly string[], index: TermIndex, catalogue: Catalogue): Set<number> {
  const slots = new Set<number>();
  for (const term of terms) {
    for (const row of index.of(term).rows) slots.add(catalogue.slotOfRow(row));
  }
  return slots;
}

/** Slots of the records that have all of the terms, whichever rows they stand in. */
export function slotsWithAll(terms: readonly string[], index: TermIndex, catalogue: Catalogue): Set<number> {
  const [first = '', ...others] = [...terms].sort((a, b) => index.frequency(a) - index.frequency(b));
  let slots = slotsWith([first], index, catalogue);
  for (const term of others) {
    const having = slotsWith([term], index, catalogue);
    slots = new Set([...slots].filter((slot) => having.has(slot)));
  }
  return slots;
}

/** Whether a record may be matched at all; undefined where there is neither phrase nor exclusion. */
export type FirmCondition = ((slot: number) => boolean) | undefined;

/**
 * Phrases must stand, exclusions must not.
 * @param withPhrase of these slots, those whose texts have the words next to each other
 */
export async function firmCondition(
  { phrases, excluded, terms, records }: ResolvedQuery,
  withPhrase: (slots: Slots, words: readonly string[]) => Promise<Slots>,
): Promise<FirmCondition> {
  if (phrases.length === 0 && excluded.length === 0) return undefined;
  const having = async ({ phrase, concepts }: ResolvedPhrase): Promise<Set<number>> => {
    const inTexts = slotsWithAll(phrase.words, terms, records.catalogue);
    // A word of one label and one of another are found here too, and are no phrase there.
    const found = phrase.words.length === 1 ? inTexts : await withPhrase([...inTexts], phrase.words);
    return new Set([...found, ...slotsWith(concepts, terms, records.catalogue)]);
  };
  const required: Set<number>[] = [];
  for (const phrase of phrases) required.push(await having(phrase));
  const forbidden: Set<number>[] = [];
  for (const phrase of excluded) forbidden.push(await having(phrase));
  return (slot) => required.every((slots) => slots.has(slot)) && !forbidden.some((slots) => slots.has(slot));
}

/** Which records match, and the words that they need not have. */
export interface Matches {
  slots: Slots;
  dropped: string[];
}

/** The records that have the words, fewer and fewer of them until there are enough; see `relaxationSteps`. */
export function matchWords(
  { words, phrases, terms, records }: ResolvedQuery,
  isAllowed: FirmCondition,
): Matches {
  const known = words.filter(({ alternatives }) => alternatives.length > 0);
  const unknown = words.filter((word) => !known.includes(word));
  const surfaces = (of: readonly ResolvedWord[]): string[] => of.map(({ word }) => word.surface);
  if (known.length === 0) {
    const isAnyAsked = words.length === 0 || phrases.length > 0;
    const all = isAnyAsked ? records.all() : [];
    return { slots: isAllowed ? all.filter(isAllowed) : all, dropped: surfaces(unknown) };
  }
  const { masks, slots } = wordMasks(known, terms, records.catalogue);
  const candidates = isAllowed ? slots.filter(isAllowed) : slots;
  const byMask = new Map<number, number>();
  for (const slot of candidates) byMask.set(masks[slot] ?? 0, (byMask.get(masks[slot] ?? 0) ?? 0) + 1);
  const recordsWith = (mask: number): number =>
    [...byMask].reduce((sum, [has, count]) => sum + ((has & mask) === mask ? count : 0), 0);
  const having = (mask: number): number[] =>
    candidates.filter((slot) => ((masks[slot] ?? 0) & mask) === mask);
  const full = 2 ** known.length - 1;
  if (known.length === 1 || recordsWith(full) >= ENOUGH_MATCHES) {
    return { slots: having(full), dropped: surfaces(unknown) };
  }
  for (const step of relaxationSteps(known.map((_, index) => recordsWith(2 ** index)))) {
    const required = step.required.reduce((mask, index) => mask | (2 ** index), 0);
    if (step.enough > 0 && recordsWith(required) < step.enough) continue;
    const dropped = words.filter(
      (word) => unknown.includes(word) || step.dropped.includes(known.indexOf(word)),
    );
    return { slots: having(required), dropped: surfaces(dropped) };
  }
  return { slots: [], dropped: surfaces(words) };
}

/** For each record a bit per word that it has; and the records that have any, each once. */
function wordMasks(
  words: readonly ResolvedWord[],
  terms: TermIndex,
  catalogue: Catalogue,
): { masks: Uint32Array; slots: number[] } {
  const { rowSlots } = catalogue;
  const masks = new Uint32Array(catalogue.ids.length);
  const slots: number[] = [];
  const mark = (slot: number, bit: number): void => {
    const known = masks[slot] ?? 0;
    if (known === 0) slots.push(slot);
    masks[slot] = known | bit;
  };
  words.forEach(({ alternatives }, index) => {
    const bit = 2 ** index;
    for (const { terms: wanted } of alternatives) {
      const [first = ''] = wanted;
      if (wanted.length > 1) for (const slot of slotsWithAll(wanted, terms, catalogue)) mark(slot, bit);
      else for (const row of terms.of(first).rows) mark(rowSlots[row] ?? 0, bit);
    }
  });
  return { masks, slots };
}

export interface Counted {
  /** slots that every filter lets through */
  listed: number[];
  facets: Map<Facet, Map<string, number>>;
}

/** Narrows records by filters and counts facets: each as if it were not filtered itself, the others as narrowed. */
export function countFacets(slots: Slots, filters: readonly FacetSelection[], catalogue: Catalogue): Counted {
  const terms = catalogue.facetTerms;
  const { pool, from } = catalogue.facets;
  const filterOfFacet = new Map(filters.map(({ facet }, index) => [facet, index]));
  /** bit of the filter that a value fulfils, and of the filter that its facet has */
  const fulfils = new Int32Array(terms.length);
  const concerns = new Int32Array(terms.length);
  if (filters.length > 0) {
    terms.forEach((term, number) => {
      const index = filterOfFacet.get(facetOfTerm(term));
      if (index !== undefined) concerns[number] = 2 ** index;
    });
  }
  filters.forEach(({ facet, values }, index) => {
    for (const value of values) {
      const number = catalogue.facetNumber(facetTerm(facet, value));
      if (number !== undefined) fulfils[number] = 2 ** index;
    }
  });
  const all = 2 ** filters.length - 1;
  const counts = new Int32Array(terms.length);
  const listed: number[] = [];
  for (const slot of slots) {
    const start = from[slot] ?? 0;
    const end = from[slot + 1] ?? 0;
    let failing = all;
    for (let at = start; failing !== 0 && at < end; at += 1) failing &= ~(fulfils[pool[at] ?? 0] ?? 0);
    if (failing === 0) {
      listed.push(slot);
      for (let at = start; at < end; at += 1) {
        const number = pool[at] ?? 0;
        counts[number] = (counts[number] ?? 0) + 1;
      }
    } else if ((failing & (failing - 1)) === 0) {
      // Only this one filter fails: its own facet is counted without it.
      for (let at = start; at < end; at += 1) {
        const number = pool[at] ?? 0;
        if (concerns[number] === failing) counts[number] = (counts[number] ?? 0) + 1;
      }
    }
  }
  const facets = new Map<Facet, Map<string, number>>();
  counts.forEach((count, number) => {
    const term = terms[number] ?? '';
    if (count === 0) return;
    const facet = facetOfTerm(term);
    const values = facets.get(facet) ?? new Map<string, number>();
    facets.set(facet, values.set(term.slice(facet.length + 1), count));
  });
  return { listed, facets };
}
