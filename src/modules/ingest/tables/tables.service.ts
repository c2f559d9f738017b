import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../common/records';
import type { Viewer } from '../../../common/viewer';
import { type DocumentEntity, DocumentsService, readDocument } from '../../documents';
import { contentProblems, KindRegistry } from '../../records';
import { categoryKey, type CategoryMapping, UnderstandingService } from '../understanding';
import { ColumnNames } from './column-names';
import { resolverFor } from './known-names';
import { foldHeader, type MappedColumn, proposeMapping } from './mapping';
import { MILESTONE_COLUMNS, milestoneRows } from './milestones';
import { asKnown, isNamesake, namesakesOf } from './namesakes';
import { TableOriginsQuery } from './table-origins.query';
import { languageOfTable, localeOf } from './table-language';
import { type MadeDraft, TableWriter, type Writing } from './table-writer.service';
import { type CheckContext, type CheckedRow, checkRow, type RowProblem, RowState } from './table-check';
import { TableError } from './table-errors';
import { type TableFile, tableOf, type TableOrigin } from './table-file';
import { RECORD_KIND_OF, TABLE_COLUMNS, TableKind } from './table-kinds';

const SAMPLE = 50;
/** rows that are looked at before others have their turn */
const AT_ONCE = 100;
const OWN_THEMSELVES = [RecordKind.CITY, RecordKind.ORGANISATION];

