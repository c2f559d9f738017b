import { fold } from '../../../platform/language';
import type { Block, SourceAnchor } from '../../documents';
import type { Lexicon } from './lexicon';
import { findPattern, findPatterns } from './pattern';
import { mailboxFits } from './mailboxes';
import type { FunctionalAddress, PersonalDatum, UnderstandingWarning } from './proposal';
import { squeeze, wordsOf } from './words';

export interface FoundPeople {
  data: PersonalDatum[];
  functional: FunctionalAddress[];
  warnings: UnderstandingWarning[];
}

interface Person {
  number: number;
  name?: string;
  role: 'contact' | 'quoted';
}

/** Whether capitalised words are something other than a person's name: an office, an organisation, a city. */
export type IsNoName = (words: string) => boolean;

export const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu;
/** nine digits or more with the signs of a telephone number, or eight and more after a word such as "tel." */
const TELEPHONE = /(?<![\p{L}\d/.,-])(?:\+|00)\d{1,3}[\s()./-]*\d(?:[\s()./-]{0,2}\d){5,11}(?!\d)/gu;
const LABELLED =
  /(?:\b(?:tel|tlf|tālr|mob|kom|gsm|phone|telephone|telefon\p{L}*|telefoon|teléfono|telèfon|telefón|tālrunis|mobil\p{L}*|mobile|móvil|mòbil)\b\.?\s*(?:č\.|nr\.?|no\.?)?\s*:?\s*|[☎📞📱✆]\s*)((?:\+|00)?\d(?:[\s()./-]{0,2}\d){5,13})(?!\d)/giu;
/** two to four words in capitals at their beginning: `Anna Maria Kowalska`, `Jan de Vries`, `O’Neil` */
const NAME =
  /(?<![\p{L}\d@.])(?:(?:Mgr|Ing|Dr|Mr|Mrs|Ms|PhDr|RNDr|JUDr|Bc|prof|doc|MUDr|PaedDr|dr\. inż|mgr)\.?\s+)*(\p{Lu}[\p{Ll}\p{M}’'-]+(?:-\p{Lu}\p{Ll}+)?(?:\s+(?:(?:van|de|den|der|von|da|del|la|i|y|el|ten|af)\s+){0,2}\p{Lu}[\p{Ll}\p{M}’'-]+(?:-\p{Lu}\p{Ll}+)?){1,3})(?![\p{L}\d@])/gu;
