import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { TextOrigin } from '../../../common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../common/records';
import type { FreeSlugs } from '../imports/confirm/slugs';
import type { CheckedRow } from './table-check';
import type { TableOrigin } from './table-file';
import { TableOriginsQuery } from './table-origins.query';

/** Remembered under a kind of its own, so that a table that comes again finds its plans. */
const KIND = 'TABLE_PLANS';

export interface PlansOfRows {
  /** those that are still to be made */
  plans: { key: string; content: JsonObject }[];
  /** the same rows with their plans, once those are made */
  rows: (made: ReadonlyMap<string, string>) => CheckedRow[];
}

/**
 * An action belongs to a plan. Actions of a table that names none belong to a plan of that table, one for each city, which is
 * said to be known in part only.
 */
@Injectable()
export class TablePlans {
  constructor(private readonly origins: TableOriginsQuery) {}

  async withPlans(
    manager: EntityManager,
    document: TableOrigin,
    rows: readonly CheckedRow[],
    slugs: FreeSlugs,
  ): Promise<PlansOfRows> {
    const without = rows.filter(({ content }) => fieldsOf(content)['plan'] === undefined);
    const cityOf = ({ content }: CheckedRow): string =>
      (content?.['cities'] as string[] | undefined)?.[0] ?? document.ownerId;
    const byKey = new Map(without.map((row) => [keyOf(document.fileName, cityOf(row)), row]));
    const known = await this.known(manager, document, [...byKey.keys()]);
    const missing = [...byKey].filter(([key]) => !known.has(key));
    const cities = await this.cities(manager, [...new Set(missing.map(([, row]) => cityOf(row)))]);
    const titles = missing.map(([, row]) =>
      [nameOf(document.fileName), cities.get(cityOf(row))?.name].filter(Boolean).join(' – '),
    );
    const addresses = await slugs.nextAll(titles, 'plan');
    const plans = missing.map(([key, row], index) => {
      const city = cities.get(cityOf(row));
      const isCity = city?.kind === RecordKind.CITY;
      const slug = addresses[index] ?? '';
      return {
        key,
        content: contentOf(document, titles[index] ?? '', slug, row, isCity ? [cityOf(row)] : []),
      };
    });
    return {
      plans,
      rows: (made) =>
        rows.map((row) => {
          if (!without.includes(row)) return row;
          const key = keyOf(document.fileName, cityOf(row));
          const plan = made.get(key) ?? known.get(key) ?? '';
          return { ...row, content: { ...row.content, fields: { ...fieldsOf(row.content), plan } } };
        }),
    };
  }

  async remember(
    manager: EntityManager,
    { ownerId }: TableOrigin,
    made: ReadonlyMap<string, string>,
  ): Promise<void> {
    if (made.size === 0) return;
    const rows = [...made].map(([key, recordId]) => ({ key, recordId }));
    await this.origins.remember(manager, ownerId, KIND, rows);
  }

  private async known(
    manager: EntityManager,
    { ownerId }: TableOrigin,
    keys: readonly string[],
  ): Promise<Map<string, string>> {
    const rows: { key: string; id: string }[] = await manager.query(
      `SELECT source_key AS key, record_id AS id FROM table_row_origin
       WHERE owner_id = $1 AND kind = $2 AND source_key = ANY($3)`,
      [ownerId, KIND, keys],
    );
    return new Map(rows.map(({ key, id }) => [key, id]));
  }

  private async cities(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, { name: string | null; kind: RecordKind }>> {
    const rows: { id: string; name: string | null; kind: RecordKind }[] = await manager.query(
      `SELECT id, kind, (SELECT text FROM record_text WHERE record_id = record.id AND field = 'title' AND is_source) AS name
       FROM record WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, name, kind }) => [id, { name, kind }]));
  }
}

function contentOf(
  { ownerId, networkIds }: TableOrigin,
  title: string,
  slug: string,
  { content: action }: CheckedRow,
  cities: string[],
): JsonObject {
  const sourceLocale = String(action?.['sourceLocale']);
  return {
    kind: RecordKind.PLAN,
    slug,
    sourceLocale,
    owner: ownerId,
    audience: [PUBLIC_AUDIENCE],
    texts: [
      { field: 'title', locale: sourceLocale, text: title, origin: TextOrigin.ORIGINAL, isSource: true },
    ],
    concepts: {},
    cities,
    networks: networkIds,
    ask: [],
    fields: { planKind: 'plan-kind/other', relatedPlans: [], completeness: 'completeness/part' },
  };
}

const fieldsOf = (content: JsonObject | null): JsonObject => (content?.['fields'] ?? {}) as JsonObject;

/** `opatrenia-2024.csv` → `opatrenia 2024` */
const nameOf = (fileName: string): string =>
  fileName
    .replace(/\.[a-z]{2,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();

const keyOf = (fileName: string, city: string): string => `${nameOf(fileName)}\n${city}`;
