import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { urlencoded } from 'express';
import { CONFIG } from '../../../platform/config';
import { TranslationInbox } from '../translation-inbox';
import { TRANSLATORS } from '../translator';
import { ModelStore } from './bergamot/model-store';
import { configuredEngines, configuredModels } from './configured-engines';
import { ETranslationCallbackController } from './etranslation/etranslation-callback.controller';

/** The engines, and the address where those that answer later deliver. */
@Module({
  controllers: [ETranslationCallbackController],
  providers: [
    TranslationInbox,
    { provide: ModelStore, useFactory: configuredModels, inject: [CONFIG] },
    { provide: TRANSLATORS, useFactory: configuredEngines, inject: [CONFIG, ModelStore] },
  ],
  exports: [TranslationInbox, TRANSLATORS, ModelStore],
})
export class EnginesModule implements NestModule {
  /** The rest of the site reads JSON only; eTranslation delivers forms. */
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(urlencoded({ extended: false, limit: '1mb' })).forRoutes(ETranslationCallbackController);
  }
}
