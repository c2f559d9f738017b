import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../common/records';
import type { Viewer } from '../../../common/viewer';
import { ContactsService } from '../../contacts';
import { type DocumentEntity, DocumentsService, readDocument } from '../../documents';
import { DraftsService } from '../../records';
import { UnderstandingService } from '../understanding';
import { ImportDrafting } from '../imports/confirm/import-drafting';
import { FreeSlugs } from '../imports/confirm/slugs';
import { ColumnNames } from './column-names';
import { resolverFor } from './known-names';
import { foldHeader, type MappedColumn, proposeMapping } from './mapping';
import { groupMilestones, MILESTONE_COLUMNS, milestoneRows } from './milestones';
import { type CheckContext, type CheckedRow, checkRow, cellsByKey, RowState } from './table-check';
import { TableError } from './table-errors';
import { type TableFile, tableOf, type TableRow } from './table-file';
import { TablePlans } from './table-plans';
import { RECORD_KIND_OF, TABLE_COLUMNS, TableKind } from './table-kinds';

const SAMPLE = 50;
const OWN_THEMSELVES = [RecordKind.CITY, RecordKind.ORGANISATION];

/** Kinds' own values that a table cannot say and a record must have. */
const GIVEN: Partial<Record<RecordKind, JsonObject>> = {
  [RecordKind.PRACTICE]: { tier: 'practice-tier/snippet' },
  [RecordKind.ACTION]: {
    actionKind: 'action-kind/other',
    leadDepartments: [],
    externalLeads: [],
    otherActors: [],
  },
  [RecordKind.CITY]: { cityKind: 'city-kind/city', languages: [] },
  [RecordKind.ORGANISATION]: { alternativeNames: [] },
  [RecordKind.CONTACT]: { spokenLanguages: [] },
};

export interface TableResult {
  rows: CheckedRow[];
  /** drafts that were made, with the records they are of */
  drafts: { draftId: string; recordId: string }[];
}

/** Tables on their way in: what their columns are, what each row would do, and doing it. */
@Injectable()
export class TablesService {
  constructor(
    private readonly documents: DocumentsService,
    private readonly drafts: DraftsService,
    private readonly understanding: UnderstandingService,
    private readonly drafting: ImportDrafting,
    private readonly contacts: ContactsService,
    private readonly names: ColumnNames,
    private readonly plans: TablePlans,
  ) {}

  /** The table of a stored file. Throws ReadingError, TABLE_MISSING. */
  async open(document: DocumentEntity): Promise<TableFile> {
    return tableOf(await readDocument(await this.documents.open(document), document.fileName));
  }

  /** What the columns are taken for: as somebody mapped the same columns before, else by name and content. */
  async propose(
    manager: EntityManager,
    document: DocumentEntity,
    kind: TableKind,
    file: TableFile,
  ): Promise<MappedColumn[]> {
    const saved: { columns: (string | null)[] }[] = await manager.query(
      'SELECT columns FROM table_mapping WHERE scope_id = ANY($1) AND kind = $2 AND header_hash = $3 LIMIT 1',
      [scopesOf(document), kind, hashOf(file.headers)],
    );
    const [known] = saved;
    if (known) {
      return file.headers.map((header, index) => ({
        index,
        header,
        column: known.columns[index] ?? null,
        confidence: 1,
      }));
    }
    const sample = file.rows.slice(0, SAMPLE).map(({ cells }) => cells);
    return proposeMapping(file.headers, sample, TABLE_COLUMNS[kind], this.names.words(TABLE_COLUMNS[kind]));
  }

  /** Keeps a mapping for the next table with these columns, for the networks of the document or else its owner. */
  async keepMapping(
    manager: EntityManager,
    document: DocumentEntity,
    kind: TableKind,
    mapping: readonly MappedColumn[],
  ): Promise<void> {
    const headers = mapping.map(({ header }) => header);
    for (const scope of document.networkIds.length > 0 ? document.networkIds : [document.ownerId]) {
      await manager.query(
        `INSERT INTO table_mapping (scope_id, kind, header_hash, columns) VALUES ($1, $2, $3, $4)
         ON CONFLICT (scope_id, kind, header_hash) DO UPDATE SET columns = EXCLUDED.columns, updated_at = now()`,
        [scope, kind, hashOf(headers), JSON.stringify(mapping.map(({ column }) => column))],
      );
    }
  }

