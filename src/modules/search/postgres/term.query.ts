import type { EntityManager } from 'typeorm';
import type { Audience } from '../../../common/records';
import { allowedTypos, EXPANSION_LIMITS, type QueryWord } from '../analysis';
import { lettersOf } from './letters';

/** The lists of rows of some terms, as the index had them at one moment. */
export interface ReadTerms {
  generation: number;
  change: number;
  /** none for a term that no row has */
  lists: Map<string, Buffer[]>;
}

/** Corrections are looked for among so many words, the nearest. */
const TYPO_CANDIDATES = 200;

/** One statement, so that the lists are of the moment that `generation` and `change` tell. */
export async function readTerms(manager: EntityManager, terms: readonly string[]): Promise<ReadTerms> {
  const rows: { generation: number; change: string; term: string | null; rows: Buffer }[] =
    await manager.query(
      `SELECT s.generation, s.change, p.term, p.rows FROM search_state s LEFT JOIN (
         SELECT term, rows FROM search_posting WHERE term = ANY($1::text[])
         UNION ALL
         SELECT term, rows FROM search_posting_recent WHERE term = ANY($1::text[])) p ON true`,
      [terms],
    );
  const lists = new Map<string, Buffer[]>();
  for (const { term, rows: list } of rows) {
    if (term === null) continue;
    const known = lists.get(term);
    if (known) known.push(list);
    else lists.set(term, [list]);
  }
  return { generation: rows[0]?.generation ?? 0, change: Number(rows[0]?.change ?? 0), lists };
}

/** For each word the most frequent words of these audiences that begin so. */
export async function readBeginnings(
  manager: EntityManager,
  beginnings: readonly string[],
  audiences: readonly Audience[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (beginnings.length === 0) return found;
  const rows: { beginning: string; word: string }[] = await manager.query(
    `SELECT b.word AS beginning, w.word FROM unnest($2::text[]) AS b (word),
       LATERAL (SELECT word FROM search_word
         WHERE audience = ANY($1::text[]) AND word > b.word AND word < b.word || U&'\\FFFF'
         GROUP BY word ORDER BY sum(rows) DESC, word LIMIT ${EXPANSION_LIMITS.prefix}) w`,
    [audiences, beginnings],
  );
  for (const { beginning, word } of rows) found.set(beginning, [...(found.get(beginning) ?? []), word]);
  return found;
}

/** For each word, words of these audiences that are spelt nearly so. */
export async function readSimilar(
  manager: EntityManager,
  words: readonly QueryWord[],
  audiences: readonly Audience[],
): Promise<Map<string, string[]>> {
  // A slip changes two letters of a word's set at most, which is quicker told than the distance.
  // Two neighbours swapped are one slip to us and two to levenshtein(), hence twice the limit.
  const rows: { meant: string; word: string }[] = await manager.query(
    `SELECT u.word AS meant, w.word FROM unnest($2::text[], $3::int[], $4::int[]) AS u (word, slips, letters),
       LATERAL (SELECT word FROM (
           SELECT word, rows, CASE WHEN bit_count((letters # u.letters)::bit(32)) <= 2 * u.slips
             THEN levenshtein_less_equal(word, u.word, 2 * u.slips) END AS slips
           FROM search_word WHERE audience = ANY($1::text[])
             AND length BETWEEN char_length(u.word) - u.slips AND char_length(u.word) + u.slips) s
         WHERE s.slips <= 2 * u.slips GROUP BY word, s.slips ORDER BY s.slips, sum(rows) DESC, word
         LIMIT ${TYPO_CANDIDATES}) w`,
    [
      audiences,
      words.map(({ folded }) => folded),
      words.map(({ folded }) => allowedTypos(folded.length)),
      words.map(({ folded }) => lettersOf(folded)),
    ],
  );
  const found = new Map<string, string[]>();
  for (const { meant, word } of rows) found.set(meant, [...(found.get(meant) ?? []), word]);
  return found;
}
