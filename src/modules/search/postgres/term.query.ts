import type { EntityManager } from 'typeorm';
import type { Audience } from '../../../common/records';
import {
  allowedTypos,
  type Alternative,
  directAlternatives,
  EXPANSION_LIMITS,
  prefixAlternatives,
  type QueryWord,
  typoAlternatives,
  type VocabularyWord,
} from '../analysis';
import type { IndexStatistics } from '../ranking';

/** A query word and all the ways in which the index has it; none: nothing has it. */
export interface ResolvedWord {
  word: QueryWord;
  alternatives: Alternative[];
  /** taken for another word */
  isTypo: boolean;
}

export interface ResolvedWords {
  words: ResolvedWord[];
  /** rows in which a term stands */
  frequencies: Map<string, number>;
  statistics: IndexStatistics;
  /** another one whenever anything changed that these audiences may see */
  version: string;
}

interface TermRow {
  source: number;
  term: string;
  rows: number;
}

interface StatisticsRow {
  rows: number;
  lengths: [number, number, number, number];
  version: string | null;
}

/** Beginnings and corrections are looked for among so many words; the more frequent first. */
const PREFIX_CANDIDATES = EXPANSION_LIMITS.prefix;
const TYPO_CANDIDATES = 200;

/**
 * What the words of a query stand for in the index as these audiences see it: two statements, a third where a word
 * is unknown. `others`: further terms whose frequencies are wanted.
 */
export async function resolveWords(
  manager: EntityManager,
  words: readonly QueryWord[],
  others: readonly string[],
  audiences: readonly Audience[],
): Promise<ResolvedWords> {
  const { statistics, version } = await readStatistics(manager, audiences);
  const direct = words.map(directAlternatives);
  const terms = [...new Set([...direct.flat().flatMap((alternative) => alternative.terms), ...others])];
  const prefixes = words.map(({ folded, prefix }) => (prefix ? folded : null));
  const rows: TermRow[] =
    terms.length === 0
      ? []
      : await manager.query(
          `SELECT -1 AS source, term, sum(rows)::int AS rows FROM search_term
           WHERE audience = ANY($1::text[]) AND term = ANY($2::text[]) GROUP BY term
           UNION ALL
           SELECT (p.place - 1)::int, w.term, w.rows FROM unnest($3::text[]) WITH ORDINALITY AS p (word, place),
             LATERAL (SELECT term, sum(rows)::int AS rows FROM search_term
               WHERE audience = ANY($1::text[]) AND term > p.word AND term < p.word || U&'\\FFFF'
                 AND length IS NOT NULL
               GROUP BY term ORDER BY 2 DESC, term LIMIT ${PREFIX_CANDIDATES}) w
           WHERE p.word IS NOT NULL`,
          [audiences, terms, prefixes],
        );
  const frequencies = new Map(rows.map(({ term, rows: count }) => [term, count]));
  const resolved = words.map((word, index): ResolvedWord => {
    const alternatives = (direct[index] ?? []).filter((alternative) =>
      alternative.terms.every((t) => frequencies.has(t)),
    );
    const begun = rows.filter(({ source }) => source === index).map(vocabularyWord);
    return { word, alternatives: [...alternatives, ...prefixAlternatives(word, begun)], isTypo: false };
  });
  await correct(manager, resolved, frequencies, audiences);
  return { words: resolved, frequencies, statistics, version };
}

/** Looks for what unknown words were meant to be. */
async function correct(
  manager: EntityManager,
  words: ResolvedWord[],
  frequencies: Map<string, number>,
  audiences: readonly Audience[],
): Promise<void> {
  const unknown = words.filter(
    ({ alternatives, word }) => alternatives.length === 0 && allowedTypos(word.folded.length) > 0,
  );
  if (unknown.length === 0) return;
  // Two neighbours swapped are one slip to us and two to levenshtein(), hence twice the limit.
  const rows: TermRow[] = await manager.query(
    `SELECT (u.place - 1)::int AS source, w.term, w.rows
     FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS u (word, slips, place),
       LATERAL (SELECT term, sum(rows)::int AS rows FROM search_term
         WHERE audience = ANY($1::text[])
           AND length BETWEEN char_length(u.word) - u.slips AND char_length(u.word) + u.slips
           AND levenshtein_less_equal(term, u.word, 2 * u.slips) <= 2 * u.slips
         GROUP BY term ORDER BY levenshtein_less_equal(term, u.word, 2 * u.slips), 2 DESC, term
         LIMIT ${TYPO_CANDIDATES}) w`,
    [
      audiences,
      unknown.map(({ word }) => word.folded),
      unknown.map(({ word }) => allowedTypos(word.folded.length)),
    ],
  );
  for (const { term, rows: count } of rows) frequencies.set(term, count);
  unknown.forEach((entry, index) => {
    const candidates = rows.filter(({ source }) => source === index).map(vocabularyWord);
    entry.alternatives = typoAlternatives(entry.word, candidates);
    entry.isTypo = entry.alternatives.length > 0;
  });
}

function vocabularyWord({ term, rows }: TermRow): VocabularyWord {
  return { term, frequency: rows };
}

async function readStatistics(
  manager: EntityManager,
  audiences: readonly Audience[],
): Promise<{ statistics: IndexStatistics; version: string }> {
  const found: StatisticsRow[] = await manager.query(
    `SELECT coalesce(sum(rows), 0)::float8 AS rows,
       ARRAY[sum(title), sum(summary), sum(fields), sum(body)]::float8[] AS lengths,
       string_agg(tableoid || ':' || xmin, ' ' ORDER BY audience) AS version
     FROM search_statistics WHERE audience = ANY($1::text[])`,
    [audiences],
  );
  const { rows, lengths, version } = found[0] ?? { rows: 0, lengths: [0, 0, 0, 0], version: null };
  const average = (place: number): number => (lengths[place] ?? 0) / Math.max(rows, 1);
  return {
    statistics: { rows, averageLengths: [average(0), average(1), average(2), average(3)] },
    version: version ?? '',
  };
}