  /** What each row would do; nothing is written. */
  async check(
    manager: EntityManager,
    document: DocumentEntity,
    kind: TableKind,
    file: TableFile,
    mapping: readonly MappedColumn[],
    locale: Locale,
  ): Promise<CheckedRow[]> {
    if (!mapping.some(({ column }) => column !== null)) throw new TableError('noColumns');
    const audiences = [
      PUBLIC_AUDIENCE,
      `city:${document.ownerId}`,
      ...document.networkIds.map((id) => `network:${id}`),
    ];
    const context = await this.understanding.loadContext(manager, audiences);
    const slugs = await this.slugs(manager);
    const check: CheckContext = {
      mapping,
      locale,
      resolver: resolverFor(context),
      slugOf: (id) => slugs.get(id) ?? id,
      columns: kind === TableKind.MILESTONES ? MILESTONE_COLUMNS : TABLE_COLUMNS[kind],
    };
    const known = await this.knownRows(manager, document, kind, file.rows, mapping);
    const contents = await this.contents(manager, [...new Set(known.values())]);
    if (kind === TableKind.MILESTONES) return milestoneRows(file.rows, known, contents, check);
    const start = this.startOf(document, RECORD_KIND_OF[kind]);
    return file.rows.map((row) => {
      const id = known.get(row);
      const content = id === undefined ? undefined : contents.get(id);
      return checkRow(row, id !== undefined && content ? { id, content } : null, start, check);
    });
  }

  /**
   * Makes drafts of the rows that change something and hands them in for review, all in the given transaction.
   * `all`: nothing at all where a row is refused (TABLE_ROWS_REFUSED); else those rows are left out.
   */
  async apply(
    manager: EntityManager,
    viewer: Viewer,
    document: DocumentEntity,
    kind: TableKind,
    rows: readonly CheckedRow[],
    { all, submit = true }: { all: boolean; submit?: boolean },
  ): Promise<TableResult['drafts']> {
    const refused = rows.filter(({ state }) => state === RowState.REJECTED).length;
    if (all && refused > 0) throw new TableError('badRows', { count: refused });
    const wanted = kind === TableKind.MILESTONES ? groupMilestones(rows) : rows;
    const slugs = new FreeSlugs(manager);
    const made: TableResult['drafts'] = [];
    for (const checked of wanted) {
      if (checked.content === null || checked.state === RowState.UNCHANGED) continue;
      const isAction = kind === TableKind.ACTIONS;
      const row = isAction
        ? await this.plans.withPlan(manager, viewer, document, checked, slugs, submit, made)
        : checked;
      const content = row.content ?? checked.content;
      const draft =
        row.recordId === null
          ? await this.begin(manager, viewer, document, kind, row, slugs)
          : await this.drafting.revise(manager, viewer, row.recordId, () => content);
      // People are not handed in: whether anybody sees them is theirs to say.
      if (kind === TableKind.CONTACTS) await this.keepAddresses(manager, draft.recordId, row);
      else if (submit) await this.drafting.submit(manager, viewer, draft, null);
      made.push({ draftId: draft.id, recordId: draft.recordId });
      if (row.recordId === null) await this.remember(manager, document, kind, row, draft.recordId);
    }
    return made;
  }

  private async begin(
    manager: EntityManager,
    viewer: Viewer,
    document: DocumentEntity,
    kind: TableKind,
    row: CheckedRow,
    slugs: FreeSlugs,
  ): Promise<{ id: string; recordId: string; lockVersion: number }> {
    const recordKind = RECORD_KIND_OF[kind];
    const sourceLocale = String(row.content?.['sourceLocale']);
    const slug = await slugs.next(row.title, recordKind.toLowerCase());
    return this.drafting.begin(manager, viewer, {
      kind: recordKind,
      ownerId: OWN_THEMSELVES.includes(recordKind) ? null : document.ownerId,
      networkId: document.networkIds[0] ?? null,
      sourceLocale,
      title: row.title,
      content: { ...row.content, slug },
    });
  }

