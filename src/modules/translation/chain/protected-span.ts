/** Part of a text that a translation may not lose. */
export interface ProtectedSpan {
  start: number;
  end: number;
  kind: SpanKind;
  /** as it stands in the source */
  source: string;
  /** what has to stand in the translation in its place */
  rendering: string;
  /** other forms that will do, e.g. a city's name in the target language */
  alternatives: readonly string[];
}

export type SpanKind = 'tag' | 'address' | 'term' | 'name' | 'number';

/** Of spans that overlap the one of the first kind stays, then the longest. */
const ORDER: readonly SpanKind[] = ['tag', 'address', 'term', 'name', 'number'];

/** Tags and character entities of HTML that somebody pasted: kept as they are, wherever they stand. */
const TAG = /<\/?[a-zA-Z][^<>\n]{0,300}>|&(?:[a-zA-Z]{2,10}|#\d{1,6}|#x[0-9a-fA-F]{1,6});/gu;
/** Web addresses with or without scheme, e-mail-like strings, @names and #tags. Bounded, so that no text takes long. */
const ADDRESS = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"“”„»]+`,
    String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}`,
    String.raw`(?<![\p{L}\p{N}.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:eu|org|com|net|info|be|cz|sk|dk|es|cat|hu|lv|nl|no|pl|ro|uk|de|fr)(?![\p{L}\p{N}])(?:\/[^\s<>"“”„»]*)?`,
    String.raw`(?<![\p{L}\p{N}])[@#][\p{L}_][\p{L}\p{N}_]{1,60}`,
  ].join('|'),
  'giu',
);
/** A sentence's own sign at the end of an address is none of it. */
const TRAILING = new Set(".,;:!?)]}'’");
/** Digits in thousands (1 000, 1.000, 1'000), with decimals, or just digits. */
const NUMBER = /\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?/gu;

/** What every text has to keep: tags, addresses and numbers. */
export function findFixedSpans(text: string): ProtectedSpan[] {
  return [
    ...found(text, TAG, 'tag'),
    ...found(text, ADDRESS, 'address').map((span) => trimmed(span)),
    ...found(text, NUMBER, 'number'),
  ];
}

function found(text: string, pattern: RegExp, kind: SpanKind): ProtectedSpan[] {
  return [...text.matchAll(pattern)].map((match) => spanOf(match.index, match[0], kind));
}

function spanOf(start: number, source: string, kind: SpanKind): ProtectedSpan {
  return { start, end: start + source.length, kind, source, rendering: source, alternatives: [] };
}

function trimmed(span: ProtectedSpan): ProtectedSpan {
  let length = span.source.length;
  while (length > 0 && TRAILING.has(span.source.charAt(length - 1))) length -= 1;
  return length === span.source.length ? span : spanOf(span.start, span.source.slice(0, length), span.kind);
}

/** Spans in order of place, none over another. */
export function withoutOverlaps(spans: readonly ProtectedSpan[]): ProtectedSpan[] {
  const ranked = spans
    .filter(({ start, end }) => end > start)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
        b.end - b.start - (a.end - a.start) ||
        a.start - b.start,
    );
  const taken = new Uint8Array(Math.max(0, ...ranked.map(({ end }) => end)));
  const kept = ranked.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}
