import { fold } from '../../../platform/language';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import type { KnownParty } from './context';
import type { PartyReference, RecordMatch } from './proposal';
import { type Word, wordsOf } from './words';

/** A party of the site named in a text. */
export interface Mention {
  party: KnownParty;
  /** as written */
  name: string;
  start: number;
  end: number;
  confidence: number;
  why: string;
  /** others that go by the same name: a network and the organisation behind it */
  alternatives: readonly KnownParty[];
}

interface Name {
  words: readonly string[];
  party: KnownParty;
  why: string;
  confidence: number;
}

/** Kinds of legal person and their punctuation tell two parties apart as little as a comma does. */
const LEGAL =
  /\b(?:n\s?o|o\s?z|s\s?r\s?o|a\s?s|o\s?p\s?s|z\s?s|ltd|llc|gmbh|b\s?v|n\s?v|vzw|asbl|e\s?v|sia|kft|zrt|aps|s\s?l|s\s?a|srl|sp\s?z\s?o\s?o|nonprofit|ngo)$/u;

/** One key for all spellings of a party: folded, without legal form and punctuation. */
export function partyKey(name: string): string {
  const words = wordsOf(name.replace(/\([^)]*\)/gu, ' ').replace(/\b(\p{L})\./gu, '$1 '))
    .map((word) => word.folded)
    .join(' ');
  const plain = fold(name)
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const base = plain.replace(LEGAL, '').trim();
  return base === '' ? words : base;
}

interface Best {
  name: Name;
  confidence: number;
  isInflected: boolean;
  others: KnownParty[];
}

/** Every name of every known party, looked for in texts; the longest name at a place wins. */
export class Gazetteer {
  private readonly byFirstLetters = new Map<string, Name[]>();
  private readonly keys = new Map<string, KnownParty[]>();
  private readonly wholeNames = new Set<string>();

  constructor(parties: readonly KnownParty[]) {
    for (const party of parties) {
      for (const [index, { text, form }] of party.names.entries()) {
        const words = wordsOf(text).map((word) => word.folded);
        if (words.length === 0 || (words.length === 1 && (words[0]?.length ?? 0) < 3)) continue;
        const why = form ? 'inflected-name' : index === 0 ? 'same-name' : 'name-in-other-language';
        this.add({ words, party, why, confidence: form ? 0.95 : 1 });
        const key = partyKey(text);
        this.keys.set(key, [...(this.keys.get(key) ?? []).filter((known) => known !== party), party]);
        this.wholeNames.add(words.join(' '));
      }
    }
  }

  /** Whether these words are exactly the name of a known party. */
  isName(words: string): boolean {
    return this.wholeNames.has(
      wordsOf(words)
        .map((word) => word.folded)
        .join(' '),
    );
  }

  /** Known parties in a text, in order, none overlapping. A name begins with a capital. */
  find(text: string): Mention[] {
    const words = wordsOf(text);
    const mentions: Mention[] = [];
    for (let at = 0; at < words.length;) {
      const best = this.bestAt(words, at);
      const first = words[at];
      const last = best && words[at + best.name.words.length - 1];
      if (best && first && last) {
        mentions.push({
          party: best.name.party,
          name: text.slice(first.start, last.end),
          start: first.start,
          end: last.end,
          confidence: best.confidence,
          why: best.isInflected ? 'inflected-name' : best.name.why,
          alternatives: best.others,
        });
        at += best.name.words.length;
      } else at++;
    }
    return mentions;
  }

  /** What the site may know a written name as, best first; for names that stand alone, as in a list of partners. */
  match(name: string, kinds?: readonly RecordKind[]): RecordMatch[] {
    const fits = (party: KnownParty): boolean => !kinds || kinds.includes(party.kind);
    const same = (this.keys.get(partyKey(name)) ?? []).filter(fits);
    if (same.length > 0) return same.map((party) => asMatch(party, 0.98, 'same-name'));
    const length = wordsOf(name).length;
    const inside = this.find(name).filter(({ party }) => fits(party));
    return (
      inside
        .map((mention) => {
          const share = wordsOf(mention.name).length / Math.max(1, length);
          return { ...mention, score: mention.confidence * Math.min(1, 0.45 + share * 0.55) };
        })
        // a city inside a longer name ("Academy of Arts, Example") says where a party is, not who
        .filter(({ score, party }) => score >= (party.kind === RecordKind.CITY ? 0.85 : 0.6))
        .sort((a, b) => b.score - a.score)
        .map(({ party, score, why }) =>
          asMatch(party, round(score), why === 'same-name' ? 'similar-name' : why),
        )
    );
  }

  private add(name: Name): void {
    const key = name.words[0]?.slice(0, 3) ?? '';
    const list = this.byFirstLetters.get(key);
    if (list) list.push(name);
    else this.byFirstLetters.set(key, [name]);
  }

  private bestAt(words: readonly Word[], at: number): Best | undefined {
    const first = words[at];
    if (!first || !/^[\p{Lu}\d]/u.test(first.text)) return undefined;
    let best: Best | undefined;
    for (const name of this.byFirstLetters.get(first.folded.slice(0, 3)) ?? []) {
      const fit = fits(words, at, name.words);
      if (fit === 0) continue;
      const confidence = round(name.confidence * fit);
      const isLonger = !best || name.words.length > best.name.words.length;
      const isSurer = best && name.words.length === best.name.words.length && confidence > best.confidence;
      if (isLonger || isSurer) best = { name, confidence, isInflected: fit < 1, others: [] };
      else if (best && name.words.length === best.name.words.length && confidence === best.confidence) {
        const isNew = name.party !== best.name.party && !best.others.includes(name.party);
        if (isNew) best.others.push(name.party);
      }
    }
    return best;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** 1 where the words are the name's, less where some are inflected otherwise than any known form, 0 else. */
function fits(words: readonly Word[], at: number, name: readonly string[]): number {
  let fit = 1;
  for (const [index, part] of name.entries()) {
    const word = words[at + index]?.folded;
    if (word === undefined) return 0;
    if (word === part) continue;
    if (!isInflected(word, part)) return 0;
    fit = Math.min(fit, 0.8);
  }
  return fit;
}

/** Long words alone: of a short one (`Breda`, `Brede`) too little would be left to tell it from another. */
function isInflected(word: string, name: string): boolean {
  if (name.length < 6 || word.length > name.length + 4 || word.length < name.length - 2) return false;
  return word.slice(0, name.length - 2) === name.slice(0, name.length - 2);
}

export const asMatch = (party: KnownParty, confidence: number, why: string): RecordMatch => ({
  id: party.id,
  slug: party.slug,
  kind: party.kind,
  confidence,
  why,
});

export const referenceTo = (mention: Mention): PartyReference => ({
  name: mention.name,
  matches: [mention.party, ...mention.alternatives].map((party) =>
    asMatch(party, mention.confidence, mention.why),
  ),
});

/** Names of a party in one language, the first its own. */
export const nameOf = (party: KnownParty, locale: Locale): string =>
  party.names.find((name) => name.locale === locale && !name.form)?.text ??
  party.names[0]?.text ??
  party.slug;
