import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from '../../platform/audit';
import { JobRunner } from '../../platform/jobs';
import { RecordsModule } from '../records';
import { AwaitedAnswers } from './awaited/awaited-answers.service';
import { TranslationRunService } from './bulk/translation-run.service';
import { EngineCall } from './chain/engine-call';
import { LANGUAGE_DETECTOR, type LanguageDetector } from './chain/language-detector';
import { PathFinder } from './chain/path-finder';
import { TranslationChain } from './chain/translation-chain.service';
import { TranslatorRegistry } from './chain/translator-registry';
import { detectLanguage, prepareDetection } from './detection';
import { EnginesModule } from './engines/engines.module';
import { GlossaryNotes } from './glossary/glossary-notes.service';
import { GlossaryRedo } from './glossary/glossary-redo.service';
import { GlossaryService } from './glossary/glossary.service';
import { ProtectionService } from './glossary/protection.service';
import { GlossaryResolver } from './graphql/glossary.resolver';
import { LocalizedTextResolver } from './graphql/localized-text.resolver';
import { TranslationRunResolver } from './graphql/translation-run.resolver';
import { TranslationResolver } from './graphql/translation.resolver';
import { NetworkTranslationService } from './jobs/network-translation.service';
import { RecordTranslationService } from './jobs/record-translation.service';
import { RequestService } from './jobs/request.service';
import { TranslationJobs } from './jobs/translation-jobs.service';
import { TranslationStore } from './jobs/translation-store';
import { TranslationTargets } from './jobs/translation-targets.query';
import { CorrectionService } from './people/correction.service';
import { ReadCounter } from './people/read-counter';
import { TranslationMemory } from './people/translation-memory';
import { TranslationQueueQuery } from './people/translation-queue.query';

const detector: LanguageDetector = { detectLanguage };

@Module({
  imports: [AuditModule, RecordsModule, EnginesModule],
  providers: [
    AwaitedAnswers,
    CorrectionService,
    EngineCall,
    GlossaryNotes,
    GlossaryRedo,
    GlossaryResolver,
    GlossaryService,
    LocalizedTextResolver,
    NetworkTranslationService,
    PathFinder,
    ProtectionService,
    ReadCounter,
    RecordTranslationService,
    RequestService,
    TranslationChain,
    TranslationJobs,
    TranslationMemory,
    TranslationQueueQuery,
    TranslationResolver,
    TranslationRunResolver,
    TranslationRunService,
    TranslationStore,
    TranslationTargets,
    TranslatorRegistry,
    { provide: APP_INTERCEPTOR, useExisting: ReadCounter },
    { provide: LANGUAGE_DETECTOR, useValue: detector },
  ],
  exports: [GlossaryService, TranslationRunService, TranslatorRegistry],
})
export class TranslationModule implements OnModuleInit {
  constructor(
    private readonly registry: TranslatorRegistry,
    private readonly runner: JobRunner,
  ) {}

  /** Where texts will be translated, their languages will be told; nobody should wait for that model to load. */
  onModuleInit(): void {
    this.runner.prepare(() => {
      if (this.registry.all().length > 0) prepareDetection();
    });
  }
}