const NEAR = 3;
const QUOTE_END = /[“”"»’]\s*,?\s*[-–—]?\s*/u;

/**
 * Names with an address, and quoted speakers. A name counts only beside an address or telephone, or after the words
 * of somebody who is quoted; so no other capitalised words are taken for people.
 */
export function findPeople(
  blocks: readonly Block[],
  lexicons: readonly Lexicon[],
  isNoName: IsNoName,
): FoundPeople {
  const found: FoundPeople = { data: [], functional: [], warnings: [] };
  const persons: Person[] = [];
  const nameFor = nameFinder(blocks, isNoName, lexicons);
  const personOf = (name: string | undefined, role: Person['role'], anchor: SourceAnchor): Person => {
    const known = persons.find(
      (person) => name !== undefined && person.name === name && person.role === role,
    );
    if (known) return known;
    const person: Person = { number: persons.length + 1, role, ...(name === undefined ? {} : { name }) };
    persons.push(person);
    if (name !== undefined)
      found.data.push({ kind: 'name', value: name, anchor, person: person.number, role });
    return person;
  };
  for (const [index, block] of blocks.entries()) {
    for (const address of block.text.match(EMAIL) ?? []) {
      const near = nameFor(index, address);
      if (isFunctional(address, near?.name, lexicons)) {
        found.functional.push({
          kind: 'email',
          value: address,
          span: { anchor: block.anchor, quote: squeeze(block.text).slice(0, 300) },
        });
        continue;
      }
      const person = personOf(near?.name, 'contact', near?.anchor ?? block.anchor);
      found.data.push({
        kind: 'email',
        value: address,
        anchor: block.anchor,
        person: person.number,
        role: 'contact',
      });
      if (near && !mailboxFits(address, near.name)) {
        found.warnings.push({
          code: 'addressDoesNotFitName',
          span: { anchor: block.anchor, quote: '' },
          parameters: { person: person.number },
        });
      }
    }
    for (const number of telephonesOf(block.text)) {
      const near = nameFor(index, number);
      const person = near ? personOf(near.name, 'contact', near.anchor) : undefined;
      found.data.push({
        kind: 'telephone',
        value: number,
        anchor: block.anchor,
        ...(person ? { person: person.number } : {}),
        role: 'contact',
      });
    }
    for (const name of speakersOf(block.text, lexicons, isNoName)) personOf(name, 'quoted', block.anchor);
  }
  return found;
}

export const telephonesOf = (text: string): string[] => {
  const labelled = [...text.matchAll(LABELLED)].flatMap((match) => (match[1] ? [match[1]] : []));
  const plain = text.match(TELEPHONE) ?? [];
  return [...new Set([...labelled, ...plain].map((number) => number.trim()))];
};

/** Names of a text that could be people's. */
export function namesOf(text: string, isNoName: IsNoName): string[] {
  return [...text.matchAll(NAME)].flatMap((match) => {
    const name = match[1] ?? '';
    const parts = wordsOf(name).filter((word) => /^\p{Lu}/u.test(word.text));
    return parts.length >= 2 && parts.length <= 4 && !isNoName(name) ? [name] : [];
  });
}

/** The name nearest to an address: of its own line or row first, then of the lines around it. */
function nameFinder(
  blocks: readonly Block[],
  isNoName: IsNoName,
  lexicons: readonly Lexicon[],
): (index: number, address: string) => { name: string; anchor: SourceAnchor } | undefined {
  const contact = lexicons.flatMap((lexicon) => lexicon.phrases('contactWords'));
  return (index, address) => {
    const own = blocks[index];
    if (!own) return undefined;
    const at = own.text.indexOf(address);
    const before = namesOf(own.text.slice(0, at), isNoName).at(-1);
    const after = namesOf(own.text.slice(at + address.length), isNoName)[0];
    const beside = before ?? (own.kind === 'table-row' ? after : undefined);
    if (beside) return { name: beside, anchor: own.anchor };
    for (let distance = 1; distance <= NEAR; distance++) {
      const block = blocks[index - distance];
      // a line of a card: nothing but the name, a label or another address; running text is somebody else's
      if (!block || wordsOf(block.text).length > 8) break;
      const name = namesOf(block.text, isNoName)[0];
      if (name) return { name, anchor: block.anchor };
      const isCard =
        EMAIL.test(block.text) ||
        /\d{5}/.test(block.text.replace(/\s/g, '')) ||
        wordsOf(block.text).length <= 4;
      EMAIL.lastIndex = 0;
      if (!isCard && !findPattern(wordsOf(block.text), contact)) break;
    }
    const label = findPattern(wordsOf(own.text), contact);
    return after && label ? { name: after, anchor: own.anchor } : undefined;
  };
}

/** `… “, doplňuje Jana Nováková z …`: a verb of saying, after a quotation or before one, with a name beside it. */
function speakersOf(text: string, lexicons: readonly Lexicon[], isNoName: IsNoName): string[] {
  if (!/[“”"„«»]/u.test(text)) return [];
  const speech = lexicons.flatMap((lexicon) => lexicon.phrases('speech'));
  const names: string[] = [];
  for (const match of text.matchAll(new RegExp(QUOTE_END, 'gu'))) {
    const clause =
      text.slice(match.index + match[0].length, match.index + match[0].length + 120).split(/[.!?]\s/u)[0] ??
      '';
    if (!findPattern(wordsOf(clause).slice(0, 8), speech)) continue;
    const name = namesOf(clause, isNoName)[0];
    if (name) names.push(name);
  }
  const words = wordsOf(text);
  for (const match of findPatterns(words, speech)) {
    const to = words[match.to - 1]?.end ?? 0;
    if (!/^[\p{L}\s,.-]{0,80}[:,]\s*[„“"«]/u.test(text.slice(to, to + 120))) continue;
    const start = words[Math.max(0, match.from - 6)]?.start ?? 0;
    const name =
      namesOf(text.slice(start, to), isNoName).at(-1) ?? namesOf(text.slice(to, to + 60), isNoName)[0];
    if (name) names.push(name);
  }
  return [...new Set(names)];
}

/**
 * A mailbox of an office: its local part is a word of offices, or the organisation's own short name (`nszm@nszm.cz`),
 * and no name stands beside it that it fits.
 */
function isFunctional(address: string, name: string | undefined, lexicons: readonly Lexicon[]): boolean {
  const [local = '', domain = ''] = fold(address).split('@');
  if (name !== undefined && mailboxFits(address, name)) return false;
  const parts = local.split(/[._+-]/).filter((part) => part !== '');
  const labels = domain.split('.').slice(0, -1);
  const words = new Set(lexicons.flatMap((lexicon) => lexicon.words.mailboxes.map((word) => fold(word))));
  if (parts.some((part) => words.has(part.replace(/\d+$/, '')))) return true;
  if (labels.some((label) => label === local || label.replaceAll('-', '') === parts.join(''))) return true;
  return name === undefined && parts.length === 1 && !/^[a-z]\.?[a-z]{3,}$/.test(local) && local.length <= 4;
}
