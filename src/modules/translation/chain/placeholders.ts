import type { ProtectedSpan } from './protected-span';

/**
 * How a placeholder looks. `word` reads like a name that no language knows, which engines copy; `brace` is what is
 * tried where that was lost.
 */
export type PlaceholderStyle = 'word' | 'brace';

const WRITE: Readonly<Record<PlaceholderStyle, (index: number) => string>> = {
  word: (index) => `Zq${index}zq`,
  brace: (index) => `{${index}}`,
};
const READ: Readonly<Record<PlaceholderStyle, RegExp>> = {
  word: /z\s?q\s?(\d+)\s?z\s?q/giu,
  brace: /\{\s?(\d+)\s?\}/gu,
};

export interface MaskedText {
  text: string;
  style: PlaceholderStyle;
  spans: readonly ProtectedSpan[];
}

/** Puts a placeholder in the place of each span; `inline` puts its rendering there instead. */
export function mask(
  text: string,
  spans: readonly ProtectedSpan[],
  style: PlaceholderStyle,
  inline: (span: ProtectedSpan) => boolean = () => false,
): MaskedText {
  let masked = '';
  let at = 0;
  const hidden: ProtectedSpan[] = [];
  for (const span of spans) {
    masked += text.slice(at, span.start);
    if (inline(span)) masked += span.rendering;
    else {
      masked += WRITE[style](hidden.length);
      hidden.push(span);
    }
    at = span.end;
  }
  return { text: masked + text.slice(at), style, spans: hidden };
}

/** Puts the renderings back. Null where a placeholder is lost, doubled or one that was never there. */
export function unmask(answer: string, { style, spans }: MaskedText): string | null {
  const seen = new Set<number>();
  let isBroken = false;
  const text = answer.replace(READ[style], (_, digits: string) => {
    const span = spans[Number(digits)];
    if (!span || seen.has(Number(digits))) isBroken = true;
    seen.add(Number(digits));
    return span?.rendering ?? '';
  });
  return isBroken || seen.size !== spans.length ? null : text;
}

/** Whether a text already holds what looks like a placeholder, so that the style cannot be used for it. */
export function holdsPlaceholder(text: string, style: PlaceholderStyle): boolean {
  return text.search(READ[style]) >= 0;
}
