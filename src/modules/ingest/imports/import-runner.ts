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
import { PUBLIC_AUDIENCE } from '../../../common/records';
import { CONFIG, type Config } from '../../../platform/config';
import { JobRunner } from '../../../platform/jobs';
import { type DocumentEntity, DocumentsService, readDocument, type ReadDocument } from '../../documents';
import { type ClaimedRun, ClaimedRuns } from '../runs/claimed-runs';
import { type Understanding, UnderstandingService } from '../understanding';
import { ImportStore } from './import-store';
import { DocumentImportEntity, ImportStage, ImportState, type ImportWarning } from './import.entity';
import { IMPORT_JOB, ImportsService } from './imports.service';
import { withParts } from './whole-document';

const HEARTBEAT_MS = 2_000;

/**
 * Reads documents into proposals. Whatever ends it before its last transaction leaves nothing behind: that transaction alone
 * writes what was read, and only while the import is still this run's.
 */
@Injectable()
export class ImportRunner implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly runs: ClaimedRuns;
  private stopWatching: (() => void) | undefined;

  constructor(
    private readonly jobs: JobRunner,
    private readonly imports: ImportsService,
    private readonly documents: DocumentsService,
    private readonly store: ImportStore,
    private readonly understanding: UnderstandingService,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const logger = new Logger('Import');
    this.runs = new ClaimedRuns(dataSource, logger, 'document_import', HEARTBEAT_MS, ImportStage.OPENING);
  }

  onModuleInit(): void {
    this.jobs.register(IMPORT_JOB, ({ importId }) => this.run(String(importId)));
  }

  onApplicationBootstrap(): void {
    this.stopWatching = this.runs.watch((manager) => this.imports.recover(manager));
  }

  onApplicationShutdown(): void {
    this.stopWatching?.();
  }

  async run(importId: string): Promise<void> {
    await this.runs.claim(importId, async (run) => {
      const { document, entity } = await this.read(importId, run);
      await run.say({ stage: ImportStage.UNDERSTANDING, done: 0, total: 0 });
      const understanding = await this.understand(document, entity, run.signal);
      await this.dataSource.transaction(async (manager) => {
        await run.hold(manager);
        await this.finish(manager, importId, entity.id, document, understanding);
      });
    });
  }

  private async read(
    importId: string,
    run: ClaimedRun,
  ): Promise<{ document: ReadDocument; entity: DocumentEntity }> {
    const { manager } = this.dataSource;
    const { documentId } = await this.imports.load(manager, importId);
    const entity = await this.documents.load(manager, documentId);
    const content = await this.documents.open(entity);
    const document = await readDocument(content, entity.fileName, {
      signal: run.signal,
      limits: { ocrCommand: this.config.OCR_COMMAND },
      onProgress: (done, total) => run.note({ stage: ImportStage.READING, done, total }),
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
    documentId: string,
    document: ReadDocument,
    understanding: Understanding,
  ): Promise<void> {
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
}

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
