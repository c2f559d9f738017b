import type { Lexicon } from './lexicon';
import { findPattern, matchAt } from './pattern';
import type { Line } from './sections';
import { squeeze, wordsOf } from './words';

export interface ListedName {
  /** as written */
  name: string;
  line: Line;
  /** name of the office that this is a unit of */
  within?: string;
}

/** words of a name whose kind may be told by any of them */
const SHORT_NAME = 3;
const BULLETS = /\s*[•▪●◦]\s*/u;
/** A comma before such a part ends no name: `Centre, n.o.`, `Example, Ltd.` */
const LEGAL_FORM =
  /^(?:n\.?\s?o|o\.?\s?z|s\.?\s?r\.?\s?o|a\.?\s?s|o\.?\s?p\.?\s?s|z\.?\s?s|ltd|llc|inc|vzw|asbl|e\.?\s?v|sia|kft|zrt|s\.?\s?l|s\.?\s?a|n\.?\s?v|b\.?\s?v)\.?$/iu;

/**
 * The departments, organisations and groups of a field. Each line is one name; a single line may hold several,
 * parted by semicolons or commas. A line that ends in a colon introduces others and is none.
 */
export function listNames(lines: readonly Line[], lexicons: readonly Lexicon[]): ListedName[] {
  const content = lines.filter((line, index) => !(/:\s*$/u.test(line.text) && index < lines.length - 1));
  const isSingle = content.length === 1;
  const names: ListedName[] = [];
  for (const line of content) {
    for (const part of parts(line.text, isSingle, lexicons)) {
      const name = squeeze(part.replace(/^[\s–—-]+/u, '').replace(/[;,:]+\s*$/u, ''));
      if (name === '' || !/\p{L}/u.test(name)) continue;
      names.push(...withUnits(withoutLabel(name, lexicons), line, lexicons));
    }
  }
  return names;
}

function parts(text: string, isSingle: boolean, lexicons: readonly Lexicon[]): string[] {
  const bulleted = text.split(BULLETS).filter((part) => part.trim() !== '');
  if (bulleted.length > 1) return bulleted;
  const bySemicolon = outsideBrackets(text, ';');
  if (bySemicolon.length > 1 || !isSingle) return bySemicolon;
  const byComma = outsideBrackets(text, ',');
  const joined: string[] = [];
  for (const part of byComma) {
    if (joined.length > 0 && LEGAL_FORM.test(part.trim())) joined[joined.length - 1] += `,${part}`;
    else joined.push(part);
  }
  // running text with commas is no list: names are short, and begin alike ("minister of education, science and sport")
  const named = joined.filter((part) => beginsName(part, lexicons)).length;
  const isList = named === joined.length || named === 0;
  return isList && joined.every((part) => wordsOf(part).length <= 10) ? joined : [text];
}

/** A capital, or a word for organisations that is written small: `biedrība "Mūsu novads"`, `residents' associations`. */
function beginsName(part: string, lexicons: readonly Lexicon[]): boolean {
  if (/^\s*[\p{Lu}\d"„“«]/u.test(part)) return true;
  const own = lexicons[0];
  const words = wordsOf(part);
  const organisations = own?.phrases('organisations') ?? [];
  if (words.length <= SHORT_NAME) return findPattern(words, organisations) !== undefined;
  return organisations.some((pattern) => matchAt(words, pattern, 0) !== undefined);
}

function outsideBrackets(text: string, sign: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    else if (letter === sign && depth <= 0) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)].filter((part) => part.trim() !== '');
}

/** "Department: Mayor's office" → "Mayor's office", where the label is nothing but the word for a department. */
function withoutLabel(name: string, lexicons: readonly Lexicon[]): string {
  const match = /^([^:]{2,40}):\s+(.+)$/u.exec(name);
  if (!match) return name;
  const words = wordsOf(match[1] ?? '');
  const isLabel = words.length <= 3 && isDepartment(match[1] ?? '', lexicons);
  return isLabel ? (match[2] ?? name) : name;
}

/** "Mayor's office / Unit for participation": an office and its unit, where both are departments by their words. */
function withUnits(name: string, line: Line, lexicons: readonly Lexicon[]): ListedName[] {
  const [office, unit, ...more] = name.split(/\s*\/\s*/u);
  const isPair = office && unit && more.length === 0 && /\s\/|\/\s/u.test(name);
  if (!isPair || !isDepartment(office, lexicons) || !isDepartment(unit, lexicons)) return [{ name, line }];
  return [
    { name: office, line },
    { name: unit, line, within: office },
  ];
}

export function isDepartment(name: string, lexicons: readonly Lexicon[]): boolean {
  const words = wordsOf(name);
  const [own, ...others] = lexicons;
  if (own && findPattern(words, own.phrases('departments'))) return true;
  return others.some((lexicon) =>
    lexicon.phrases('departments').some((pattern) => matchAt(words, pattern, 0) !== undefined),
  );
}
