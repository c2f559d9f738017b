import type { DataSource, EntityManager } from 'typeorm';
import type { SearchDocument } from '../indexing/search-document';
import { DocumentEncoder } from './encode-document';
import {
  addWordCounts,
  insertRecords,
  insertSegment,
  makeSideTables,
  numberDocuments,
  SIDE,
  swapTables,
} from './index-tables';
import { PostingSegment, WordCounts } from './posting-segment';
import { TermNumbers } from './term-numbers';

/** Lists of rows are written when they are so large together, so that memory stays bounded: 30,000 records or so. */
const SEGMENT_BYTES = 32 * 1024 * 1024;

/** One building of the index beside the present one. */
export class IndexRebuild {
  private readonly numbers = new TermNumbers();
  private readonly encoder = new DocumentEncoder(this.numbers);
  private readonly counts = new WordCounts(this.numbers);
  private readonly segment = new PostingSegment(this.numbers);
  private segmentStart = 0;
  private nextNumber = 0;
  /** One batch is written while the next is being read and analysed. */
  private writing: Promise<void> = Promise.resolve();

  /** @param began `search_state.change` when it began */
  private constructor(
    private readonly dataSource: DataSource,
    private readonly began: number,
  ) {}

  static async begin(dataSource: DataSource): Promise<IndexRebuild> {
    const [state]: { change: string }[] = await dataSource.query('SELECT change FROM search_state');
    await dataSource.transaction((manager) => makeSideTables(manager));
    return new IndexRebuild(dataSource, Number(state?.change ?? 0));
  }

  async put(documents: readonly SearchDocument[]): Promise<void> {
    const { numbered, next } = numberDocuments(
      documents.map((document) => this.encoder.encode(document)),
      this.nextNumber,
    );
    this.nextNumber = next;
    for (const { document, rows, number } of numbered) {
      this.segment.add(rows, number);
      this.counts.add(document.audience, rows);
    }
    await this.write((manager) => insertRecords(manager, numbered, this.began, SIDE));
    if (this.segment.size > SEGMENT_BYTES) await this.writeSegment();
  }

  /** All is there: writes what is left but for `finish`. */
  async complete(): Promise<void> {
    await this.writeSegment();
    await this.write((manager) => addWordCounts(manager, this.counts, SIDE));
    await this.writing;
  }

  /**
   * Within the transaction that holds the writers' lock: brings what changed meanwhile and swaps.
   * @param form of the index, `INDEX_FORM`
   */
  async finish(
    manager: EntityManager,
    reload: (manager: EntityManager, recordIds: readonly string[]) => Promise<SearchDocument[]>,
    form: string,
  ): Promise<void> {
    const changed: { id: string }[] = await manager.query(
      `SELECT record_id AS id FROM search_record WHERE change > $1::bigint
       UNION SELECT record_id FROM search_gone WHERE change > $1::bigint`,
      [this.began],
    );
    const ids = changed.map(({ id }) => id);
    const [old]: [{ audience: string[]; words: string }[], number] = await manager.query(
      `DELETE FROM search_record${SIDE} WHERE record_id = ANY($1::uuid[]) RETURNING audience, words`,
      [ids],
    );
    const { numbered, next } = numberDocuments(
      (await reload(manager, ids)).map((document) => this.encoder.encode(document)),
      this.nextNumber,
    );
    const counts = new WordCounts(this.numbers);
    for (const { audience, words } of old) counts.addWords(audience, words, -1);
    const segment = new PostingSegment(this.numbers);
    for (const { document, rows, number } of numbered) {
      segment.add(rows, number);
      counts.add(document.audience, rows);
    }
    await insertRecords(manager, numbered, this.began, SIDE);
    await insertSegment(manager, `search_posting_recent${SIDE}`, this.nextNumber, segment.take());
    await addWordCounts(manager, counts, SIDE);
    await swapTables(manager);
    await manager.query('DELETE FROM search_gone');
    await manager.query(
      `UPDATE search_state SET generation = generation + 1, change = change + 1, next_number = $1,
         built_number = $1, recent = 0, form = $2`,
      [next, form],
    );
  }

  private async writeSegment(): Promise<void> {
    const data = this.segment.take();
    const start = this.segmentStart;
    this.segmentStart = this.nextNumber;
    await this.write((manager) => insertSegment(manager, `search_posting${SIDE}`, start, data));
  }

  private async write(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.writing;
    this.writing = this.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL statement_timeout = 0');
      await work(manager);
    });
    // Whoever waits for it next throws what it did.
    this.writing.catch(() => undefined);
  }
}
