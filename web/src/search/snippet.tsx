/** Marks that the API puts around what matched (private-use characters, so no text holds them by chance). */
const OPEN = '\uE000';
const CLOSE = '\uE001';

export interface SnippetPart {
  text: string;
  isMatch: boolean;
}

/** Splits a passage into matched and other parts. A mark without its partner is dropped. */
export function splitSnippet(snippet: string): SnippetPart[] {
  const parts: SnippetPart[] = [];
  const push = (raw: string, isMatch: boolean) => {
    const text = raw.replaceAll(OPEN, '').replaceAll(CLOSE, '');
    if (text !== '') parts.push({ text, isMatch });
  };
  let rest = snippet;
  for (;;) {
    const open = rest.indexOf(OPEN);
    const close = open < 0 ? -1 : rest.indexOf(CLOSE, open);
    if (open < 0 || close < 0) break;
    push(rest.slice(0, open), false);
    push(rest.slice(open + 1, close), true);
    rest = rest.slice(close + 1);
  }
  push(rest, false);
  return parts;
}

/** A passage with what matched in `<mark>`; everything else is plain text. */
export function Snippet({ text }: { text: string }) {
  return splitSnippet(text).map(({ text: part, isMatch }, index) =>
    isMatch ? <mark key={index}>{part}</mark> : <span key={index}>{part}</span>,
  );
}
