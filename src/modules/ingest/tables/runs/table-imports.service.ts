import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobQueue } from '../../../../platform/jobs';
import { importMissing } from '../../imports/import-errors';
import { silentRuns } from '../../runs/claimed-runs';
import { TableImportEntity, TableImportState, type TableRunReport } from './table-import.entity';

export const TABLE_JOB = 'table.import';

/** all but what can be large */
const LISTED = [
  'id',
  'documentId',
  'kind',
  'state',
  'done',
  'total',
  'error',
  'createdAt',
  'finishedAt',
] as const;
const UNDER_WAY = [TableImportState.QUEUED, TableImportState.RUNNING];

/** Runs of tables as a person steers them. Knows nothing of who may: whoever calls has asked that. */
@Injectable()
export class TableImportsService {
  constructor(private readonly queue: JobQueue) {}

  /** Has a table taken in. Of one that is on its way that run is given back. */
  async start(
    manager: EntityManager,
    wanted: Pick<TableImportEntity, 'documentId' | 'kind' | 'mode' | 'columns' | 'locale' | 'requestedBy'>,
  ): Promise<TableImportEntity> {
    await manager.query('SELECT FROM document WHERE id = $1 FOR UPDATE', [wanted.documentId]);
    const open = await manager.findOne(TableImportEntity, {
      where: UNDER_WAY.map((state) => ({ documentId: wanted.documentId, state })),
    });
    if (open) return open;
    const inserted = await manager.insert(TableImportEntity, wanted);
    const id = String(inserted.identifiers[0]?.['id']);
    await this.enqueue(manager, id, 0);
    return this.load(manager, id);
  }

  /** Throws NOT_FOUND. `lock`: nobody else changes it until the transaction ends. */
  async load(manager: EntityManager, id: string, lock = false): Promise<TableImportEntity> {
    const found = await manager.findOne(TableImportEntity, {
      where: { id },
      ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (!found) throw importMissing();
    return found;
  }

  /** What somebody had taken in, the newest first; of the reports their counts, without the rows. */
  async ofAccount(manager: EntityManager, accountId: string, first: number): Promise<TableImportEntity[]> {
    const found = await manager
      .createQueryBuilder(TableImportEntity, 'run')
      .select(LISTED.map((name) => `run.${name}`))
      .where({ requestedBy: accountId })
      .orderBy('run.createdAt', 'DESC')
      .addOrderBy('run.id')
      .take(first)
      .getMany();
    const counts: { id: string; counts: TableRunReport['counts'] }[] = await manager.query(
      `SELECT id, report->'counts' AS counts FROM table_import WHERE id = ANY($1) AND report IS NOT NULL`,
      [found.map(({ id }) => id)],
    );
    const byId = new Map(counts.map((one) => [one.id, one.counts]));
    return found.map((run) => {
      const known = byId.get(run.id);
      return { ...run, report: known ? { counts: known, rows: [] } : null };
    });
  }

  /** Ends a run that is under way; nothing of it stays. The process that does it notices within seconds. One that is over stays as it is. */
  async cancel(manager: EntityManager, id: string): Promise<TableImportEntity> {
    const current = await this.load(manager, id, true);
    if (!UNDER_WAY.includes(current.state)) return current;
    await manager.update(TableImportEntity, id, {
      state: TableImportState.CANCELLED,
      runId: null,
      finishedAt: () => 'now()',
    });
    return this.load(manager, id);
  }

  /** Puts runs back whose process died, so that another begins them anew. Returns how many. */
  async recover(manager: EntityManager): Promise<number> {
    const silent = await silentRuns(manager, 'table_import');
    for (const { id, runs } of silent) {
      await manager.update(TableImportEntity, id, { state: TableImportState.QUEUED, runId: null, done: 0 });
      await this.enqueue(manager, id, runs);
    }
    return silent.length;
  }

  /** A key for each run: the job of a process that died still holds the one before. */
  private async enqueue(manager: EntityManager, id: string, runs: number): Promise<void> {
    await this.queue.add(
      manager,
      TABLE_JOB,
      { tableImportId: id },
      { key: `${TABLE_JOB}:${id}:${runs}`, maxAttempts: 3 },
    );
  }
}
