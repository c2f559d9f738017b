import type { JsonObject } from '../../../common/json';
import { readHeading } from './headings';
import type { Lexicon } from './lexicon';
import type { Line } from './sections';
import { squeeze } from './words';

/** The measure of a wider policy that an action serves, as PolicyLinkContent has it. */
export interface FoundPolicyLink {
  link: JsonObject;
  line: Line;
}

/** A URL that was broken by a space before a slash or its file's name: `https://a.org/2022/11 /plan.pdf`. */
const BROKEN_URL = /(https?:\/\/[^\s()]+)\s+(\/?[^\s()]*\.(?:pdf|docx?|html?|odt))/giu;
const URL = /https?:\/\/[^\s()<>"]+[^\s()<>".,;:]/u;
const PAGE = /(?:^|[\s,(])(?:s|str|p|pp|pág|pàg|blz|lpp|lk|o|side|strona|pag|page|strana)\.?\s?(\d{1,4})\b/iu;
const PAGE_OTHER_WAY = /\b(\d{1,4})\.\s?(?:lpp|o|oldal)\b/iu;

/** The reference in brackets at the end: `(OPS, s. 430: https://…)`. */
const REFERENCE = /\s*\(([^()]*(?:https?:\/\/|\d)[^()]*)\)\s*[.;]?\s*$/u;

export const mendUrl = (text: string): string => text.replace(BROKEN_URL, '$1$2');

/**
 * Links to measures of other policies: items that name a measure by its number or give an address, with document and
 * page. A reference on a line of its own belongs to the item before it.
 */
export function findPolicyLinks(lines: readonly Line[], lexicons: readonly Lexicon[]): FoundPolicyLink[] {
  const found: FoundPolicyLink[] = [];
  const items: Line[] = [];
  for (const line of lines) {
    const before = items.at(-1);
    if (before && line.kind !== 'list-item' && /^\(.*\)\s*[.;]?$/u.test(line.text)) {
      items[items.length - 1] = { ...before, text: `${before.text} ${line.text}` };
    } else items.push(line);
  }
  const prose = lines.filter((line) => line.kind !== 'list-item').map((line) => line.text);
  for (const line of items) {
    const link = asLink(line, prose.join(' '), lexicons);
    if (link) found.push({ link, line });
  }
  return found;
}

function asLink(line: Line, prose: string, lexicons: readonly Lexicon[]): JsonObject | undefined {
  const text = mendUrl(line.text);
  const heading = readHeading(text.slice(0, 80), lexicons);
  const isMeasure = heading?.role === 'action' && heading.number !== undefined;
  const isReferred = line.kind === 'list-item' && URL.test(text);
  if (!isMeasure && !isReferred) return undefined;
  const reference = REFERENCE.exec(text)?.[1];
  const measure = squeeze(reference === undefined ? text.replace(URL, '') : text.replace(REFERENCE, ''));
  if (measure === '') return undefined;
  const url = URL.exec(text)?.[0];
  const page = PAGE.exec(reference ?? '')?.[1] ?? PAGE_OTHER_WAY.exec(reference ?? '')?.[1];
  return {
    document: documentOf(reference, prose) ?? (url === undefined ? '' : hostOf(url)),
    measure: measure.slice(0, 2000),
    ...(page === undefined ? {} : { page }),
    ...(url === undefined ? {} : { url }),
  };
}

/** `OPS, s. 430: …` → `OPS 21-27`, where the prose above uses the abbreviation with what belongs to it. */
function documentOf(reference: string | undefined, prose: string): string | undefined {
  const short = /^\s*([^,:;]{2,80}?)\s*(?:[,:;]|$)/u.exec(reference ?? '')?.[1];
  if (short === undefined || /^https?$/i.test(short)) return undefined;
  const escaped = short.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const longer = new RegExp(`(?<![\\p{L}\\d])${escaped}\\s\\d{2,4}\\s?[-–/]\\s?\\d{2,4}`, 'u').exec(
    prose,
  )?.[0];
  return squeeze(longer ?? short);
}

const hostOf = (url: string): string => /^https?:\/\/(?:www\.)?([^/]+)/u.exec(url)?.[1] ?? url;
