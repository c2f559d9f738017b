import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { DataSource } from 'typeorm';
import { PROJECT_ROOT } from '../platform/config';
import { schemaDrift } from '../platform/database';
import type { Commands } from './command';

const SCHEMA_FILE = join(PROJECT_ROOT, 'schema.gql');

export const SCHEMA_COMMANDS: Commands = {
  'schema write': { about: 'write schema.gql from the code', run: writeSchema },
  'schema check': { about: 'fail where schema.gql is not what the code says', run: checkSchema },
  'migrations check': { about: 'fail where entities and migrations differ', run: checkMigrations },
};

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
