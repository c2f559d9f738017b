import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { JobRunner } from '../../../../platform/jobs';
import { DocumentsService } from '../../../documents';
import { refusal, ViewerQuery } from '../../../identity';
import { requireOnDocument } from '../../imports/import.policy';
import { type ClaimedRun, ClaimedRuns } from '../../runs/claimed-runs';
import { SIGNED_OUT, type Viewer } from '../../../../common/viewer';
import { type CheckedRow, RowState } from '../table-check';
import { TableIntake } from '../table-intake.service';
import { TableMode, type TableRunReport } from './table-import.entity';
import { TABLE_JOB, TableImportsService } from './table-imports.service';

const HEARTBEAT_MS = 1_000;
const MOST_REPORTED = 1_000;
const ORDER = [RowState.REJECTED, RowState.CHANGED, RowState.NEW, RowState.UNCHANGED];

/**
 * Takes tables in beside everything else. All that a run writes is in one transaction, whose last statement says that it is
 * done: a process that dies before it has written nothing, and the run begins anew.
 */
@Injectable()
export class TableImportRunner implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly runs: ClaimedRuns;
  private stopWatching: (() => void) | undefined;

  constructor(
    private readonly jobs: JobRunner,
    private readonly imports: TableImportsService,
    private readonly documents: DocumentsService,
    private readonly viewers: ViewerQuery,
    private readonly intake: TableIntake,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    this.runs = new ClaimedRuns(dataSource, new Logger('Import'), 'table_import', HEARTBEAT_MS);
  }

  onModuleInit(): void {
    this.jobs.register(TABLE_JOB, ({ tableImportId }) => this.run(String(tableImportId)));
  }

  onApplicationBootstrap(): void {
    this.stopWatching = this.runs.watch((manager) => this.imports.recover(manager));
  }

  onApplicationShutdown(): void {
    this.stopWatching?.();
  }

  async run(id: string): Promise<void> {
    await this.runs.claim(id, (run) => this.take(id, run));
  }

  private async take(id: string, run: ClaimedRun): Promise<void> {
    const { manager } = this.dataSource;
    const { documentId, requestedBy, kind, mode, columns, locale } = await this.imports.load(manager, id);
    const document = await this.documents.load(manager, documentId);
    // Roles may have ended since it was asked for.
    const viewer = await this.viewerOf(requestedBy);
    requireOnDocument(viewer, 'import.confirm', document);
    const table = await this.intake.check(document, kind, columns.chosen, locale);
    await this.dataSource.transaction(async (inside) => {
      const drafts = await this.intake.takeIn(inside, viewer, table, {
        all: mode === TableMode.ALL_OR_NOTHING,
        onProgress: (done, total) => {
          run.note({ done, total });
          run.signal.throwIfAborted();
        },
      });
      await run.hold(inside);
      await inside.query(
        `UPDATE table_import SET state = 'DONE', run_id = NULL, finished_at = now(), done = $2, total = $2, report = $3
         WHERE id = $1`,
        [id, table.rows.length, JSON.stringify(runReportOf(table.rows, drafts.length))],
      );
    });
  }

  private async viewerOf(accountId: string | null): Promise<Viewer> {
    const viewer = accountId && (await this.viewers.ofAccount(accountId));
    if (!viewer) throw refusal(SIGNED_OUT);
    return viewer;
  }
}

/** What is kept of a run: no cells, and of rows no more than are shown. */
export function runReportOf(rows: readonly CheckedRow[], drafts: number): TableRunReport {
  const count = (state: RowState): number => rows.filter((row) => row.state === state).length;
  const sorted = [...rows].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.row - b.row);
  return {
    counts: {
      NEW: count(RowState.NEW),
      CHANGED: count(RowState.CHANGED),
      UNCHANGED: count(RowState.UNCHANGED),
      REJECTED: count(RowState.REJECTED),
      leftOut: rows.reduce((sum, { leftOut }) => sum + leftOut.length, 0),
      drafts,
    },
    rows: sorted
      .slice(0, MOST_REPORTED)
      .map(({ row, state, title, recordId, changes, problems, leftOut }) => ({
        row,
        state,
        title,
        recordId,
        changes,
        problems,
        leftOut,
      })),
  };
}
