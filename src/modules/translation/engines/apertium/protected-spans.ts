/**
 * What Apertium would take apart and translate in pieces: addresses of pages and of people, tags, place-holders, and
 * the signs that some of its dictionaries lose.
 */
const SPANS =
  /<[^<>\s][^<>]{0,500}>|\b(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)\]'’]|[^\s@<>()]{1,64}@[^\s@<>()]{1,255}\.\p{L}{2,}|\{\{[^{}]{0,100}\}\}|@/gu;

/** Letters only, so that it is one unknown word to every dictionary, and is passed on as it stands. */
const wordOf = (index: number): string =>
  `zqx${[...String(index)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')}xqz`;
const WORD = /zqx([bcdfghjklm]+)xqz/gi;

export interface Protected {
  text: string;
  spans: readonly string[];
}

/** Puts a made-up word in the place of each span. */
export function protectSpans(text: string): Protected {
  const spans: string[] = [];
  // A text that already has such a word would come back wrong, so it goes without protection.
  if (text.search(WORD) !== -1) return { text, spans };
  return {
    text: text.replace(SPANS, (span) => {
      spans.push(span);
      return wordOf(spans.length - 1);
    }),
    spans,
  };
}

/** The spans back in their places; undefined where one of them is lost or doubled. */
export function restoreSpans(translated: string, spans: readonly string[]): string | undefined {
  if (spans.length === 0) return translated;
  const seen = new Set<number>();
  let isWhole = true;
  const text = translated.replace(WORD, (_, letters: string) => {
    const index = Number([...letters.toLowerCase()].map((letter) => 'bcdfghjklm'.indexOf(letter)).join(''));
    const span = spans[index];
    if (span === undefined || seen.has(index)) isWhole = false;
    seen.add(index);
    return span ?? '';
  });
  return isWhole && seen.size === spans.length ? text : undefined;
}
