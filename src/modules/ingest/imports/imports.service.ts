import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobQueue } from '../../../platform/jobs';
import { silentRuns } from '../runs/claimed-runs';
import { ImportRefusedError, importMissing } from './import-errors';
import { DocumentImportEntity, ImportState } from './import.entity';

export const IMPORT_JOB = 'document.import';

const UNDER_WAY = [ImportState.QUEUED, ImportState.RUNNING];

/** Runs of imports as a person steers them. Knows nothing of who may: whoever calls has asked that. */
@Injectable()
export class ImportsService {
  constructor(private readonly queue: JobQueue) {}

  /**
   * Has a document read. One that is being read, waits for its decision or was confirmed is not read again: that import is
   * given back, unless `again` asks for another after a confirmed one.
   */
  async start(
    manager: EntityManager,
    documentId: string,
    accountId: string | null,
    again = false,
  ): Promise<DocumentImportEntity> {
    // Two at once for one document: the second waits, and finds the first's.
    await manager.query('SELECT FROM document WHERE id = $1 FOR UPDATE', [documentId]);
    const known = await manager.findOne(DocumentImportEntity, {
      where: { documentId },
      order: { createdAt: 'DESC' },
    });
    const isOpen = known && [...UNDER_WAY, ImportState.READY].includes(known.state);
    if (known && (isOpen || (known.state === ImportState.CONFIRMED && !again))) return known;
    const inserted = await manager.insert(DocumentImportEntity, { documentId, requestedBy: accountId });
    const id = String(inserted.identifiers[0]?.['id']);
    await this.enqueue(manager, id, 0);
    return this.load(manager, id);
  }

  /** Throws NOT_FOUND. `lock`: nobody else changes it until the transaction ends. */
  async load(manager: EntityManager, id: string, lock = false): Promise<DocumentImportEntity> {
    const found = await manager.findOne(DocumentImportEntity, {
      where: { id },
      ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (!found) throw importMissing();
    return found;
  }

  /** Locks an import whose values are being looked through. Throws IMPORT_NOT_READY in any other state. */
  async lockReady(manager: EntityManager, id: string): Promise<DocumentImportEntity> {
    const found = await this.load(manager, id, true);
    if (found.state !== ImportState.READY) throw new ImportRefusedError('notReady');
    return found;
  }

  /** Ends a reading, or lays aside what was read. The process that reads notices within seconds. */
  async cancel(manager: EntityManager, id: string): Promise<DocumentImportEntity> {
    const { state } = await this.load(manager, id, true);
    if (![...UNDER_WAY, ImportState.READY].includes(state)) throw new ImportRefusedError('notRunning');
    await manager.update(DocumentImportEntity, id, {
      state: ImportState.CANCELLED,
      runId: null,
      finishedAt: () => 'now()',
    });
    return this.load(manager, id);
  }

  /** Reads again what failed or was cancelled. What people said stays where the same is read; what they added stays. */
  async retry(manager: EntityManager, id: string): Promise<DocumentImportEntity> {
    const { state, runs, documentId } = await this.load(manager, id, true);
    if (state !== ImportState.FAILED && state !== ImportState.CANCELLED)
      throw new ImportRefusedError('notFailed');
    const open = await manager.countBy(DocumentImportEntity, [
      { documentId, state: ImportState.QUEUED },
      { documentId, state: ImportState.RUNNING },
      { documentId, state: ImportState.READY },
    ]);
    if (open > 0) throw new ImportRefusedError('notFailed');
    await this.queueAgain(manager, id, runs);
    return this.load(manager, id);
  }

  /** Puts imports back whose process died, so that another reads them from the beginning. Returns how many. */
  async recover(manager: EntityManager): Promise<number> {
    const silent = await silentRuns(manager, 'document_import');
    for (const { id, runs } of silent) await this.queueAgain(manager, id, runs);
    return silent.length;
  }

  private async queueAgain(manager: EntityManager, id: string, runs: number): Promise<void> {
    await manager.update(DocumentImportEntity, id, {
      state: ImportState.QUEUED,
      stage: null,
      done: 0,
      total: 0,
      runId: null,
      error: null,
      finishedAt: null,
    });
    await this.enqueue(manager, id, runs);
  }

  /** A key for each run: the job of a process that died still holds the one before. */
  private async enqueue(manager: EntityManager, id: string, runs: number): Promise<void> {
    await this.queue.add(
      manager,
      IMPORT_JOB,
      { importId: id },
      { key: `import:${id}:${runs}`, maxAttempts: 3 },
    );
  }
}
