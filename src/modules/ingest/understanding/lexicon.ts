import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../../common/locale';
import { PROJECT_ROOT } from '../../../platform/config';
import { compilePatterns, type Pattern } from './pattern';

/** What a heading announces, by its meaning. */
export const HEADING_ROLES = [
  'action',
  'smallScaleAction',
  'title',
  'schedule',
  'start',
  'end',
  'leadInternal',
  'leadExternal',
  'actors',
  'group',
  'problem',
  'statusQuo',
  'description',
  'contribution',
  'vision',
  'values',
  'resources',
  'funding',
  'additional',
  'milestones',
  'indicators',
  'risks',
  'progress',
  'targetGroups',
  'policy',
  'summary',
  'objectives',
  'governance',
  'localGroup',
  'monitoring',
  'aims',
  'outputs',
  'participants',
  'communication',
  'place',
  'date',
  'results',
  'lessons',
  'successFactors',
  'limitingFactors',
  'whatDidNotWork',
  'transferConditions',
  'participationApproach',
  'partnersOfProject',
  'actions',
  'contact',
] as const;
export type HeadingRole = (typeof HEADING_ROLES)[number];

/** `i18n/<locale>/reading.json` as it is written: the words by which documents of that language are read. */
export interface ReadingWords {
  /** all forms of each month, from January; the same for abbreviations */
  months: string[][];
  monthAbbreviations: string[][];
  seasons: string[];
  quarters: string[];
  /** words that may stand between the parts of a date (`de`, `roku`) */
  between: string[];
  from: string[];
  until: string[];
  about: string[];
  upTo: string[];
  atLeast: string[];
  thousand: string[];
  million: string[];
  /** ISO 4217 code → words; `kr` is another currency in each language */
  currencies: Record<string, string[]>;
  fundingStatus: { secured: string[]; partly: string[]; unsecured: string[] };
  /** key of the scheme `funding-source` → words */
  fundingSources: Record<string, string[]>;
  headings: Record<HeadingRole, string[]>;
  kinds: Record<DocumentSign, string[]>;
  /** key of the scheme `event-kind` → words */
  eventKinds: Record<string, string[]>;
  departments: string[];
  organisations: string[];
  speech: string[];
  contactWords: string[];
  greetings: string[];
  /** local parts of addresses that belong to an office, not to a person */
  mailboxes: string[];
  lead: string[];
  partnerWords: string[];
  partWords: string[];
  localGroupWords: string[];
  /** words for a group of people that somebody works with */
  groupWords: string[];
  participantWords: string[];
  attendWords: string[];
  named: string[];
  programmeWords: string[];
  financedWords: string[];
  budgetWords: string[];
  online: string[];
  place: string[];
  resultVerbs: string[];
  /** forms of first, second, third … */
  ordinals: string[][];
  cityWords: string[];
  /** what a plan says of itself that takes the place of an earlier one */
  laterVersion: string[];
  /** what stands before the body that adopted a plan, or before the day */
  adopted: string[];
}

export type DocumentSign =
  'plan' | 'openGovernment' | 'integratedPlan' | 'event' | 'network' | 'practice' | 'contacts' | 'part';

/** Lists of phrases that are compiled as they are. */
type PhraseList = {
  [K in keyof ReadingWords]: ReadingWords[K] extends string[] ? K : never;
}[keyof ReadingWords];

/** The words of one language, ready to be looked for. */
export interface Lexicon {
  readonly locale: Locale;
  readonly words: ReadingWords;
  readonly headings: ReadonlyMap<HeadingRole, readonly Pattern[]>;
  readonly kinds: Readonly<Record<DocumentSign, readonly Pattern[]>>;
  readonly fundingSources: ReadonlyMap<string, readonly Pattern[]>;
  readonly fundingStatus: Readonly<Record<'secured' | 'partly' | 'unsecured', readonly Pattern[]>>;
  readonly eventKinds: ReadonlyMap<string, readonly Pattern[]>;
  readonly ordinals: readonly (readonly Pattern[])[];
  phrases(list: PhraseList): readonly Pattern[];
  /** patterns of headings that may begin with this folded word */
  headingsFrom(word: string): readonly HeadingPattern[];
}

export interface HeadingPattern {
  role: HeadingRole;
  pattern: Pattern;
}

function compileAll<K extends string>(lists: Record<K, string[]>): Record<K, readonly Pattern[]> {
  const compiled = {} as Record<K, readonly Pattern[]>;
  for (const key of Object.keys(lists) as K[]) compiled[key] = compilePatterns(lists[key]);
  return compiled;
}

/** letters by which patterns are looked up; no word of a heading is shorter */
const START = 2;

export function makeLexicon(locale: Locale, words: ReadingWords): Lexicon {
  const compiled = new Map<PhraseList, readonly Pattern[]>();
  const byKey = <K extends string>(lists: Record<K, string[]>): Map<K, Pattern[]> =>
    new Map(
      (Object.entries(lists) as [K, string[]][]).map(([key, phrases]) => [key, compilePatterns(phrases)]),
    );
  const headings = byKey(words.headings);
  const byStart = new Map<string, HeadingPattern[]>();
  for (const [role, patterns] of headings) {
    for (const pattern of patterns) {
      const start = pattern.parts[0]?.word.slice(0, START) ?? '';
      byStart.set(start, [...(byStart.get(start) ?? []), { role, pattern }]);
    }
  }
  return {
    locale,
    words,
    headings,
    headingsFrom: (word) => byStart.get(word.slice(0, START)) ?? [],
    kinds: compileAll(words.kinds),
    fundingSources: byKey(words.fundingSources),
    fundingStatus: compileAll(words.fundingStatus),
    eventKinds: byKey(words.eventKinds),
    ordinals: words.ordinals.map((forms) => compilePatterns(forms)),
    phrases(list) {
      const known = compiled.get(list);
      if (known) return known;
      const made = compilePatterns(words[list]);
      compiled.set(list, made);
      return made;
    },
  };
}

/** The lexicons of these languages, from the files beside their other words. Read once at start. */
export function loadLexicons(locales: readonly Locale[]): ReadonlyMap<Locale, Lexicon> {
  return new Map(
    locales.map((locale) => {
      const file = join(PROJECT_ROOT, 'i18n', locale, 'reading.json');
      return [locale, makeLexicon(locale, JSON.parse(readFileSync(file, 'utf8')) as ReadingWords)];
    }),
  );
}

/** The lexicon of a language first, then those of all others: documents mix languages, and detection may err. */
export function lexiconsFor(lexicons: ReadonlyMap<Locale, Lexicon>, locale: Locale): Lexicon[] {
  const own = lexicons.get(locale);
  return [...(own ? [own] : []), ...[...lexicons.values()].filter((lexicon) => lexicon !== own)];
}
