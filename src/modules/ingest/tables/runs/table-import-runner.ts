import { randomUUID } from 'node:crypto';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../../common/errors';
import { JobRunner } from '../../../../platform/jobs';
import { DocumentsService } from '../../../documents';
import { refusal, ViewerQuery } from '../../../identity';
import { requireOnDocument } from '../../imports/import.policy';
import { SIGNED_OUT, type Viewer } from '../../../../common/viewer';
import { type CheckedRow, RowState } from '../table-check';
import { TableIntake } from '../table-intake.service';
import { TableImportState, TableMode, type TableRunReport } from './table-import.entity';
import { SILENCE_MS, TABLE_JOB, TableImportsService } from './table-imports.service';

const HEARTBEAT_MS = 1_000;
const MOST_REPORTED = 1_000;
const ORDER = [RowState.REJECTED, RowState.CHANGED, RowState.NEW, RowState.UNCHANGED];

/** Thrown where somebody cancelled the run, or another process took it over: there is nothing more to do. */
class NoLongerOurs extends Error {}

/**
 * Takes tables in beside everything else. All that a run writes is in one transaction, whose last statement says that it is
 * done: a process that dies before it has written nothing, and the run begins anew.
 */
@Injectable()
export class TableImportRunner implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Import');
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly jobs: JobRunner,
    private readonly imports: TableImportsService,
    private readonly documents: DocumentsService,
    private readonly viewers: ViewerQuery,
    private readonly intake: TableIntake,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.jobs.register(TABLE_JOB, ({ tableImportId }) => this.run(String(tableImportId)));
  }

  onApplicationBootstrap(): void {
    const recover = (): void => {
      this.dataSource
        .transaction((manager) => this.imports.recover(manager))
        .catch((error: unknown) => this.logger.warn(`Looking for broken imports failed: ${String(error)}`));
    };
    this.watch = setInterval(recover, SILENCE_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.watch);
  }

  async run(id: string): Promise<void> {
    const runId = randomUUID();
    if (!(await this.begin(id, runId))) return;
    const progress = { done: 0, total: 0 };
    let isOurs = true;
    const beat = setInterval(() => {
      this.say(id, runId, progress).then(
        (ours) => void (isOurs = ours),
        () => undefined,
      );
    }, HEARTBEAT_MS);
    try {
      await this.take(id, runId, (done, total) => {
        Object.assign(progress, { done, total });
        if (!isOurs) throw new NoLongerOurs();
      });
    } catch (error) {
      await this.fail(id, runId, error);
    } finally {
      clearInterval(beat);
    }
  }

  private async take(
    id: string,
    runId: string,
    onProgress: (done: number, total: number) => void,
  ): Promise<void> {
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
        onProgress,
      });
      const current = await this.imports.load(inside, id, true);
      if (current.runId !== runId || current.state !== TableImportState.RUNNING) throw new NoLongerOurs();
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

  /** Takes the run where nobody has it. */
  private async begin(id: string, runId: string): Promise<boolean> {
    const [rows] = (await this.dataSource.query(
      `UPDATE table_import SET state = 'RUNNING', run_id = $2, runs = runs + 1, done = 0, total = 0,
         heartbeat_at = now(), error = NULL
       WHERE id = $1 AND (state = 'QUEUED'
         OR state = 'RUNNING' AND heartbeat_at < now() - make_interval(secs => $3)) RETURNING id`,
      [id, runId, SILENCE_MS / 1_000],
    )) as [unknown[], number];
    return rows.length > 0;
  }

  /** False where the run is no longer ours. */
  private async say(
    id: string,
    runId: string,
    { done, total }: { done: number; total: number },
  ): Promise<boolean> {
    const [rows] = (await this.dataSource.query(
      `UPDATE table_import SET heartbeat_at = now(), done = $3, total = $4
       WHERE id = $1 AND run_id = $2 AND state = 'RUNNING' RETURNING id`,
      [id, runId, done, total],
    )) as [unknown[], number];
    return rows.length > 0;
  }

  private async fail(id: string, runId: string, error: unknown): Promise<void> {
    if (error instanceof NoLongerOurs) return;
    const coded =
      error instanceof CodedError
        ? error
        : new CodedError('INTERNAL_SERVER_ERROR', 'error.import.failed', {}, 503);
    const { code, messageKey, parameters } = coded;
    await this.dataSource.query(
      `UPDATE table_import SET state = 'FAILED', run_id = NULL, error = $3, finished_at = now()
       WHERE id = $1 AND run_id = $2 AND state = 'RUNNING'`,
      [id, runId, JSON.stringify({ code, messageKey, parameters })],
    );
    // Words of the table may stand in its message.
    if (coded !== error)
      this.logger.error(`Table ${id} failed: ${error instanceof Error ? error.name : 'unknown'}`);
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
