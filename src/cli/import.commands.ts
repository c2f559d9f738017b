import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../common/errors';
import { PUBLIC_AUDIENCE } from '../common/records';
import { Role, type Viewer } from '../common/viewer';
import { type DocumentEntity, readDocument, UploadsService, type UploadTarget } from '../modules/documents';
import {
  ConfirmService,
  DecisionsService,
  type DocumentImportEntity,
  ImportsService,
  ImportState,
  TableKind,
  UnderstandingService,
  withParts,
} from '../modules/ingest';
import { JobRunner } from '../platform/jobs';
import type { Commands } from './command';
import { importTables, type TablesAsked } from './import-tables';
import { draw, sentence } from './import-words';

const USAGE = `Usage: npm run cli -- import <files or folders> --owner <slug> [--network <slug>…] [--dry-run] [--confirm]
  tables:  --as <${Object.values(TableKind).join('|').toLowerCase()}>  each row is one of these
           --tables <description.json>  how files that belong together become tables
           --all-or-nothing  nothing where a row is refused      --report <file.csv>  all that was left out`;
const ENDINGS = new Set(
  '.pdf .docx .pptx .xlsx .xls .odt .odp .ods .zip .html .htm .md .markdown .csv .tsv .txt'.split(' '),
);
const POLL_MS = 300;

export const IMPORT_COMMANDS: Commands = {
  import: {
    about: 'read documents or tables into drafts: files or folders, --owner, --network, --dry-run, --confirm',
    run,
  },
};

interface Asked {
  tables: TablesAsked | null;
  files: string[];
  owner: string;
  networks: string[];
  isDryRun: boolean;
  confirms: boolean;
}

/** 0: every file was read (and confirmed); 1: one was not; 2: asked wrongly. */
async function run(app: NestExpressApplication, given: readonly string[]): Promise<number> {
  const asked = read(given);
  if (!asked) {
    console.error(USAGE);
    return 2;
  }
  const viewer = await administrator(app.get(DataSource, { strict: false }).manager);
  if (!viewer) {
    console.error('There is no administrator yet, in whose name this could be done.');
    return 2;
  }
  if (asked.tables) return importTables(app, viewer, asked.tables);
  let failed = 0;
  for (const [index, file] of asked.files.entries()) {
    const title = `[${index + 1}/${asked.files.length}] ${basename(file)}`;
    try {
      console.log(`${title}: ${await importFile(app, viewer, asked, file, title)}`);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.code === 'OWNER_UNKNOWN') {
        console.error(sentence(app, error));
        return 2;
      }
      failed++;
      console.error(`${title}: ${sentence(app, error)}`);
    }
  }
  console.log(`${asked.files.length - failed} of ${asked.files.length} files were read.`);
  return failed === 0 ? 0 : 1;
}

function read(given: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        owner: { type: 'string' },
        network: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
        confirm: { type: 'boolean' },
        as: { type: 'string' },
        tables: { type: 'string' },
        report: { type: 'string' },
        'all-or-nothing': { type: 'boolean' },
      },
    });
    const files = positionals.flatMap(filesOf);
    if (!values.owner || files.length === 0 || (values['dry-run'] && values.confirm)) return undefined;
    const kind = Object.values(TableKind).find((one) => one.toLowerCase() === values.as?.toLowerCase());
    if (values.as !== undefined && (!kind || values.tables !== undefined)) return undefined;
    const isTables = kind !== undefined || values.tables !== undefined;
    const common = { files, owner: values.owner, networks: values.network ?? [] };
    return {
      ...common,
      tables: isTables
        ? {
            ...common,
            kind: kind ?? null,
            description: values.tables ?? null,
            report: values.report ?? null,
            all: values['all-or-nothing'] === true,
            confirms: values.confirm === true,
          }
        : null,
      isDryRun: values['dry-run'] === true,
      confirms: values.confirm === true,
    };
  } catch {
    return undefined;
  }
}

/** A file as it is named; of a folder all that can be read, in the order of their names. */
function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => ENDINGS.has(extname(name).toLowerCase()))
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .sort();
}

/** Whoever may do everything: a command line is used by the operator. */
async function administrator(manager: EntityManager): Promise<Viewer | undefined> {
  const rows: { id: string }[] = await manager.query(
    'SELECT account_id AS id FROM role_grant WHERE role = $1 ORDER BY account_id LIMIT 1',
    [Role.ADMINISTRATOR],
  );
  const [first] = rows;
  if (!first) return undefined;
  const account = {
    id: first.id,
    locale: null,
    grants: [{ role: Role.ADMINISTRATOR, scopeId: null }],
  };
  return { audiences: [PUBLIC_AUDIENCE], account };
}

async function importFile(
  app: NestExpressApplication,
  viewer: Viewer,
  asked: Asked,
  file: string,
  title: string,
): Promise<string> {
  const uploads = app.get(UploadsService, { strict: false });
  const names = { owner: asked.owner, networks: asked.networks.join(',') };
  const target = await uploads.targetOf(viewer, names);
  if (asked.isDryRun) return dryRun(app, file, target, title);
  const { document } = await uploads.take(viewer, file, basename(file), statSync(file).size, target);
  const done = await waitFor(app, viewer, document, title);
  if (done.state === ImportState.FAILED && done.error) {
    throw new CodedError(done.error.code, done.error.messageKey, done.error.parameters);
  }
  if (done.state === ImportState.CONFIRMED) return 'was imported before, nothing changed';
  return asked.confirms ? confirm(app, viewer, done) : `${done.state.toLowerCase()}, import ${done.id}`;
}

async function dryRun(
  app: NestExpressApplication,
  file: string,
  target: UploadTarget,
  title: string,
): Promise<string> {
  const document = withParts(
    await readDocument(file, basename(file), { onProgress: (...at) => draw(title, ...at) }),
  );
  const audiences = [
    PUBLIC_AUDIENCE,
    `city:${target.ownerId}`,
    ...target.networkIds.map((network) => `network:${network}`),
  ];
  const { manager } = app.get(DataSource, { strict: false });
  const { documentKind, locale, records } = await app
    .get(UnderstandingService, { strict: false })
    .understand(document, manager, audiences);
  const counts = new Map<string, number>();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const found = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
  return `${documentKind.value} (${locale}): ${found || 'nothing to import'}; nothing was stored`;
}

/** Has the document read, by this process or by a worker that was quicker, and shows how far it is. */
async function waitFor(
  app: NestExpressApplication,
  viewer: Viewer,
  document: DocumentEntity,
  title: string,
): Promise<DocumentImportEntity> {
  const dataSource = app.get(DataSource, { strict: false });
  const imports = app.get(ImportsService, { strict: false });
  const { id } = await dataSource.transaction((manager) =>
    imports.start(manager, document.id, viewer.account?.id ?? null),
  );
  const drained = app.get(JobRunner, { strict: false }).drain();
  for (;;) {
    const now = await imports.load(dataSource.manager, id);
    draw(title, now.done, now.total);
    if (now.state !== ImportState.QUEUED && now.state !== ImportState.RUNNING) {
      await drained;
      return now;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function confirm(
  app: NestExpressApplication,
  viewer: Viewer,
  { id }: DocumentImportEntity,
): Promise<string> {
  const accountId = viewer.account?.id ?? '';
  await app.get(DataSource, { strict: false }).transaction(async (manager) => {
    await app.get(DecisionsService, { strict: false }).acceptOpen(manager, id, accountId);
    await app.get(ConfirmService, { strict: false }).confirm(manager, viewer, id);
  });
  return 'confirmed, its drafts are handed in';
}
