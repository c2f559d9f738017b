import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { createApplication, openDatabase, prepareData } from './bootstrap';
import { loadConfig } from './platform/config';
import { JobRunner } from './platform/jobs';
import { keepHeapSmall } from './platform/process/heap';

/** Does jobs and answers nobody; as many of these may run as wanted. */
async function main(): Promise<void> {
  keepHeapSmall();
  const logger = new Logger('Worker');
  const config = loadConfig();
  const database = await openDatabase(config, 'command', (message) => logger.log(message));
  const app = await createApplication(config, database.url);
  await app.init();
  await prepareData(app, config);
  await app.get(JobRunner, { strict: false }).start();
  logger.log('The worker is ready.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void app
        .close()
        .then(() => database.close())
        .then(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  console.error(`\nThe worker could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
