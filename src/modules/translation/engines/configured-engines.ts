import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Config } from '../../../platform/config';
import type { Translator } from '../translator';
import { ApertiumCommand } from './apertium/apertium-command';
import { ApertiumServer } from './apertium/apertium-server';
import { ApertiumEngine } from './apertium/apertium.engine';
import { BergamotThread } from './bergamot/bergamot-thread';
import { BergamotEngine } from './bergamot/bergamot.engine';
import { ModelRegistry } from './bergamot/model-registry';
import { ModelStore } from './bergamot/model-store';
import { DeepLEngine } from './deepl/deepl.engine';
import { ETranslationEngine } from './etranslation/etranslation.engine';
import { LibreTranslateEngine } from './libretranslate/libretranslate.engine';
import { RecordedEngine } from './recorded/recorded.engine';

/** Milliseconds for the texts of one request: 16 of 5,000 characters, on a small machine. */
const TRANSLATING_MS = 5 * 60_000;

/** The engines that the configuration sets up. In which order they are asked is the chain's business. */
export function configuredEngines(config: Config, models: ModelStore): Translator[] {
  const engines: Translator[] = [];
  if (config.TRANSLATION_RECORDED) {
    engines.push(new RecordedEngine(config.TRANSLATION_RECORDED, config.isProduction));
  }
  if (config.DEEPL_KEY) {
    engines.push(
      new DeepLEngine({ key: config.DEEPL_KEY, ...(config.DEEPL_URL ? { url: config.DEEPL_URL } : {}) }),
    );
  }
  if (config.ETRANSLATION_APPLICATION && config.ETRANSLATION_PASSWORD) {
    engines.push(
      new ETranslationEngine({
        application: config.ETRANSLATION_APPLICATION,
        password: config.ETRANSLATION_PASSWORD,
        ...(config.PUBLIC_URL ? { publicUrl: config.PUBLIC_URL } : {}),
        ...(config.ETRANSLATION_URL ? { url: config.ETRANSLATION_URL } : {}),
      }),
    );
  }
  if (config.LIBRETRANSLATE_URL) {
    engines.push(
      new LibreTranslateEngine({
        url: config.LIBRETRANSLATE_URL,
        ...(config.LIBRETRANSLATE_KEY ? { key: config.LIBRETRANSLATE_KEY } : {}),
      }),
    );
  }
  engines.push(
    new ApertiumEngine(
      config.APERTIUM_URL
        ? new ApertiumServer(config.APERTIUM_URL)
        : new ApertiumCommand({ command: config.APERTIUM_COMMAND }),
    ),
  );
  engines.push(new BergamotEngine(models, new BergamotThread(TRANSLATING_MS)));
  return engines;
}

/** The models of Bergamot in the data folder. */
export function configuredModels(config: Config): ModelStore {
  const folder = join(config.dataDir, 'models');
  const logger = new Logger('Models');
  const registry = new ModelRegistry(config.BERGAMOT_REGISTRY, join(folder, 'registry.json'));
  return new ModelStore(folder, registry, undefined, (message) => logger.log(message));
}
