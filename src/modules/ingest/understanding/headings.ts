import type { Block } from '../../documents';
import { fold } from '../../../platform/language';
import type { HeadingRole, Lexicon } from './lexicon';
import { matchAt, type PatternMatch } from './pattern';
import { squeeze, type Word, wordsOf } from './words';

/** A line that announces what follows it, understood by its meaning; its number decides nothing. */
export interface Heading {
  role: HeadingRole;
  /** `1.5`, without the dot at the end */
  number?: string;
  /** what the line says besides its announcement: "Resources – about 16 000 euros" → "about 16 000 euros" */
  inline: string;
  /** share of the line's words that its meaning rests on, 0–1 */
  coverage: number;
  /** how many words of the lexicon it matched */
  weight: number;
}

const NUMBER = /^\(?(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s*(?=[\p{L}"„“«])/u;
const ORNAMENT = /^[\p{Extended_Pictographic}\u{fe0f}\u{200d}\s#*•▪–—-]+/u;
const LONGEST = 16;
/** an announcement stands at the beginning; an article or two may go before it */
const LATEST_START = 2;
/** `Commitment 3: …`, `Forpligtelse nr. 1 – …`, `Angajamentul 1. …` */
const NUMBERED_LABEL =
  /^(\p{L}+(?:\s\p{L}+)?)\s+(?:\p{L}{1,7}\.?\s*)?#?\s*(?:[A-Z]{0,3}\.?\d{1,3}(?:[.-]\d{1,3})*|[IVX]{1,5})\b\s*[.:)–—-]\s*/u;
const DIVIDERS = [/:\s*/u, /\?\s*[-–—]?\s*/u, /\s[-–—]\s*/u];
/** Roles that single words of everyday use announce; alone on a line they need more than the word. */
const NUMBERED_ROLES = new Set<HeadingRole>(['action']);

/** The line without its ornaments and number. */
export function withoutNumber(text: string): { number?: string; text: string } {
  const bare = text.replace(ORNAMENT, '').trim();
  const number = NUMBER.exec(bare);
  return number ? { number: number[1] ?? '', text: bare.slice(number[0].length).trim() } : { text: bare };
}

/**
 * What a line announces, or undefined for one that announces nothing known. Only lines that can be headings are to
 * be asked about: see `canAnnounce`.
 */
export function readHeading(line: string, lexicons: readonly Lexicon[]): Heading | undefined {
  const { number, text } = withoutNumber(line);
  let best: Heading | undefined;
  for (const [index, lexicon] of lexicons.entries()) {
    for (const { head, inline } of divisions(text)) {
      const found = readHead(head, lexicon);
      if (!found) continue;
      const isForeign = index > 0;
      if (isForeign && (found.coverage < 0.75 || best)) continue;
      const heading = { ...found, inline, ...(number === undefined ? {} : { number }) };
      if (!best || isBetter(heading, best)) best = heading;
    }
    if (best) return numbersItsAction(best, text);
  }
  return undefined;
}

const isBetter = (a: Heading, b: Heading): boolean =>
  a.coverage - b.coverage > 0.15 || (Math.abs(a.coverage - b.coverage) <= 0.15 && a.weight > b.weight);

/** The line as a whole, and its beginning up to each sign that may part an announcement from what it announces. */
function divisions(text: string): { head: string; inline: string }[] {
  const found: { head: string; inline: string }[] = [];
  const numbered = NUMBERED_LABEL.exec(text);
  if (numbered) found.push({ head: numbered[1] ?? '', inline: squeeze(text.slice(numbered[0].length)) });
  for (const divider of DIVIDERS) {
    const match = divider.exec(text);
    if (!match || match.index === 0) continue;
    found.push({
      head: text.slice(0, match.index),
      inline: squeeze(text.slice(match.index + match[0].length)),
    });
  }
  // as a whole last: "Timeline: 2024" is a label with its value, though the figure adds no word
  found.push({ head: text, inline: '' });
  return found;
}

function readHead(head: string, lexicon: Lexicon): Omit<Heading, 'inline' | 'number'> | undefined {
  const words = wordsOf(head);
  if (words.length === 0 || words.length > LONGEST) return undefined;
  let best: { role: HeadingRole; match: PatternMatch } | undefined;
  for (let from = 0; from <= LATEST_START && from < words.length; from++) {
    for (const { role, pattern } of lexicon.headingsFrom(words[from]?.folded ?? '')) {
      const match = matchAt(words, pattern, from);
      if (match && (!best || match.weight > best.match.weight)) best = { role, match };
    }
  }
  if (!best) return undefined;
  const { from, to, weight } = best.match;
  const isCovered = (at: number): boolean => at >= from && at < to;
  const content = words.filter((word, at) => isContent(word) || isCovered(at)).length;
  return { role: best.role, coverage: Math.min(to - from, weight) / content, weight };
}
/** Words of a letter or two, and figures, carry no meaning of their own. */
const isContent = (word: Word): boolean => word.folded.length > 2 && !/^\d+$/.test(word.folded);

const SIGN_OF_NUMBER = /^(?:no|nr|c|cislo|n|num|nummer|number|sz)$/u;

/**
 * "Commitment 3: Open data", "Záväzok č. 1", "2. vállalás": a word such as "action" begins an action only where it is
 * numbered; what follows the number is its title. "Commitment title" needs no number.
 */
function numbersItsAction(heading: Heading, text: string): Heading | undefined {
  // "Small-scale action: A talking bench" names one; the chapter on all of them does not.
  if (heading.role === 'smallScaleAction') return heading.inline === '' ? undefined : heading;
  if (!NUMBERED_ROLES.has(heading.role) || heading.weight > 1) return heading;
  const match =
    /^(\p{L}+(?:\s\p{L}+)?)\s+(?:(\p{L}{1,7})\.?\s*)?(?:#\s*)?([A-Z]{0,3}\.?\d{1,3}(?:[.-]\d{1,3})*|[A-Z]\d+|[IVX]{1,5})\b[.:)]?\s*[-–—:]?\s*/u.exec(
      text,
    );
  if (match && (match[2] === undefined || SIGN_OF_NUMBER.test(fold(match[2])))) {
    return {
      ...heading,
      number: (match[3] ?? '').replace(/\.$/, ''),
      inline: squeeze(text.slice(match[0].length)),
    };
  }
  // "2. vállalás" counts its actions, "1.7. Action" its headings
  const isCounted = heading.number !== undefined && !heading.number.includes('.');
  if (isCounted && (heading.inline !== '' || wordsOf(text).length <= 2)) return heading;
  return heading.coverage === 1 ? { ...heading, role: 'description' } : undefined;
}

/** Whether a block may announce something at all, and how much of it has to be understood for that. */
export function coverageNeeded(
  block: Block,
  hasHeadings: boolean,
): { coverage: number; weight: number } | undefined {
  const { text: bare, number } = withoutNumber(block.text);
  const words = wordsOf(bare).length;
  if (block.kind === 'heading') return words <= LONGEST + 8 ? { coverage: 0.2, weight: 1 } : undefined;
  const label = /^([^:?]{2,70})[:?](?:\s|$)/u.exec(bare)?.[1];
  const dashed = /^([^:?–—-]{2,40})\s[-–—]\s/u.exec(bare)?.[1];
  if (block.kind === 'paragraph' && NUMBERED_LABEL.test(bare)) return { coverage: 0.75, weight: 1 };
  const isLabel =
    (label !== undefined && wordsOf(label).length <= 9) ||
    (dashed !== undefined && wordsOf(dashed).length <= 4);
  if (block.kind === 'list-item') return isLabel ? { coverage: 0.75, weight: 1 } : undefined;
  if (block.kind === 'table-row') return { coverage: 0.6, weight: 1 };
  if (number !== undefined && words <= LONGEST) return { coverage: 0.5, weight: 1 };
  if (isLabel) return { coverage: 0.5, weight: 1 };
  if (words > 9 || /[.;,!]$/u.test(bare)) return undefined;
  return hasHeadings ? { coverage: 0.9, weight: 2 } : { coverage: 0.75, weight: 1 };
}
