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
    const spine = await context
      .loader<string, SpineRow>('record', (ids) =>
        this.query.byIds(this.dataSource.manager, context.viewer, ids),
      )
      .load(id);
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
    return context
      .loader<TextKey, ChosenText>('text', (keys) => this.loadTexts(keys), textKey)
      .load({ recordId: record.id, field, locale: wanted });
  }

  async conceptIds(context: RequestContext, recordId: string): Promise<string[]> {
    const rows = await context
      .loader<string, LinkRow[]>('concepts', async (ids) =>
        grouped(await this.query.concepts(this.dataSource.manager, ids)),
      )
      .load(recordId);
    return (rows ?? []).map((row) => row.id);
  }

  async linkedIds(
    context: RequestContext,
    table: 'city' | 'network' | 'ask',
    recordId: string,
  ): Promise<string[]> {
    const rows = await context
      .loader<string, LinkRow[]>(`link:${table}`, async (ids) =>
        grouped(await this.query.links(this.dataSource.manager, context.viewer.audiences, table, ids)),
      )
      .load(recordId);
    return (rows ?? []).map((row) => row.id);
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

  private async loadTexts(keys: readonly TextKey[]): Promise<Map<string, ChosenText>> {
    const locales = [...new Set(keys.map((key) => key.locale).filter((locale) => locale !== undefined))];
    const rows = await this.query.texts(
      this.dataSource.manager,
      [...new Set(keys.map((key) => key.recordId))],
      [...new Set(keys.map((key) => key.field))],
      locales,
    );
    const byField = new Map<string, StoredText[]>();
    for (const row of rows) {
      const name = `${row.recordId} ${row.field}`;
      const list = byField.get(name);
      if (list) list.push(row);
      else byField.set(name, [row]);
    }
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

function grouped<R extends { recordId: string }>(rows: readonly R[]): Map<string, R[]> {
  const byRecord = new Map<string, R[]>();
  for (const row of rows) {
    const list = byRecord.get(row.recordId);
    if (list) list.push(row);
    else byRecord.set(row.recordId, [row]);
  }
  return byRecord;
}
