import type { Block } from '../../documents';
import type { FunctionalAddress, PersonalDatum } from './proposal';
import { wordsOf } from './words';

/** What stands where personal data stood. */
export const STRUCK = '[…]';

/** Endings by which our languages inflect names are at most so long. */
const LONGEST_ENDING = 4;

/**
 * Strikes people's names and addresses out of texts: names in every inflected form, whole or the surname alone, and
 * every personal address as such. Addresses of organisations stay.
 */
export class Redaction {
  private readonly names: readonly (readonly string[])[];
  private readonly literals: readonly string[];

  constructor(data: readonly PersonalDatum[], functional: readonly FunctionalAddress[]) {
    this.names = data
      .filter(({ kind }) => kind === 'name')
      .map(({ value }) => wordsOf(value).map((word) => word.folded));
    const shown = new Set(functional.map(({ value }) => value));
    this.literals = data
      .filter(({ kind, value }) => kind !== 'name' && !shown.has(value))
      .map(({ value }) => value)
      .sort((a, b) => b.length - a.length);
  }

  strike(text: string): string {
    let struck = text;
    for (const literal of this.literals) struck = struck.replaceAll(literal, STRUCK);
    for (const name of this.names) struck = strikeName(struck, name);
    return struck;
  }

  block<T extends Block>(block: T): T {
    const text = this.strike(block.text);
    return {
      ...block,
      text,
      ...(block.cells ? { cells: block.cells.map((cell) => this.strike(cell)) } : {}),
    };
  }

  /** True where nothing but struck words and labels is left of a text: such a line is no content. */
  isEmptied(original: string, struck: string): boolean {
    if (original === struck) return false;
    return wordsOf(struck.replaceAll(STRUCK, ' ')).length <= 3;
  }
}

function strikeName(text: string, name: readonly string[]): string {
  const words = wordsOf(text);
  const spans: [number, number][] = [];
  const last = name.at(-1) ?? '';
  for (let at = 0; at < words.length; at++) {
    const isWhole = name.every((part, index) => isForm(words[at + index]?.folded ?? '', part));
    const isReversed =
      name.length === 2 &&
      isForm(words[at]?.folded ?? '', last) &&
      isForm(words[at + 1]?.folded ?? '', name[0] ?? '');
    const surname = words[at];
    const from = surname?.start ?? 0;
    if (isWhole || isReversed) {
      spans.push([from, words[at + name.length - 1]?.end ?? from]);
      at += name.length - 1;
    } else if (surname && last.length >= 5 && /^\p{Lu}/u.test(surname.text) && isForm(surname.folded, last)) {
      spans.push([from, surname.end]);
    }
  }
  return spans.reduceRight((rest, [from, to]) => rest.slice(0, from) + STRUCK + rest.slice(to), text);
}

/** The same name in another case: what differs is a short ending (`Novák`, `Nováka`; `Nováková`, `Novákové`). */
function isForm(word: string, name: string): boolean {
  if (word === name) return true;
  if (name.length < 4 || Math.abs(word.length - name.length) > LONGEST_ENDING) return false;
  const shared = Math.max(3, name.length - 2);
  return word.slice(0, shared) === name.slice(0, shared) && word.length <= name.length + LONGEST_ENDING;
}
