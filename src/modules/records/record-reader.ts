import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { type ChosenText, chooseText, type StoredText } from '../../common/localized-text';
import { RecordKind } from '../../common/records';
import type { RequestContext } from '../../platform/graphql';
import { KindRegistry } from './kind-registry';
import { makeRecordNode, type RecordNode } from './record-node';
import { type LabelRow, type LinkRow, RecordQuery, type SpineRow } from './record.query';

type LinkTable = 'city' | 'network' | 'ask';

interface TextKey {
  recordId: string;
  field: string;
  locale: Locale | undefined;
}

/** Reads for one request, in batches: records, their texts and their links. */
@Injectable()
export class RecordReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly query: RecordQuery,
    private readonly kinds: KindRegistry,
  ) {}

  /** The record of that id, or null where there is none that this viewer may see. */
  async load(context: RequestContext, id: string, shownLocale?: Locale): Promise<RecordNode | null> {
    const spine = await this.spines(context).load(id);
    return spine ? this.node(context, spine, shownLocale) : null;
  }

  /** Like `load`, for a list; those that may not be seen are left out. */
  async loadMany(
    context: RequestContext,
    ids: readonly string[],
    shownLocale?: Locale,
  ): Promise<RecordNode[]> {
    const nodes = await Promise.all(ids.map((id) => this.load(context, id, shownLocale)));
    return nodes.filter((node) => node !== null);
  }

  /**
   * Like `load`, for a list of which concepts, cities and texts will be shown: nothing of it needs a statement any
   * more. `null` stands for those that may not be seen.
   * @param texts the texts of these records and the titles of their cities, in `locale` and in their own, as they are
   *   loaded beside
   */
  async loadListed(
    context: RequestContext,
    ids: readonly string[],
    locale: Locale | undefined,
    texts: Promise<readonly StoredText[]>,
  ): Promise<(RecordNode | null)[]> {
    const [rows, stored] = await Promise.all([
      this.query.listed(this.dataSource.manager, context.viewer, ids),
      texts,
    ]);
    const spines = this.spines(context);
    const found = new Map(rows.map((row) => [row.id, row]));
    const chosen = this.texts(context);
    const byField = groupedTexts(stored);
    const wanted = locale ?? context.acceptedLocale;
    const keep = (recordId: string, field: string): void => {
      const text = chooseText(byField.get(`${recordId} ${field}`) ?? [], wanted);
      chosen.prime({ recordId, field, locale: wanted }, text);
    };
    for (const id of [...ids, ...rows.map((row) => row.id)]) spines.prime(id, found.get(id) ?? null);
    for (const { id, conceptIds, cityIds } of rows) {
      keep(id, 'title');
      if (!ids.includes(id)) continue;
      keep(id, 'summary');
      this.concepts(context).prime(id, conceptIds);
      this.links(context, 'city').prime(
        id,
        cityIds.filter((cityId) => found.has(cityId)),
      );
    }
    return ids.map((id) => {
      const spine = found.get(id);
      return spine ? this.node(context, spine, locale) : null;
    });
  }

  /** Titles in `locale`, else in their own language, by id; without those that may not be seen. */
  async titles(
    context: RequestContext,
    ids: readonly string[],
    locale: Locale,
  ): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query.titles(this.dataSource.manager, context.viewer, ids, locale);
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  async bySlug(context: RequestContext, slug: string, shownLocale?: Locale): Promise<RecordNode | null> {
    const spine = await this.query.bySlug(this.dataSource.manager, context.viewer, slug);
    return spine ? this.node(context, spine, shownLocale) : null;
  }

  node(context: RequestContext, spine: SpineRow, shownLocale: Locale | undefined): RecordNode {
    const kind = this.kinds.get(spine.kind);
    const details = context.loader<string, JsonObject>(`details:${spine.kind}`, (ids) =>
      kind.loadDetails(this.dataSource.manager, ids),
    );
    return makeRecordNode(
      spine,
      kind.typeName,
      shownLocale,
      () => details.load(spine.id),
      (own, locale) => kind.present(own, locale),
    );
  }

  /**
   * One text of a record for a reader: in `locale`, else the language asked for further up, else the reader's, else
   * the language it was written in. Null where the field has no words.
   */
  async text(
    context: RequestContext,
    record: { id: string; shownLocale?: Locale | undefined },
    field: string,
    locale?: Locale | null,
  ): Promise<ChosenText | null> {
    const wanted = locale ?? record.shownLocale ?? context.acceptedLocale;
    return this.texts(context).load({ recordId: record.id, field, locale: wanted });
  }

  async conceptIds(context: RequestContext, recordId: string): Promise<string[]> {
    return (await this.concepts(context).load(recordId)) ?? [];
  }

  async linkedIds(context: RequestContext, table: LinkTable, recordId: string): Promise<string[]> {
    return (await this.links(context, table).load(recordId)) ?? [];
  }

  async labels(context: RequestContext, recordId: string): Promise<LabelRow[]> {
    const rows = await context
      .loader('labels', async (ids: readonly string[]) =>
        grouped(await this.query.labels(this.dataSource.manager, ids)),
      )
      .load(recordId);
    return rows ?? [];
  }

  /** One page of a kind: `first` records after a slug, with whether more follow. */
  async page(
    context: RequestContext,
    kind: RecordKind,
    after: string | null,
    first: number,
    shownLocale?: Locale,
  ): Promise<{ nodes: RecordNode[]; hasNextPage: boolean }> {
    const rows = await this.query.ofKind(this.dataSource.manager, context.viewer, kind, after, first + 1);
    const nodes = rows.slice(0, first).map((row) => this.node(context, row, shownLocale));
    return { nodes, hasNextPage: rows.length > first };
  }

  count(context: RequestContext, kind: RecordKind): Promise<number> {
    return this.query.countOfKind(this.dataSource.manager, context.viewer, kind);
  }

  private spines(context: RequestContext) {
    return context.loader<string, SpineRow>('record', (ids) =>
      this.query.byIds(this.dataSource.manager, context.viewer, ids),
    );
  }

  private texts(context: RequestContext) {
    return context.loader<TextKey, ChosenText>('text', (keys) => this.loadTexts(keys), textKey);
  }

  private concepts(context: RequestContext) {
    return context.loader<string, string[]>('concepts', async (ids) =>
      groupedIds(await this.query.concepts(this.dataSource.manager, ids)),
    );
  }

  private links(context: RequestContext, table: LinkTable) {
    return context.loader<string, string[]>(`link:${table}`, async (ids) =>
      groupedIds(await this.query.links(this.dataSource.manager, context.viewer.audiences, table, ids)),
    );
  }

  private async loadTexts(keys: readonly TextKey[]): Promise<Map<string, ChosenText>> {
    const locales = [...new Set(keys.map((key) => key.locale).filter((locale) => locale !== undefined))];
    const rows = await this.query.texts(
      this.dataSource.manager,
      [...new Set(keys.map((key) => key.recordId))],
      [...new Set(keys.map((key) => key.field))],
      locales,
    );
    const byField = groupedTexts(rows);
    const chosen = new Map<string, ChosenText>();
    for (const key of keys) {
      const text = chooseText(byField.get(`${key.recordId} ${key.field}`) ?? [], key.locale);
      if (text) chosen.set(textKey(key), text);
    }
    return chosen;
  }
}

function textKey({ recordId, field, locale }: TextKey): string {
  return `${recordId} ${field} ${locale ?? ''}`;
}

function groupedBy<R>(rows: readonly R[], keyOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = groups.get(key);
    if (list) list.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const grouped = <R extends { recordId: string }>(rows: readonly R[]) =>
  groupedBy(rows, (row) => row.recordId);

const groupedTexts = (rows: readonly StoredText[]) =>
  groupedBy(rows, ({ recordId, field }) => `${recordId} ${field}`);

function groupedIds(rows: readonly LinkRow[]): Map<string, string[]> {
  return new Map([...grouped(rows)].map(([recordId, links]) => [recordId, links.map(({ id }) => id)]));
}
