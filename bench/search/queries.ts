import type { Locale } from '../../src/common/locale';
import { fold, parseQuery, segment } from '../../src/modules/search/analysis';
import {
  type AnsweringEngine,
  type EngineAnswer,
  Facet,
  type FacetSelection,
  SearchSort,
} from '../../src/modules/search';
import { mistype } from '../relevance/flores';
import { seededRandom } from '../relevance/seeded-random';
import type { CorpusRecord } from './corpus';

/** The mix of queries: shares of the whole, in hundredths. */
export const MIX = {
  words: { share: 40, about: 'two or three words, 10–2,000 matches' },
  common: { share: 20, about: 'one word, more than 1 in 20 records' },
  facets: { share: 15, about: 'two or three words, two active facets' },
  prefix: { share: 10, about: 'last word as it is being typed' },
  typo: { share: 10, about: 'a slip in one word' },
  empty: { share: 5, about: 'nothing asked, everything listed' },
} as const;
export type QueryClass = keyof typeof MIX;

export interface BenchQuery {
  kind: QueryClass;
  /** as typed: a space at the end says that the last word is finished */
  query: string;
  locale: Locale;
  filters: FacetSelection[];
  /** records that match */
  total: number;
}

const PAGE_SIZE = 20;
const FEWEST = 10;
const MOST = 2_000;
/** 5,000 of 100,000 */
const COMMON_SHARE = 0.05;
/** A class that is so hard to fill has something wrong with it. */
const TRIES = 4_000;
const AUDIENCES = ['public'];

/** Asks the engine as the site does it for a signed-out reader's first page. */
export function ask(
  engine: AnsweringEngine,
  { query, locale, filters }: Pick<BenchQuery, 'query' | 'locale' | 'filters'>,
): Promise<EngineAnswer> {
  const parsed = parseQuery(query, locale);
  return engine.search(
    { parsed, filters, sort: SearchSort.RELEVANCE, page: 1, pageSize: PAGE_SIZE, locale },
    AUDIENCES,
  );
}

/**
 * `count` queries in the shares of `MIX`, made of words of the records, seeded, in mixed order. What a class promises
 * about its matches is checked with the engine.
 * @param records number of records in the index
 */
export async function makeQueries(
  engine: AnsweringEngine,
  sample: readonly CorpusRecord[],
  records: number,
  count: number,
  seed: number,
): Promise<BenchQuery[]> {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const wordsOf = (wanted: number): { record: CorpusRecord; locale: Locale; words: string[] } => {
    const record = sample[below(sample.length)];
    const text = record?.texts[below(record.texts.length)];
    if (!record || !text) throw new Error('There are no records to make queries of');
    const all = segment(text.text)
      .map((word) => word.text)
      .filter((word) => fold(word).length >= 4 && !/\d/.test(word));
    const words = Array.from({ length: wanted }, () => all[below(all.length)] ?? '').filter(Boolean);
    return { record, locale: text.locale, words: [...new Set(words)] };
  };
  const make = (kind: QueryClass): Omit<BenchQuery, 'total'> => {
    const wanted = kind === 'common' ? 1 : 2 + below(2);
    const { record, locale, words } = wordsOf(kind === 'empty' ? 0 : wanted);
    const plain = { kind, query: `${words.join(' ')} `, locale, filters: [] };
    if (kind === 'empty') return { ...plain, query: '' };
    if (kind === 'prefix') {
      const last = words.at(-1) ?? '';
      return { ...plain, query: [...words.slice(0, -1), last.slice(0, 3 + below(3))].join(' ') };
    }
    if (kind === 'typo') {
      const [mistyped = words] = mistype([words], false, below(2 ** 31));
      return { ...plain, query: `${mistyped.join(' ')} ` };
    }
    if (kind === 'facets') return { ...plain, filters: facetsOf(record) };
    return plain;
  };
  const queries: BenchQuery[] = [];
  for (const kind of Object.keys(MIX) as QueryClass[]) {
    let left = Math.round((count * MIX[kind].share) / 100);
    for (let tries = 0; left > 0; tries += 1) {
      if (tries > TRIES)
        throw new Error(`Too few queries of the class "${kind}" can be made of these records`);
      const query = make(kind);
      if (query.query.trim() === '' && kind !== 'empty') continue;
      const { total, droppedWords, corrections } = await ask(engine, query);
      const isMeant = {
        words: total >= FEWEST && total <= MOST && droppedWords.length === 0,
        common: total > records * COMMON_SHARE,
        facets: total > 0 && droppedWords.length === 0,
        prefix: total >= FEWEST,
        typo: total > 0 && corrections.size > 0,
        empty: true,
      }[kind];
      if (!isMeant) continue;
      queries.push({ ...query, total });
      left -= 1;
    }
  }
  return queries
    .map((query) => ({ query, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ query }) => query);
}

/** A theme and a status or level of the record itself, so that something is left. */
function facetsOf(record: CorpusRecord): FacetSelection[] {
  const of = (facet: Facet, scheme: string): FacetSelection => ({
    facet,
    values: record.concepts.filter((id) => id.startsWith(`${scheme}/`)),
  });
  return [of(Facet.THEME, 'theme'), of(Facet.PARTICIPATION_LEVEL, 'participation-level')];
}
