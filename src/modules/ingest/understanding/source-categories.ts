import { categoryKey } from './category-mappings.service';
import type { ProposedRecord, ProposedValue } from './proposal';
import { type Line, spanOf } from './sections';

/** so sure is what somebody said once of the source's own word */
const SAID = 0.95;
const MOST: Readonly<Record<string, number>> = { theme: 3, 'participation-level': 1 };
const USUAL = 8;

/**
 * The source's own categories, as somebody mapped them for this network before: where a line is such a word, or holds it after
 * a name and a colon. They come before what the words of the text suggest.
 */
export function applyCategories(
  record: ProposedRecord,
  lines: readonly Line[],
  mappings: ReadonlyMap<string, readonly string[]> | undefined,
): void {
  if (!mappings || mappings.size === 0) return;
  const found = new Map<string, Line>();
  for (const line of lines) {
    for (const words of wordsOf(line)) {
      for (const id of mappings.get(categoryKey(words)) ?? []) if (!found.has(id)) found.set(id, line);
    }
  }
  for (const scheme of new Set([...found.keys()].map((id) => id.slice(0, id.indexOf('/'))))) {
    const path = `concepts.${scheme}`;
    const own = [...found].filter(([id]) => id.startsWith(`${scheme}/`));
    const before = record.values[path] as ProposedValue<string[]> | undefined;
    const rest = (before?.value ?? []).map((id, index) => ({ id, span: before?.spans[index] }));
    const all = [
      ...own.map(([id, line]) => ({ id, span: spanOf(line) })),
      ...rest.filter(({ id }) => !found.has(id)),
    ].slice(0, MOST[scheme] ?? USUAL);
    record.values[path] = {
      value: all.map(({ id }) => id),
      confidence: SAID,
      spans: all.map(({ span }) => span ?? { anchor: {}, quote: '' }),
      origin: 'source-mapping',
    };
  }
}

/** A line by itself, what stands after its colon, and each part of a list of them. */
function wordsOf({ text }: Line): string[] {
  const after = /^[^:]{1,40}:\s*(.+)$/.exec(text)?.[1];
  return [text, ...(after === undefined ? [] : [after, ...after.split(/\s*[;,|]\s*/)])];
}
