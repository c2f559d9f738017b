import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { SearchDocument, SearchIndex } from '../indexing/search-document';
import { DocumentEncoder, fingerprintOf } from './encode-document';
import { countTerms, recountWords } from './index-check';
import { IndexRebuild } from './index-rebuild';
import { addWordCounts, insertRecords, insertSegment, numberDocuments } from './index-tables';
import { PostingSegment, WordCounts } from './posting-segment';
import { TermNumbers } from './term-numbers';

/** Held by whoever writes the index, so that changes come one after the other and a rebuild swaps in peace. */
const WRITER_LOCK = 781_266;
/** Held by whoever rebuilds it; nobody waits for it who only writes. */
const REBUILD_LOCK = 781_267;

/**
 * Of the analysis, the terms and the tables' content. A start that finds an index of another form builds it anew, so
 * whoever changes what a word's terms are counts this up.
 */
export const INDEX_FORM = '3';

/** After so many writings the lists of what came last go among the others. */
const MOST_RECENT = 100;
/** So many numbers may be given in vain, whatever the size of the index. */
const MOST_WASTED = 100_000;

/** Writes the index in PostgreSQL: documents, the lists of rows per term, and the counts of words. */
@Injectable()
export class PostgresIndexStore implements SearchIndex {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async put(documents: readonly SearchDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const numbers = new TermNumbers();
    const encoder = new DocumentEncoder(numbers);
    const encoded = documents.map((document) => encoder.encode(document));
    await this.write(async (manager) => {
      const known: { id: string; fingerprint: string }[] = await manager.query(
        'SELECT record_id AS id, fingerprint FROM search_record WHERE record_id = ANY($1::uuid[])',
        [documents.map(({ recordId }) => recordId)],
      );
      const before = new Map(known.map(({ id, fingerprint }) => [id, fingerprint]));
      const changed = encoded.filter(
        ({ document, fingerprint }) => before.get(document.recordId) !== fingerprint,
      );
      if (changed.length === 0) return;
      const counts = new WordCounts(numbers);
      const change = await nextChange(manager);
      await takeOut(
        manager,
        changed.map(({ document }) => document.recordId),
        change,
        counts,
      );
      const rows = changed.reduce((sum, entry) => sum + entry.rows.length, 0);
      const { first, recent } = await takeNumbers(manager, rows);
      const { numbered } = numberDocuments(changed, first);
      const segment = new PostingSegment(numbers);
      for (const entry of numbered) {
        segment.add(entry.rows, entry.number);
        counts.add(entry.document.audience, entry.rows);
      }
      await insertRecords(manager, numbered, change);
      await insertSegment(manager, 'search_posting_recent', first, segment.take());
      await addWordCounts(manager, counts);
      if (recent >= MOST_RECENT) await moveRecent(manager);
    });
  }

  async remove(recordIds: readonly string[]): Promise<void> {
    if (recordIds.length === 0) return;
    await this.write(async (manager) => {
      const counts = new WordCounts(new TermNumbers());
      await takeOut(manager, recordIds, await nextChange(manager), counts);
      await addWordCounts(manager, counts);
    });
  }

  /** Writes these documents though the index believes to have them. */
  async replace(documents: readonly SearchDocument[]): Promise<void> {
    await this.remove(documents.map(({ recordId }) => recordId));
    await this.put(documents);
  }