/** Kinds' own values that a table cannot say and a record must have. */
const GIVEN: Partial<Record<RecordKind, JsonObject>> = {
  [RecordKind.PRACTICE]: { tier: 'practice-tier/snippet' },
  [RecordKind.PLAN]: {
    planKind: 'plan-kind/other',
    relatedPlans: [],
    completeness: 'completeness/part',
  },
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

/** Tables on their way in: what their columns are, what each row would do, and doing it. */
@Injectable()
export class TablesService {
  constructor(
    private readonly documents: DocumentsService,
    private readonly understanding: UnderstandingService,
    private readonly origins: TableOriginsQuery,
    private readonly writer: TableWriter,
    private readonly names: ColumnNames,
    private readonly kinds: KindRegistry,
  ) {}

  /** The table of a stored file. Throws ReadingError, TABLE_MISSING. */
  async open(document: DocumentEntity): Promise<TableFile> {
    return tableOf(await readDocument(await this.documents.open(document), document.fileName));
  }

  /** What the columns are taken for: as somebody mapped the same columns before, else by name and content. */
  async propose(
    manager: EntityManager,
    document: TableOrigin,
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
    document: TableOrigin,
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
    document: TableOrigin,
    kind: TableKind,
    file: TableFile,
    mapping: readonly MappedColumn[],
    locale: Locale,
    categories: readonly CategoryMapping[] = [],
  ): Promise<CheckedRow[]> {
    if (!mapping.some(({ column }) => column !== null)) throw new TableError('noColumns');
    const audiences = [
      PUBLIC_AUDIENCE,
      `city:${document.ownerId}`,
      ...document.networkIds.map((id) => `network:${id}`),
    ];
    const context = await this.understanding.loadContext(manager, audiences, scopesOf(document));
    const slugs = await this.slugs(manager);
    const check: CheckContext = {
      mapping,
      locale: languageOfTable(file, mapping, TABLE_COLUMNS[kind]) ?? locale,
      localeOf,
      resolver: resolverFor({
        ...context,
        mappings: new Map([
          ...(context.mappings ?? []),
          ...categories.map(({ words, conceptIds }) => [categoryKey(words), conceptIds] as const),
        ]),
        concepts: this.understanding.conceptsOf(schemesOf(kind)),
        ofSource: await this.origins.ofSource(manager, document.ownerId),
      }),
      slugOf: (id) => slugs.get(id) ?? id,
      columns: kind === TableKind.MILESTONES ? MILESTONE_COLUMNS : TABLE_COLUMNS[kind],
    };
    const known = await this.origins.known(manager, document.ownerId, kind, file.rows, mapping);
    const namesakes = namesakesOf(kind, file.rows, known, check);
    const contents = await this.origins.contents(manager, kind, [
      ...new Set([...known.values(), ...namesakes.values()]),
    ]);
    if (kind === TableKind.MILESTONES) return milestoneRows(file.rows, known, contents, check);
    const ownerKind = await this.kindOf(manager, document.ownerId);
    const start = this.startOf(Object.assign({ ownerKind }, document), RECORD_KIND_OF[kind], check);
    const checked: CheckedRow[] = [];
    for (const [index, row] of file.rows.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await othersFirst();
      const id = known.get(row);
      const content = id === undefined ? undefined : contents.get(id);
      const result = this.inOrder(
        checkRow(row, id !== undefined && content ? { id, content } : null, start, check),
      );
      const namesake = namesakes.get(row) ?? '';
      checked.push(isNamesake(result, contents.get(namesake)) ? asKnown(result, namesake) : result);
    }
    return checked;
  }

  /**
   * Makes drafts of the rows that change something and hands them in for review, all in the given transaction.
   * `all`: nothing at all where a row is refused (TABLE_ROWS_REFUSED); else those rows are left out.
   */
  apply(
    manager: EntityManager,
    viewer: Viewer,
    document: TableOrigin,
    kind: TableKind,
    rows: readonly CheckedRow[],
    writing: Writing,
  ): Promise<MadeDraft[]> {
    return this.writer.write(manager, viewer, document, kind, rows, writing);
  }

  /** A row whose record could not be handed in is refused now rather than with all the others later. */
  private inOrder(row: CheckedRow): CheckedRow {
    if (row.content === null || row.state === RowState.UNCHANGED) return row;
    // The address is chosen when the record is made.
    const problems = contentProblems({ slug: 'new', ...row.content }, this.kinds).map(
      ({ field, message }): RowProblem => ({ column: field, problem: 'invalid', words: message }),
    );
    return problems.length === 0
      ? row
      : { ...row, state: RowState.REJECTED, problems, changes: [], content: null };
  }

  private startOf(
    { ownerId, ownerKind, networkIds }: TableOrigin & { ownerKind?: RecordKind },
    kind: RecordKind,
    { mapping }: CheckContext,
  ): JsonObject {
    const ownsItself = OWN_THEMSELVES.includes(kind);
    // What a city owns happens there, where no column says otherwise.
    const isThere = ownerKind === RecordKind.CITY && !mapping.some(({ column }) => column === 'city');
    return {
      kind,
      audience: kind === RecordKind.CONTACT ? [] : [PUBLIC_AUDIENCE],
      texts: [],
      concepts: {},
      cities: isThere && !ownsItself && kind !== RecordKind.CONTACT ? [ownerId] : [],
      networks: ownsItself ? [] : networkIds,
      ask: [],
      fields: GIVEN[kind] ?? {},
      ...(ownsItself ? {} : { owner: ownerId }),
    };
  }

  private async kindOf(manager: EntityManager, id: string): Promise<RecordKind | undefined> {
    const rows: { kind: RecordKind }[] = await manager.query('SELECT kind FROM record WHERE id = $1', [id]);
    return rows[0]?.kind;
  }

  private async slugs(manager: EntityManager): Promise<Map<string, string>> {
    const rows: { id: string; slug: string }[] = await manager.query(
      `SELECT id, slug FROM record WHERE kind IN ('CITY','ORGANISATION','NETWORK','PLAN')`,
    );
    return new Map(rows.map(({ id, slug }) => [id, slug]));
  }
}

const scopesOf = ({ ownerId, networkIds }: TableOrigin): string[] => [...networkIds, ownerId];

const hashOf = (headers: readonly string[]): string =>
  createHash('sha256').update(headers.map(foldHeader).join('\n')).digest('hex');

const schemesOf = (kind: TableKind): string[] =>
  TABLE_COLUMNS[kind].flatMap(({ scheme }) => (scheme === undefined ? [] : [scheme]));

const othersFirst = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
