import { createHash } from 'node:crypto';
import type { Locale } from '../../common/locale';
import { analyse, fold, segment } from './analysis';

/** A concept with what it is called, by language: its label, synonyms and abbreviations. */
export interface LabelledConcept {
  id: string;
  labels: ReadonlyMap<Locale, readonly string[]>;
}

/** A concept in whose labels a word stands, as the index's term, and how often in one language. */
export interface CalledSo {
  term: string;
  times: number;
}

/** The term of the index for "this record carries that concept". No word begins so. */
export function conceptTerm(id: string): string {
  return `#${id}`;
}

/**
 * Which words of all languages stand in the labels of which concepts. Records are indexed with one term per concept;
 * a query's words find them through here. So a label is analysed once, not once per record, and a label that changes
 * is found at once, without a look at any record.
 */
export class ConceptLabels {
  /** changes with any label */
  readonly digest: string;
  private readonly byTerm = new Map<string, Map<string, number>>();
  private readonly words = new Set<string>();
  private readonly phrases = new Map<string, string[]>();
  private readonly texts = new Map<string, { locale: Locale; text: string }[]>();

  constructor(concepts: Iterable<LabelledConcept>) {
    const digest = createHash('sha256');
    for (const { id, labels } of concepts) {
      for (const [locale, texts] of labels) {
        digest.update(JSON.stringify([id, locale, texts]));
        this.addTerms(id, locale, texts);
        for (const text of texts) this.addText(id, locale, text);
      }
    }
    this.digest = digest.digest('base64url');
  }

  /** Concepts in whose labels a term (a folded word, or a stem with its language) stands. */
  conceptsOf(term: string): CalledSo[] {
    return [...(this.byTerm.get(term) ?? [])].map(([id, times]) => ({ term: conceptTerm(id), times }));
  }

  /** Folded words of labels that begin so and are longer. */
  startingWith(beginning: string): string[] {
    return [...this.words].filter((word) => word.length > beginning.length && word.startsWith(beginning));
  }

  /** Folded words of labels whose length differs by at most `slips`. */
  ofLengthAround(length: number, slips: number): string[] {
    return [...this.words].filter((word) => Math.abs(word.length - length) <= slips);
  }

  /** Terms of the concepts of which some label has these folded words in this order, next to each other. */
  conceptsWith(words: readonly string[]): string[] {
    const wanted = ` ${words.join(' ')} `;
    return [...this.phrases]
      .filter(([, all]) => all.some((text) => text.includes(wanted)))
      .map(([id]) => conceptTerm(id));
  }

  /** All that a concept is called. */
  textsOf(id: string): readonly { locale: Locale; text: string }[] {
    return this.texts.get(id) ?? [];
  }

  private addTerms(id: string, locale: Locale, texts: readonly string[]): void {
    const times = new Map<string, number>();
    for (const { folded, stem } of texts.flatMap((text) => analyse(text, locale))) {
      this.words.add(folded);
      for (const term of stem === null ? [folded] : [folded, stem])
        times.set(term, (times.get(term) ?? 0) + 1);
    }
    for (const [term, count] of times) {
      const concepts = this.byTerm.get(term) ?? new Map<string, number>();
      this.byTerm.set(term, concepts.set(id, Math.max(concepts.get(id) ?? 0, count)));
    }
  }

  private addText(id: string, locale: Locale, text: string): void {
    const inOrder = segment(text).map((part) => fold(part.text));
    const known = this.phrases.get(id) ?? [];
    this.phrases.set(id, [...known, ` ${inOrder.join(' ')} `]);
    this.texts.set(id, [...(this.texts.get(id) ?? []), { locale, text }]);
  }
}
