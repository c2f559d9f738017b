import type { Term } from '../../src/modules/translation/glossary/glossary.query';

/** Counted here in another way than the chain checks it, or the chain would be measured with its own rule. */
export const KINDS = ['numbers', 'addresses', 'e-mail-like', 'terms'] as const;
export type Kind = (typeof KINDS)[number];

const TERMS = ['URBACT Local Group', 'Spolupracovňa'];
/** As a network would keep them in its glossary, to be left as they are in every language. */
export const KEPT_TERMS: Term[] = TERMS.map((term, index) => ({
  id: String(index),
  networkId: '',
  locale: 'en',
  term,
  leaveAsIs: true,
  renderings: {},
  definitions: {},
}));

/** A sentence with one of each: terms before it, addresses behind. */
export function withThings(sentence: string, index: number): string {
  const address = `https://example.org/plans/${index}?page=${index % 7}&sort=date`;
  return `URBACT Local Group: ${sentence} (Spolupracovňa, ${address}, plan.${index}@example.org)`;
}

export function countsOf(text: string): Record<Kind, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, thingsIn(text)[kind].length])) as Record<Kind, number>;
}

/** How many of each kind the translation lacks. */
export function lost(source: string, translation: string): Record<Kind, number> {
  const [there, found] = [thingsIn(source), thingsIn(translation)];
  const digits = translation.replace(/\D/g, '');
  const missing = (kind: Kind): number => {
    const left = [...found[kind]];
    return there[kind].filter((thing) => {
      const at = left.indexOf(thing);
      if (at >= 0) left.splice(at, 1);
      // Written with a blank or without (10 000, 10000), a number's digits still follow one another.
      return at < 0 && !(kind === 'numbers' && digits.includes(thing));
    }).length;
  };
  return Object.fromEntries(KINDS.map((kind) => [kind, missing(kind)])) as Record<Kind, number>;
}

function thingsIn(text: string): Record<Kind, string[]> {
  const addresses: string[] = text.match(/https?:\/\/[^\s),]+/g) ?? [];
  const mails: string[] = text.match(/[\w.]+@[\w.]+\w/g) ?? [];
  const rest = [...addresses, ...mails].reduce((left, thing) => left.replace(thing, ' '), text);
  return {
    // 1,000.5 and 1.000,5 are one number; what stands between digits is each language's own.
    numbers: (rest.match(/\d+(?:[.,\u00a0\u202f’']\d+)*/g) ?? []).map((number) => number.replace(/\D/g, '')),
    addresses,
    'e-mail-like': mails,
    terms: TERMS.flatMap((term) => text.match(new RegExp(term, 'g')) ?? []),
  };
}
