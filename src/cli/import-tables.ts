import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { CodedError } from '../common/errors';
import type { Viewer } from '../common/viewer';
import { readDocument, UploadsService, type UploadTarget } from '../modules/documents';
import {
  type CategoryMapping,
  CategoryMappings,
  type CheckedRow,
  type CheckedTable,
  joinTables,
  RowState,
  type TableDescription,
  type TableFile,
  TableIntake,
  TableKind,
  tableOf,
  tableSetOf,
  toCsv,
} from '../modules/ingest';
import { I18nService } from '../platform/i18n';
import { JobRunner } from '../platform/jobs';
import { draw, sentence } from './import-words';

export interface TablesAsked {
  files: string[];
  owner: string;
  networks: string[];
  /** what each row of each file is; null: as the description says */
  kind: TableKind | null;
  /** file that tells how the files become tables */
  description: string | null;
  /** file for all that was left out */
  report: string | null;
  /** nothing of a table where one of its rows is refused */
  all: boolean;
  /** without it nothing is written */
  confirms: boolean;
}

/** A table on its way in: a file as it came, or several joined. */
interface Prepared {
  name: string;
  path: string;
  kind: TableKind;
  /** row of the source's file by the row of this one */
  rowOf: (row: number) => number;
  categories: CategoryMapping[];
  leftOut: { row: number; column: string; words: string; file?: string }[];
}

const REPORTED = ['table', 'row', 'column', 'code', 'words', 'message'];
const LEFT_OUT = 'filler';
/** of texts whose language nothing tells */
const FALLBACK = 'en';

/** 0: every table came in; 1: one did not, or rows of it were refused; 2: asked wrongly. */
export async function importTables(
  app: NestExpressApplication,
  viewer: Viewer,
  asked: TablesAsked,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'crosstown-tables-'));
  const report: string[][] = [];
  let status = 0;
  try {
    const target = await app
      .get(UploadsService, { strict: false })
      .targetOf(viewer, { owner: asked.owner, networks: asked.networks.join(',') });
    for await (const table of tablesOf(app, asked, target, folder)) {
      try {
        if (!(await importTable(app, viewer, asked, target, table, report))) status = 1;
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        console.error(`${table.name}: ${sentence(app, error)}`);
        status = 1;
      }
    }
    // Readers find them at once; translating takes as long as engines take.
    if (asked.confirms) {
      await app.get(JobRunner, { strict: false }).drain((job) => !job.startsWith('translation.'));
    }
    if (asked.report) writeFileSync(asked.report, toCsv([REPORTED, ...report]));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    console.error(sentence(app, error));
    return error.code === 'OWNER_UNKNOWN' ? 2 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return status;
}

/** One after the other: a table's rows may name what the one before brought. */
async function* tablesOf(
  app: NestExpressApplication,
  { files, kind, description, confirms }: TablesAsked,
  target: UploadTarget,
  folder: string,
): AsyncGenerator<Prepared> {
  if (kind) {
    for (const path of files) {
      yield { name: basename(path), path, kind, rowOf: (row) => row, leftOut: [], categories: [] };
    }
    return;
  }
  const { tables, categories = {} } = tableSetOf(JSON.parse(readFileSync(description ?? '', 'utf8')));
  const mappings = Object.entries(categories).map(([words, conceptIds]) => ({ words, conceptIds }));
  if (confirms) await keepCategories(app, target, mappings);
  const read = new Map<string, TableFile>();
  for (const table of tables) {
    for (const name of namesIn(table)) {
      const path = files.find((file) => basename(file) === name);
      if (path && !read.has(name)) read.set(name, tableOf(await readDocument(path, name)));
    }
    const { rows, origins, leftOut } = joinTables(table, read);
    const path = join(folder, `${tables.indexOf(table)}.csv`);
    writeFileSync(path, toCsv(rows));
    yield {
      name: `${table.name}.csv`,
      path,
      kind: table.kind,
      rowOf: (row) => origins[row - 1] ?? row,
      leftOut,
      categories: mappings,
    };
  }
}

async function keepCategories(
  app: NestExpressApplication,
  { ownerId, networkIds }: UploadTarget,
  mappings: readonly CategoryMapping[],
): Promise<void> {
  await app.get(DataSource, { strict: false }).transaction(async (manager) => {
    for (const scope of networkIds.length > 0 ? networkIds : [ownerId]) {
      await app.get(CategoryMappings, { strict: false }).keep(manager, scope, mappings);
    }
  });
}

/** Files that a description speaks of. */
function namesIn(table: TableDescription): Set<string> {
  const names = new Set([table.from]);
  JSON.stringify(table.columns, (key, value: unknown) => {
    if (key === 'from' && typeof value === 'string') names.add(value);
    return value;
  });
  return names;
}

async function importTable(
  app: NestExpressApplication,
  viewer: Viewer,
  asked: TablesAsked,
  target: UploadTarget,
  { name, path, kind, rowOf, leftOut, categories }: Prepared,
  report: string[][],
): Promise<boolean> {
  const intake = app.get(TableIntake, { strict: false });
  const table = asked.confirms
    ? await stored(app, viewer, target, { name, path, kind })
    : await intake.checkFile(
        { ...target, fileName: name },
        kind,
        tableOf(await readDocument(path, name)),
        null,
        FALLBACK,
        categories,
      );
  const { rows } = table;
  for (const { row, column, words, file } of leftOut) {
    report.push([file ?? name, String(row), column, LEFT_OUT, words, messageOf(app, LEFT_OUT, words)]);
  }
  for (const row of rows) report.push(...linesOf(app, name, kind, rowOf(row.row), row));
  const count = (state: RowState): number => rows.filter((row) => row.state === state).length;
  const cells = leftOut.length + rows.reduce((sum, row) => sum + row.leftOut.length, 0);
  const found = `${count(RowState.NEW)} new, ${count(RowState.CHANGED)} changed, ${count(RowState.UNCHANGED)} as before, ${count(RowState.REJECTED)} rows refused, ${cells} cells left out`;
  if (!asked.confirms) {
    console.log(`${name}: ${found}; nothing was written`);
    return count(RowState.REJECTED) === 0;
  }
  const began = Date.now();
  const drafts = await intake.take(viewer, table, {
    all: asked.all,
    onProgress: (done, total) => draw(name, done, total),
  });
  console.log(`${name}: ${found}; ${drafts.length} drafts handed in within ${Date.now() - began} ms`);
  return count(RowState.REJECTED) === 0;
}

async function stored(
  app: NestExpressApplication,
  viewer: Viewer,
  target: UploadTarget,
  { name, path, kind }: Pick<Prepared, 'name' | 'path' | 'kind'>,
): Promise<CheckedTable> {
  const { size } = statSync(path);
  const uploads = app.get(UploadsService, { strict: false });
  const { document } = await uploads.take(viewer, path, name, size, target);
  return app.get(TableIntake, { strict: false }).check(document, kind, null, FALLBACK);
}

/** What was refused or left out of a row. Of tables of people nobody's words are repeated. */
function linesOf(
  app: NestExpressApplication,
  name: string,
  kind: TableKind,
  row: number,
  { problems, leftOut }: CheckedRow,
): string[][] {
  return [...problems, ...leftOut].map(({ column, problem, words }) => {
    const shown = kind === TableKind.CONTACTS ? '' : words;
    return [name, String(row), column, problem, shown, messageOf(app, problem, shown)];
  });
}

const messageOf = (app: NestExpressApplication, code: string, words: string): string =>
  app.get(I18nService, { strict: false }).translate('en', `error.table.cell.${code}`, { words });
