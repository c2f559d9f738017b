import { randomUUID } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../../../common/errors';
import { PUBLIC_AUDIENCE } from '../../../common/records';
import { CONFIG, type Config } from '../../../platform/config';
import { JobRunner } from '../../../platform/jobs';
import { type DocumentEntity, DocumentsService, readDocument, type ReadDocument } from '../../documents';
import { type Understanding, UnderstandingService } from '../understanding';
import { ImportStore } from './import-store';
import { DocumentImportEntity, ImportStage, ImportState, type ImportWarning } from './import.entity';
import { IMPORT_JOB, ImportsService, SILENCE_MS } from './imports.service';
import { withParts } from './whole-document';

const HEARTBEAT_MS = 2_000;

/** Thrown where somebody cancelled the import, or another process took it over: there is nothing more to do. */
class NoLongerOurs extends Error {}

/**
 * Reads documents into proposals. Whatever ends it before its last transaction leaves nothing behind: that transaction alone
 * writes what was read, and only while the import is still this run's.
 */
@Injectable()
export class ImportRunner implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Import');
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly jobs: JobRunner,
    private readonly imports: ImportsService,
    private readonly documents: DocumentsService,
    private readonly store: ImportStore,
    private readonly understanding: UnderstandingService,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.register(IMPORT_JOB, ({ importId }) => this.run(String(importId)));
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

  async run(importId: string): Promise<void> {
    const runId = randomUUID();
    const isOurs = await this.begin(importId, runId);
    if (!isOurs) return;
    const stop = new AbortController();
    const progress = { stage: ImportStage.OPENING, done: 0, total: 0 };
    const beat = setInterval(() => {
      this.say(importId, runId, progress).then(
        (ours) => ours || stop.abort(new NoLongerOurs()),
        () => undefined,
      );
    }, HEARTBEAT_MS);
    try {
      const { document, entity } = await this.read(importId, stop.signal, progress);
      Object.assign(progress, { stage: ImportStage.UNDERSTANDING, done: 0, total: 0 });
      if (!(await this.say(importId, runId, progress))) throw new NoLongerOurs();
      const understanding = await this.understand(document, entity, stop.signal);
      await this.dataSource.transaction((manager) =>
        this.finish(manager, importId, runId, entity, document, understanding),
      );
    } catch (error) {
      await this.fail(importId, runId, error);
    } finally {
      clearInterval(beat);
    }
  }

  /** Takes the import where nobody has it. */
  private async begin(importId: string, runId: string): Promise<boolean> {
    const [rows] = (await this.dataSource.query(
      `UPDATE document_import SET state = 'RUNNING', run_id = $2, runs = runs + 1, stage = $3, done = 0, total = 0,
         heartbeat_at = now(), stage_at = now(), error = NULL
       WHERE id = $1 AND (state = 'QUEUED'
         OR state = 'RUNNING' AND heartbeat_at < now() - make_interval(secs => $4)) RETURNING id`,
      [importId, runId, ImportStage.OPENING, SILENCE_MS / 1_000],
    )) as [unknown[], number];
    return rows.length > 0;
  }

  /** False where the import is no longer this run's. */
  private async say(
    importId: string,
    runId: string,
    { stage, done, total }: { stage: ImportStage; done: number; total: number },
  ): Promise<boolean> {
    const [rows] = (await this.dataSource.query(
      `UPDATE document_import SET heartbeat_at = now(), done = $4, total = $5,
         stage_at = CASE WHEN stage = $3 THEN stage_at ELSE now() END, stage = $3
       WHERE id = $1 AND run_id = $2 AND state = 'RUNNING' RETURNING id`,
      [importId, runId, stage, done, total],
    )) as [unknown[], number];
    return rows.length > 0;
  }

  private async read(
    importId: string,
    signal: AbortSignal,
    progress: { stage: ImportStage; done: number; total: number },
  ): Promise<{ document: ReadDocument; entity: DocumentEntity }> {
    const { manager } = this.dataSource;
    const { documentId } = await this.imports.load(manager, importId);
    const entity = await this.documents.load(manager, documentId);
    const content = await this.documents.open(entity);
    const document = await readDocument(content, entity.fileName, {
      signal,
      limits: { ocrCommand: this.config.OCR_COMMAND },
      onProgress: (done, total) => Object.assign(progress, { stage: ImportStage.READING, done, total }),
    });
    return { document: withParts(document), entity };
  }

  /** With what those know for whom the document was handed in, and nothing more. */
  private async understand(
    document: ReadDocument,
    { ownerId, networkIds }: DocumentEntity,
    signal: AbortSignal,
  ): Promise<Understanding> {
    const audiences = [PUBLIC_AUDIENCE, `city:${ownerId}`, ...networkIds.map((id) => `network:${id}`)];
    const scopes = [...networkIds, ownerId];
    const { manager } = this.dataSource;
    const found = await this.understanding.understand(document, manager, audiences, scopes, signal);
    return this.understanding.askModel(found);
  }

  private async finish(
    manager: EntityManager,
    importId: string,
    runId: string,
    { id: documentId }: { id: string },
    document: ReadDocument,
    understanding: Understanding,
  ): Promise<void> {
    const current = await this.imports.load(manager, importId, true);
    if (current.runId !== runId || current.state !== ImportState.RUNNING) throw new NoLongerOurs();
    const { personalData, redacted, records, documentKind, locale } = understanding;
    await this.documents.keepReading(manager, documentId, {
      mediaType: document.mediaType,
      pageCount: document.pageCount ?? null,
      locale,
      hasPersonalData: personalData.length > 0,
      blocks: document.blocks,
      texts: redacted,
    });
    await this.store.keepProposals(manager, importId, records);
    await this.store.keepPeople(manager, importId, personalData);
    await manager.update(DocumentImportEntity, importId, {
      state: ImportState.READY,
      runId: null,
      stage: null,
      documentKind,
      locale,
      warnings: warningsOf(document, understanding),
      finishedAt: () => 'now()',
    });
  }

  /** An expected failure is the import's end; any other is tried again by the job queue, and logged there. */
  private async fail(importId: string, runId: string, error: unknown): Promise<void> {
    if (error instanceof NoLongerOurs) return;
    const coded =
      error instanceof CodedError
        ? error
        : new CodedError('INTERNAL_SERVER_ERROR', 'error.import.failed', {}, 503);
    const { code, messageKey, parameters } = coded;
    await this.dataSource.query(
      `UPDATE document_import SET state = 'FAILED', run_id = NULL, error = $3, finished_at = now()
       WHERE id = $1 AND run_id = $2 AND state = 'RUNNING'`,
      [importId, runId, JSON.stringify({ code, messageKey, parameters })],
    );
    if (coded !== error) this.logger.error(`Import ${importId} failed: ${nameOf(error)}`);
  }
}

/** What went wrong without the words of the document, which an error may quote. */
const nameOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.name} ${(error.stack ?? '').split('\n').slice(1, 4).join(' ')}`
    : 'unknown';

function warningsOf(document: ReadDocument, understanding: Understanding): ImportWarning[] {
  const ofReading = document.warnings.map(({ code, parameters = {}, anchor }) => ({
    messageKey: `warning.reading.${code}`,
    parameters,
    ...(anchor ? { anchor } : {}),
  }));
  const ofUnderstanding = understanding.warnings.map(({ code, parameters = {}, span, ref }) => ({
    messageKey: `warning.understanding.${code}`,
    parameters,
    ...(span ? { span } : {}),
    ...(ref ? { ref } : {}),
  }));
  return [...ofReading, ...ofUnderstanding];
}
