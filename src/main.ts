import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import type { DemoAccount } from './demo';
import { createApplication, openDatabase, prepareData } from './bootstrap';
import { loadConfig } from './platform/config';
import { JobRunner } from './platform/jobs';
import { keepHeapSmall } from './platform/process/heap';

const logger = new Logger('Crosstown');

async function main(): Promise<void> {
  keepHeapSmall();
  const config = loadConfig();
  const database = await openDatabase(config, 'site', (message) => logger.log(message));
  const app = await createApplication(config, database.url).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const stop = stopOnce(async () => {
    await app.close();
    await database.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // A site that was started to outlive its terminal does.
  process.on('SIGHUP', () => process.stdout.isTTY && stop());
  let demoAccounts: DemoAccount[];
  try {
    await app.init();
    demoAccounts = await prepareData(app, config);
    if (config.WORKER_IN_PROCESS) await app.get(JobRunner, { strict: false }).start();
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    await app.close().catch(() => undefined);
    await database.close();
    throw error;
  }
  const address = app.getHttpServer().address() as { port: number };
  const site = config.PUBLIC_URL ?? `http://localhost:${address.port}`;
  console.log(
    `\nCrosstown is ready.\n  Pages    ${site}/\n  GraphQL  ${site}/graphql (POST)\n  Health   ${site}/health\n`,
  );
  if (demoAccounts.length === 0) return;
  console.log('  To try it, sign in as one of these (this installation alone has these passwords):');
  for (const { role, email, password, place } of demoAccounts) {
    console.log(`    ${email.padEnd(32)} ${password}   ${role.toLowerCase()}${place ? ` of ${place}` : ''}`);
  }
  console.log('');
}

function stopOnce(close: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(`Did not stop cleanly: ${String(error)}`);
        process.exit(1);
      },
    );
  };
}

main().catch((error: NodeJS.ErrnoException) => {
  const message =
    error.code === 'EADDRINUSE'
      ? `Port ${loadConfig().PORT} is in use by another program. Choose another with PORT=…`
      : error.message;
  console.error(`\nCrosstown could not start. ${message}\n`);
  process.exit(1);
});
