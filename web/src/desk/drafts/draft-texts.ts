/** Texts that a person has written, by their field. */
export type EditedTexts = Readonly<Record<string, string>>;

interface TextEntry {
  field: string;
  locale: string;
  text: string;
  origin: string;
  isSource?: boolean;
  state?: string;
  engine?: string | null;
}

/**
 * The document with these texts in the language that it is written in. A text that a person has written is theirs,
 * whatever stood there before; an emptied one goes, with its translations.
 */
export function applyTexts(content: Record<string, unknown>, edited: EditedTexts): Record<string, unknown> {
  const before = (Array.isArray(content['texts']) ? content['texts'] : []) as TextEntry[];
  const locale = String(content['sourceLocale'] ?? 'en');
  const gone = new Set(Object.keys(edited).filter((field) => edited[field]?.trim() === ''));
  const texts = before
    .filter(({ field }) => !gone.has(field))
    .map((entry) => {
      const text = entry.isSource ? edited[entry.field] : undefined;
      if (text === undefined || text === entry.text) return entry;
      return { field: entry.field, locale: entry.locale, text, origin: 'ORIGINAL', isSource: true };
    });
  const known = new Set(before.filter(({ isSource }) => isSource).map(({ field }) => field));
  for (const [field, text] of Object.entries(edited)) {
    if (known.has(field) || text.trim() === '') continue;
    texts.push({ field, locale, text, origin: 'ORIGINAL', isSource: true });
  }
  return { ...content, texts };
}

/** Values that are no texts, by their place in the document: `start`, `fields.planKind`, `concepts.theme`. */
export type EditedFacts = Readonly<Record<string, string | string[]>>;

/** The document with these values; an emptied one goes. */
export function applyFacts(content: Record<string, unknown>, edited: EditedFacts): Record<string, unknown> {
  let next = content;
  for (const [path, value] of Object.entries(edited)) {
    const [outer = '', inner] = path.split('.');
    const isEmpty = value.length === 0;
    if (inner === undefined) {
      next = { ...next, [outer]: isEmpty ? undefined : value };
      continue;
    }
    const part = { ...(next[outer] as Record<string, unknown> | undefined) };
    if (isEmpty) delete part[inner];
    else part[inner] = value;
    next = { ...next, [outer]: part };
  }
  return next;
}

/** The value at a place of the document, as text; several as a list. */
export function factOf(content: Record<string, unknown>, path: string): string | string[] {
  const [outer = '', inner] = path.split('.');
  const value =
    inner === undefined ? content[outer] : (content[outer] as Record<string, unknown> | undefined)?.[inner];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value : '';
}
