import type { Locale } from '../../../common/locale';

/** A text as units to translate and what stands between them, in order; joined they are the text. */
export interface Piece {
  kind: 'words' | 'between';
  text: string;
}

/** Lines and table cells are units of their own; list marks and white space around them stay as they are. */
const BETWEEN = /(\s*[\n\r\t\v\f\u2028\u2029]+\s*)/;
const LIST_MARK = /^(\s*(?:[-–—*•▪·◦]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+)(?=\S)/;

/** Takes a text apart at its lines. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const between = (part: string): void => {
    const last = pieces.at(-1);
    if (part === '') return;
    if (last?.kind === 'between') last.text += part;
    else pieces.push({ kind: 'between', text: part });
  };
  for (const [index, part] of text.split(BETWEEN).entries()) {
    if (index % 2 === 1) {
      between(part);
      continue;
    }
    const mark = LIST_MARK.exec(part)?.[1] ?? /^\s*/.exec(part)?.[0] ?? '';
    const words = part.slice(mark.length).trimEnd();
    between(mark);
    if (words !== '') pieces.push({ kind: 'words', text: words });
    between(part.slice(mark.length + words.length));
  }
  return pieces;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(locale: Locale, granularity: 'sentence' | 'grapheme'): Intl.Segmenter {
  const key = `${locale} ${granularity}`;
  const known = segmenters.get(key) ?? new Intl.Segmenter(locale, { granularity });
  segmenters.set(key, known);
  return known;
}

/** The sentences of a line, and the white space between them. */
export function sentencesOf(text: string, locale: Locale): Piece[] {
  const pieces: Piece[] = [];
  for (const { segment } of segmenter(locale, 'sentence').segment(text)) {
    const words = segment.trimEnd();
    if (words !== '') pieces.push({ kind: 'words', text: words });
    const space = segment.slice(words.length);
    if (space !== '') pieces.push({ kind: 'between', text: space });
  }
  return pieces;
}

/** Characters of which sentences are looked for at once, so that a long text keeps nobody waiting. */
const AT_ONCE = 20_000;

/**
 * A text in parts of at most `limit` characters (UTF-16 units) that joined are the text: whole sentences as long as
 * they fit, else words, else whole characters.
 */
export function splitToFit(text: string, locale: Locale, limit: number): string[] {
  if (text.length <= limit) return [text];
  if (text.length > AT_ONCE && limit < AT_ONCE) {
    const likely = text.split(/(?<=[.!?…]\s)/u);
    const parts = likely.flatMap((part) => (part.length > AT_ONCE ? part.split(/(?<=\s)/u) : [part]));
    return packed(parts, AT_ONCE).flatMap((part) =>
      part.length > AT_ONCE ? wordless(part, locale, limit) : splitToFit(part, locale, limit),
    );
  }
  const sentences = [...segmenter(locale, 'sentence').segment(text)].map(({ segment }) => segment);
  const parts = sentences.length > 1 ? sentences : text.split(/(?<=\s)/u);
  const atoms = parts.flatMap((part) => {
    if (part.length <= limit) return [part];
    return sentences.length > 1 ? splitToFit(part, locale, limit) : wordless(part, locale, limit);
  });
  return packed(atoms, limit);
}

/** Parts of a text that has no white space to part it at. */
function wordless(text: string, locale: Locale, limit: number): string[] {
  const characters = [...segmenter(locale, 'grapheme').segment(text)];
  return packed(
    characters.flatMap(({ segment }) => cut(segment, limit)),
    limit,
  );
}

/** A single character may be as long as somebody heaps marks on a letter. */
function cut(character: string, limit: number): string[] {
  const points = [...character];
  return character.length <= limit ? [character] : packed(points, limit);
}

function packed(parts: readonly string[], limit: number): string[] {
  const packs: string[] = [];
  let pack = '';
  for (const part of parts) {
    if (pack !== '' && pack.length + part.length > limit) {
      packs.push(pack);
      pack = '';
    }
    pack += part;
  }
  if (pack !== '') packs.push(pack);
  return packs;
}
