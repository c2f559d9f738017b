import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Catalogue, type CatalogueRow } from './catalogue';

/** Records read at once when all are. */
const BATCH = 5_000;

const COLUMNS = `record_id AS id, number, array_to_string(audience, E'\\n') AS audience,
  array_to_string(facets, E'\\n') AS facets, array_to_string(locales, E'\\n') AS locales,
  array_to_string(lengths, E'\\n') AS lengths, sort_date AS date`;

interface Changes {
  generation: number;
  change: string;
  gone: number[];
  records: CatalogueRow[];
}

/** Keeps this process' catalogue what the index says, whoever wrote it. */
@Injectable()
export class CatalogueService {
  private catalogue: Catalogue | undefined;
  /** readings come one after the other */
  private reading: Promise<void> = Promise.resolve();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * The catalogue with at least what the index held at that change. Of another generation where the index has been
   * rebuilt since that was read.
   */
  async upTo(generation: number, change: number): Promise<Catalogue> {
    const known = this.catalogue;
    if (known?.generation === generation && known.change >= change) return known;
    const turn = this.reading.then(() => this.read(generation, change));
    this.reading = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  private async read(generation: number, change: number): Promise<Catalogue> {
    for (;;) {
      // Whoever had the turn before may have read it.
      const known = this.catalogue;
      if (known?.generation === generation && known.change >= change) return known;
      const [state]: { generation: number; change: string }[] = await this.dataSource.query(
        'SELECT generation, change FROM search_state',
      );
      if (!state) throw new Error('search_state has no row');
      const isSame = known?.generation === state.generation;
      const catalogue = isSame ? known : await this.readAll(state.generation, Number(state.change));
      // What was written while it was being read, too.
      if (!(await this.follow(catalogue))) continue;
      this.catalogue = catalogue;
      return catalogue;
    }
  }

  private async readAll(generation: number, change: number): Promise<Catalogue> {
    const made = new Catalogue(generation);
    made.change = change;
    for (let after = -1; ;) {
      const rows: CatalogueRow[] = await this.dataSource.query(
        `SELECT ${COLUMNS} FROM search_record WHERE number > $1 ORDER BY number LIMIT ${BATCH}`,
        [after],
      );
      for (const row of rows) made.add(row);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return made;
      after = last.number;
    }
  }

  /** Takes in what changed since; false: the index was rebuilt. */
  private async follow(catalogue: Catalogue): Promise<boolean> {
    const [changes]: Changes[] = await this.dataSource.query(
      `SELECT s.generation, s.change,
         (SELECT coalesce(json_agg(g.number), '[]') FROM search_gone g
           WHERE g.change > $1::bigint AND g.number IS NOT NULL) AS gone,
         (SELECT coalesce(json_agg(r), '[]') FROM (
           SELECT ${COLUMNS} FROM search_record WHERE change > $1::bigint ORDER BY number) r) AS records
       FROM search_state s`,
      [catalogue.change],
    );
    if (!changes || changes.generation !== catalogue.generation) return false;
    for (const number of changes.gone) catalogue.forget(number);
    for (const row of changes.records) catalogue.add(row);
    catalogue.change = Number(changes.change);
    return true;
  }
}