  private async keepAddresses(
    manager: EntityManager,
    recordId: string,
    { cells, recordId: known }: CheckedRow,
  ): Promise<void> {
    if (known === null) await this.contacts.awaitConsent(manager, recordId);
    for (const kind of ['email', 'telephone'] as const) {
      const address = cells.get(kind);
      if (address) await this.contacts.addAddress(manager, recordId, kind, address);
    }
  }

  private startOf({ ownerId, networkIds }: DocumentEntity, kind: RecordKind): JsonObject {
    const ownsItself = OWN_THEMSELVES.includes(kind);
    return {
      kind,
      audience: kind === RecordKind.CONTACT ? [] : [PUBLIC_AUDIENCE],
      texts: [],
      concepts: {},
      cities: [],
      networks: ownsItself ? [] : networkIds,
      ask: [],
      fields: GIVEN[kind] ?? {},
      ...(ownsItself ? {} : { owner: ownerId }),
    };
  }

  /** The record that each row is: by our own id, else as it was remembered when it came the last time. */
  private async knownRows(
    manager: EntityManager,
    document: DocumentEntity,
    kind: TableKind,
    rows: readonly TableRow[],
    mapping: readonly MappedColumn[],
  ): Promise<Map<TableRow, string>> {
    const keys = new Map(rows.map((row) => [row, sourceKey(cellsByKey(row, mapping))]));
    const all = [...keys.values()];
    const found: { key: string; id: string }[] = await manager.query(
      `SELECT source_key AS key, record_id AS id FROM table_row_origin WHERE owner_id = $1 AND kind = $2 AND source_key = ANY($3)
       UNION ALL SELECT record_slug.slug, record.id FROM record_slug JOIN record ON record.id = record_id
       WHERE record_slug.slug = ANY($3) AND record.kind = $4`,
      [document.ownerId, kind, all, RECORD_KIND_OF[kind]],
    );
    const ids = new Map(found.map(({ key, id }) => [key, id]));
    return new Map([...keys].flatMap(([row, key]) => (ids.has(key) ? [[row, ids.get(key) ?? '']] : [])));
  }

  /** What is published, or stands in the open draft, of each. */
  private async contents(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    const found = new Map<string, JsonObject>();
    for (const id of ids) {
      const draft = await this.drafts.ofRecord(manager, id);
      const content = draft?.content ?? (await this.drafts.publishedContent(manager, id));
      if (content) found.set(id, content);
    }
    return found;
  }

  private async slugs(manager: EntityManager): Promise<Map<string, string>> {
    const rows: { id: string; slug: string }[] = await manager.query(
      `SELECT id, slug FROM record WHERE kind IN ('CITY','ORGANISATION','NETWORK','PLAN')`,
    );
    return new Map(rows.map(({ id, slug }) => [id, slug]));
  }

  private async remember(
    manager: EntityManager,
    { ownerId }: DocumentEntity,
    kind: TableKind,
    { cells }: CheckedRow,
    recordId: string,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO table_row_origin (owner_id, kind, source_key, record_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (owner_id, kind, source_key) DO UPDATE SET record_id = EXCLUDED.record_id`,
      [ownerId, kind, sourceKey(cells), recordId],
    );
  }
}

/** What a row is known by when it comes again: its id, else a digest of its title and place, which tells nobody's name. */
export function sourceKey(cells: ReadonlyMap<string, string>): string {
  const id = cells.get('id') ?? cells.get('action') ?? '';
  if (id !== '') return id;
  const words = [
    cells.get('title') ?? cells.get('name'),
    cells.get('city'),
    cells.get('url'),
    cells.get('code'),
  ];
  return `~${createHash('sha256')
    .update(words.map((word) => foldHeader(word ?? '')).join('\n'))
    .digest('hex')}`;
}

const scopesOf = ({ ownerId, networkIds }: DocumentEntity): string[] => [...networkIds, ownerId];

const hashOf = (headers: readonly string[]): string =>
  createHash('sha256').update(headers.map(foldHeader).join('\n')).digest('hex');