  /** Every record that the index holds. */
  async recordIds(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      'SELECT record_id AS id FROM search_record ORDER BY 1',
    );
    return rows.map(({ id }) => id);
  }

  /** For each number in how many terms' lists it stands, to compare documents with (`differing`). */
  termsPerNumber(): Promise<Int32Array> {
    return countTerms(this.dataSource.manager);
  }

  /** Of these documents, those that the index does not hold exactly as given. */
  async differing(documents: readonly SearchDocument[], perNumber: Int32Array): Promise<SearchDocument[]> {
    const rows: { id: string; number: number; fingerprint: string }[] = await this.dataSource.query(
      'SELECT record_id AS id, number, fingerprint FROM search_record WHERE record_id = ANY($1::uuid[])',
      [documents.map(({ recordId }) => recordId)],
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    const encoder = new DocumentEncoder(new TermNumbers());
    return documents.filter((document) => {
      const found = known.get(document.recordId);
      if (found?.fingerprint !== fingerprintOf(document)) return true;
      // Written after the lists were read.
      if (found.number >= perNumber.length) return false;
      const { rows: encoded } = encoder.encode(document);
      return encoded.some(({ terms }, index) => perNumber[found.number + index] !== terms.length);
    });
  }

  /** Counts all words anew and has every process read anew, for when rows were changed by other hands than ours. */
  async recount(): Promise<void> {
    await this.write(async (manager) => {
      await manager.query('DELETE FROM search_word');
      await addWordCounts(manager, await recountWords(manager));
      await manager.query('UPDATE search_state SET generation = generation + 1');
    });
  }

  /** Whether so many numbers mean nothing any more that a rebuild is worth its while. */
  async isWorn(): Promise<boolean> {
    const [state]: { worn: boolean }[] = await this.dataSource.query(
      'SELECT next_number > 3 * built_number + $1 AS worn FROM search_state',
      [MOST_WASTED],
    );
    return state?.worn === true;
  }

  /** Whether the index was built, and by the analysis of today. */
  async isPresent(): Promise<boolean> {
    const [state]: { form: string | null }[] = await this.dataSource.query('SELECT form FROM search_state');
    return state?.form === INDEX_FORM;
  }

  /** Remembers by which labels of concepts Meilisearch was told of the records; true: they are others than before. */
  async noteLabels(digest: string): Promise<boolean> {
    const [noted]: [unknown[], number] = await this.dataSource.query(
      'UPDATE search_state SET labels = $1 WHERE labels IS DISTINCT FROM $1 RETURNING labels',
      [digest],
    );
    return noted.length > 0;
  }

  /**
   * Builds the index anew beside the present one, which answers meanwhile, and swaps. `fill` hands over all documents
   * in batches; `reload` gives the present documents of records that changed while it was building. Of several who
   * rebuild at once each waits for the one before.
   * @param unless asked when it is this one's turn: true, and nothing is done
   */
  async rebuild(
    fill: (put: (documents: readonly SearchDocument[]) => Promise<void>) => Promise<void>,
    reload: (manager: EntityManager, recordIds: readonly string[]) => Promise<SearchDocument[]>,
    unless: () => Promise<boolean> = () => Promise.resolve(false),
  ): Promise<void> {
    await this.holding(REBUILD_LOCK, async () => {
      if (await unless()) return;
      const building = await IndexRebuild.begin(this.dataSource);
      await fill((documents) => building.put(documents));
      await building.complete();
      await this.write((manager) => building.finish(manager, reload, INDEX_FORM));
      // Corrections read thousands of words, from their index alone once it is known that all may see them.
      await this.dataSource.query('VACUUM search_word');
    });
  }

  private async write(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL statement_timeout = 0');
      await manager.query('SELECT pg_advisory_xact_lock($1)', [WRITER_LOCK]);
      await work(manager);
    });
  }

  /** Holds a lock on a connection of its own, however few the pool has; a process that dies lets go of it. */
  private async holding(lock: number, work: () => Promise<void>): Promise<void> {
    const { options } = this.dataSource;
    const guard = new DataSource({
      ...options,
      poolSize: 1,
      entities: [],
      migrations: [],
      subscribers: [],
      extra: { ...options.extra, statement_timeout: 0 },
    } as typeof options);
    await guard.initialize();
    try {
      await guard.query('SELECT pg_advisory_lock($1)', [lock]);
      await work();
    } finally {
      await guard.destroy();
    }
  }
}

async function nextChange(manager: EntityManager): Promise<number> {
  const [rows]: [{ change: string }[], number] = await manager.query(
    'UPDATE search_state SET change = change + 1 RETURNING change',
  );
  return Number(rows[0]?.change);
}

/** Numbers for so many rows, the first of them returned. */
async function takeNumbers(manager: EntityManager, rows: number): Promise<{ first: number; recent: number }> {
  const [taken]: [{ first: number; recent: number }[], number] = await manager.query(
    `UPDATE search_state SET next_number = next_number + $1, recent = recent + 1
     RETURNING next_number - $1 AS first, recent`,
    [rows],
  );
  return taken[0] ?? { first: 0, recent: 0 };
}

/** Takes records out; their numbers stay in the lists and mean nothing any more. */
async function takeOut(
  manager: EntityManager,
  recordIds: readonly string[],
  change: number,
  counts: WordCounts,
): Promise<void> {
  const [old]: [{ id: string; number: number; audience: string[]; words: string }[], number] =
    await manager.query(
      'DELETE FROM search_record WHERE record_id = ANY($1::uuid[]) RETURNING record_id AS id, number, audience, words',
      [recordIds],
    );
  // Known to be gone even where it never stood there: a rebuild may have read it before.
  await manager.query(
    `INSERT INTO search_gone (number, record_id, change)
     SELECT o.number, r.id, $3::bigint FROM unnest($1::uuid[]) AS r (id)
     LEFT JOIN unnest($2::uuid[], $4::integer[]) AS o (id, number) ON o.id = r.id`,
    [recordIds, old.map(({ id }) => id), change, old.map(({ number }) => number)],
  );
  for (const { audience, words } of old) counts.addWords(audience, words, -1);
}

async function moveRecent(manager: EntityManager): Promise<void> {
  await manager.query(
    `WITH recent AS (DELETE FROM search_posting_recent RETURNING term, segment, rows)
     INSERT INTO search_posting (term, segment, rows)
     SELECT term, min(segment), string_agg(rows, ''::bytea ORDER BY segment) FROM recent GROUP BY term`,
  );
  await manager.query('UPDATE search_state SET recent = 0');
}
