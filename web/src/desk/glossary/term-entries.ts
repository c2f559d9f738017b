/** What a glossary says of a term in one language. */
export interface TermEntry {
  locale: string;
  rendering: string | null;
  definition: string | null;
}

/** The entries with a part of one language's set; those that say nothing any more go. */
export function withEntry(
  entries: readonly TermEntry[],
  locale: string,
  part: Partial<Omit<TermEntry, 'locale'>>,
): TermEntry[] {
  const before = entries.find((entry) => entry.locale === locale) ?? {
    locale,
    rendering: null,
    definition: null,
  };
  const after = { ...before, ...part };
  const others = entries.filter((entry) => entry.locale !== locale);
  const isEmpty = !after.rendering?.trim() && !after.definition?.trim();
  return isEmpty ? others : [...others, after];
}
