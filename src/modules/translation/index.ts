export { ASK_BELOW, type DetectedLanguage, detectLanguage, prepareDetection } from './detection';
export { TranslatorRegistry } from './chain/translator-registry';
export * from './translation-inbox';
export * from './translation.module';
export * from './translator';
export {
  RUN_JOB,
  RunState,
  type TranslationRun,
  TranslationRunService,
} from './bulk/translation-run.service';
export { type FetchProgress, ModelError, ModelStore } from './engines/bergamot/model-store';
export { GlossaryService, type TermInput } from './glossary/glossary.service';
