/** One thing that a network judges quality by. */
export interface Criterion {
  /** lower case, digits and hyphens; stays, whatever becomes of the words */
  id: string;
  /** what is asked, by language */
  labels: Record<string, string>;
  required: boolean;
}

/** An id that no criterion of the list has. */
export function newCriterionId(criteria: readonly { id: string }[]): string {
  const taken = new Set(criteria.map(({ id }) => id));
  let number = criteria.length + 1;
  while (taken.has(`criterion-${number}`)) number += 1;
  return `criterion-${number}`;
}

/** The words with those of one language set; emptied ones go, so that another language's are shown instead. */
export function withLabel(
  labels: Readonly<Record<string, string>>,
  locale: string,
  text: string,
): Record<string, string> {
  const others = Object.entries(labels).filter(([tag]) => tag !== locale);
  return Object.fromEntries(text === '' ? others : [...others, [locale, text]]);
}
