import { join } from 'node:path';
import type { Locale } from '../../src/common/locale';
import { readFlores } from '../relevance/flores';
import { seededRandom } from '../relevance/seeded-random';

/** Sentences of a record's body: with title and summary some 150 words in each of its two languages. */
const BODY_SENTENCES = 6;
const TITLE_WORDS = 8;
const FIRST_YEAR = 2010;
const YEARS = 15;

/** Ids that records of the corpus point at, as the database has them. */
export interface KnownIds {
  /** scheme → concept ids */
  concepts: ReadonlyMap<string, readonly string[]>;
  cities: readonly string[];
  networks: readonly string[];
}

export interface CorpusText {
  field: 'title' | 'summary' | 'solution';
  locale: Locale;
  text: string;
}

export interface CorpusRecord {
  id: string;
  slug: string;
  sourceLocale: Locale;
  texts: CorpusText[];
  concepts: string[];
  city: string;
  network: string | null;
  year: string;
  tier: string;
}

/**
 * `count` practices put together from the sentences of the shared material, each in its own language and with the
 * recorded English translations of the same sentences. The same seed gives the same texts and links.
 */
export function* makeCorpus(
  data: string,
  count: number,
  known: KnownIds,
  seed: number,
): Generator<CorpusRecord> {
  const { languages } = readFlores(join(data, 'flores-dev'));
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const one = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new Error('There is nothing to choose from');
    return chosen;
  };
  const some = (scheme: string, most: number): string[] => {
    const all = known.concepts.get(scheme) ?? [];
    return Array.from({ length: 1 + below(most) }, () => one(all));
  };
  for (let number = 0; number < count; number += 1) {
    const { locale, documents } = one(languages);
    const sentences = Array.from({ length: BODY_SENTENCES + 2 }, () => one(documents).texts);
    const inLanguage = (place: number, language: Locale): CorpusText[] => {
      const [title = '', summary = '', ...body] = sentences.map((texts) => texts[place]?.body ?? '');
      return [
        { field: 'title', locale: language, text: title.split(' ').slice(0, TITLE_WORDS).join(' ') },
        { field: 'summary', locale: language, text: summary },
        { field: 'solution', locale: language, text: body.join(' ') },
      ];
    };
    yield {
      id: randomId(random),
      slug: `benchmark-${number}`,
      sourceLocale: locale,
      texts: [...inLanguage(0, locale), ...inLanguage(1, 'en')],
      concepts: [
        ...new Set([
          ...some('theme', 3),
          ...some('target-group', 2),
          ...some('method', 2),
          ...some('participation-level', 1),
          ...some('sdg', 2),
          ...some('activity-status', 1),
        ]),
      ],
      city: one(known.cities),
      network: random() < 0.7 ? one(known.networks) : null,
      year: String(FIRST_YEAR + below(YEARS)),
      tier: one(known.concepts.get('practice-tier') ?? []),
    };
  }
}

/** A random UUID of the seeded numbers: records of the real site have no order in their ids either. */
function randomId(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return [0, 8, 12, 16, 20].map((from, part, starts) => digits.slice(from, starts[part + 1] ?? 32)).join('-');
}
