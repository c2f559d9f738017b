import type { Alternative, QueryPhrase } from '../analysis';
import { quoteTerm, titleTerm } from './encode-document';

/** One of the alternatives must stand in the record. */
export function anyOf(alternatives: readonly Alternative[]): string {
  return `(${alternatives.map(({ terms }) => allTerms(terms)).join(' | ')})`;
}

/** One of the alternatives must stand in a title. */
export function anyInTitle(alternatives: readonly Alternative[]): string {
  return anyOf(alternatives.map((way) => ({ ...way, terms: way.terms.map(titleTerm) })));
}

export function allTerms(terms: readonly string[]): string {
  return terms.length === 1 ? quoteTerm(terms[0] ?? '') : `(${terms.map(quoteTerm).join(' & ')})`;
}

/** The words must stand in this order, next to each other. */
export function inOrder(phrase: QueryPhrase): string {
  return `(${phrase.words.map(quoteTerm).join(' <-> ')})`;
}

/** Collects the parameters of one statement. */
export class Parameters {
  readonly values: unknown[] = [];

  /** `$1`, `$2` …; the same value again gets the same number. */
  add(value: unknown): string {
    const known = this.values.indexOf(value);
    if (known >= 0) return `$${known + 1}`;
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
