import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { DataSource } from 'typeorm';
import { createApplication, openDatabase, prepareData } from './bootstrap';
import { IndexingService } from './modules/search';
import { loadConfig, PROJECT_ROOT } from './platform/config';
import { schemaDrift } from './platform/database';
import { JobDeadLetters } from './platform/jobs';

const SCHEMA_FILE = join(PROJECT_ROOT, 'schema.gql');

/** Each command returns the exit status: 0 done, 1 found something wrong. */
const COMMANDS: Record<string, { about: string; run(app: NestExpressApplication): Promise<number> }> = {
  'schema write': { about: 'write schema.gql from the code', run: writeSchema },
  'schema check': { about: 'fail where schema.gql is not what the code says', run: checkSchema },
  'migrations check': { about: 'fail where entities and migrations differ', run: checkMigrations },
  'search reindex': { about: 'rebuild the search index while the site answers', run: reindex },
  'search verify': { about: 'compare index and database, and repair', run: verify },
  'jobs failed': { about: 'list the jobs that were given up', run: failedJobs },
  'jobs retry': { about: 'have the jobs that were given up done again', run: retryJobs },
};

async function main(): Promise<number> {
  const name = process.argv.slice(2, 4).join(' ');
  const command = COMMANDS[name];
  if (!command) {
    console.error(`Usage: npm run cli -- <command>\n`);
    for (const [known, { about }] of Object.entries(COMMANDS))
      console.error(`  ${known.padEnd(18)} ${about}`);
    return name === '' ? 0 : 2;
  }
  const config = Object.assign(loadConfig(), { LOG_LEVEL: 'warn' });
  const database = await openDatabase(config, 'command', (message) => console.error(message));
  try {
    const app = await createApplication(config, database.url);
    await app.init();
    await prepareData(app, Object.assign(config, { DEMO: false }));
    const status = await command.run(app);
    await app.close();
    return status;
  } finally {
    await database.close();
  }
}

function schemaOf(app: NestExpressApplication): string {
  return `${printSchema(lexicographicSortSchema(app.get(GraphQLSchemaHost).schema))}\n`;
}

async function writeSchema(app: NestExpressApplication): Promise<number> {
  await writeFile(SCHEMA_FILE, schemaOf(app));
  console.log('schema.gql is written.');
  return 0;
}

async function checkSchema(app: NestExpressApplication): Promise<number> {
  const kept = await readFile(SCHEMA_FILE, 'utf8').catch(() => '');
  if (kept === schemaOf(app)) return 0;
  console.error('schema.gql is not what the code says. Run "npm run schema" and look at the difference.');
  return 1;
}

async function checkMigrations(app: NestExpressApplication): Promise<number> {
  const drift = await schemaDrift(app.get(DataSource));
  for (const statement of drift) console.error(statement);
  return drift.length === 0 ? 0 : 1;
}

async function reindex(app: NestExpressApplication): Promise<number> {
  const records = await app.get(IndexingService, { strict: false }).reindexAll();
  console.log(`${records} records are in the new index.`);
  return 0;
}

async function verify(app: NestExpressApplication): Promise<number> {
  const { records, repaired, removed } = await app.get(IndexingService, { strict: false }).verify();
  console.log(`${records} records in the index; ${repaired.length} repaired, ${removed.length} removed.`);
  return 0;
}

async function failedJobs(app: NestExpressApplication): Promise<number> {
  const failed = await app.get(JobDeadLetters, { strict: false }).list();
  for (const { id, name, attempts, lastError } of failed) {
    console.log(`${id}  ${name}  tried ${attempts} times: ${lastError}`);
  }
  console.log(`${failed.length} jobs were given up.`);
  return failed.length === 0 ? 0 : 1;
}

async function retryJobs(app: NestExpressApplication): Promise<number> {
  console.log(`${await app.get(JobDeadLetters, { strict: false }).replay()} jobs will be done again.`);
  return 0;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
