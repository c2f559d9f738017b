import type { ReadWarning } from '../../read-document';

export interface DecodedText {
  text: string;
  /** name as the web platform has it, `windows-1250` */
  encoding: string;
  warnings: ReadWarning[];
}

/** Encodings of one byte a letter that files in our languages come in, the likelier first. */
const ONE_BYTE = ['windows-1252', 'windows-1250', 'windows-1257', 'iso-8859-2', 'iso-8859-13', 'iso-8859-4'];

/** Letters beyond ASCII of the twelve languages: what a right decoding is full of. */
const OWN_LETTERS = new Set(
  ['áéíóúýàèìòùâêîôûäëïöüãõåæøœçñ', 'āčēģīķļņšūž', 'ąćęłńóśźż', 'ďěňřšťůžľĺŕ', 'őű', 'ăâîșțşţ', 'ŀ']
    .join('')
    .split('')
    .flatMap((letter) => [letter, letter.toUpperCase()]),
);
/** marks that running text has beyond ASCII */
const OWN_MARKS = new Set('–—„“”‘’‚«»…•·°€§ºª¿¡×½²³™®©\u00a0\u00ad');

/**
 * Bytes as text. A byte order mark decides; then UTF-8 where the bytes are; else the encoding whose letters are those
 * of our languages. Where lines of several encodings were pasted together each line is decoded by itself, and
 * `mixedEncodings` says so.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const marked = markedEncoding(bytes);
  if (marked) return { text: decode(bytes, marked), encoding: marked, warnings: [] };
  const utf8 = tryUtf8(bytes);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8', warnings: [] };
  const lines = splitLines(bytes);
  const decoded = lines.map((line) => tryUtf8(line));
  const broken = lines.filter((_, index) => decoded[index] === undefined);
  const encoding = likeliest(Buffer.concat(broken));
  const isMixed = decoded.some((text) => text !== undefined && /[^\p{ASCII}]/u.test(text));
  return {
    text: lines.map((line, index) => decoded[index] ?? decode(line, encoding)).join(''),
    encoding,
    warnings: isMixed ? [{ code: 'mixedEncodings', parameters: { encoding } }] : [],
  };
}

function markedEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return unmarkedUtf16(bytes);
}

/** Text in UTF-16 without a mark: every other byte is zero wherever the letters are those of ASCII. */
function unmarkedUtf16(bytes: Buffer): string | undefined {
  const sample = bytes.subarray(0, 4_096);
  if (sample.length < 8) return undefined;
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const half = sample.length / 2;
  if (odd > half * 0.6 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.05) return 'utf-16be';
  return undefined;
}

function tryUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const decode = (bytes: Buffer, encoding: string): string => new TextDecoder(encoding).decode(bytes);

/** Lines with their ends, so that joining them gives the bytes back. */
function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const next = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}

/** The encoding in which the high bytes make most letters of our languages, inside words and in their case. */
function likeliest(bytes: Buffer): string {
  const sample = bytes.subarray(0, 200_000);
  const scored = ONE_BYTE.map((encoding) => ({ encoding, score: score(decode(sample, encoding)) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).encoding;
}

function score(text: string): number {
  let sum = 0;
  for (const [match] of text.matchAll(/[^\p{ASCII}]/gu)) {
    if (OWN_LETTERS.has(match)) sum += 2;
    else if (OWN_MARKS.has(match)) sum += 1;
    else sum -= 4;
  }
  // A capital after a small letter is what a wrong table makes of an ordinary word.
  sum -= 6 * [...text.matchAll(/\p{Ll}[^\p{ASCII}\p{Ll}\P{L}]/gu)].length;
  // Letters of languages that never stand together.
  return sum - 3 * foreignPairs(text);
}

const GROUPS = ['ąćęłńśźż', 'ďěňřťůľĺŕ', 'āēģīķļņū', 'åæø', 'ãõñàèìòù', 'őű', 'ășțşţ'].map(
  (letters) => new Set(letters),
);

function foreignPairs(text: string): number {
  const counts = GROUPS.map(() => 0);
  for (const letter of text.toLowerCase()) {
    const group = GROUPS.findIndex((letters) => letters.has(letter));
    if (group >= 0) counts[group] = (counts[group] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  return counts.reduce((sum, count) => sum + count, 0) - most;
}
