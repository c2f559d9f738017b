import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { TextOrigin } from '../../../common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../common/records';
import type { Viewer } from '../../../common/viewer';
import type { DocumentEntity } from '../../documents';
import { ImportDrafting } from '../imports/confirm/import-drafting';
import type { FreeSlugs } from '../imports/confirm/slugs';
import type { CheckedRow } from './table-check';

/** Remembered under a kind of its own, so that a table that comes again finds its plans. */
const KIND = 'TABLE_PLANS';

/**
 * An action belongs to a plan. Actions of a table that names none belong to a plan of that table, one for each city, which is
 * said to be known in part only.
 */
@Injectable()
export class TablePlans {
  constructor(private readonly drafting: ImportDrafting) {}

  /** The same row with its plan; those plans that are new are drafted and, where wanted, handed in. */
  async withPlan(
    manager: EntityManager,
    viewer: Viewer,
    document: DocumentEntity,
    row: CheckedRow,
    slugs: FreeSlugs,
    submit: boolean,
    drafts: { draftId: string; recordId: string }[],
  ): Promise<CheckedRow> {
    const content = row.content as JsonObject;
    const fields = content['fields'] as JsonObject;
    if (fields['plan'] !== undefined) return row;
    const [city = document.ownerId] = content['cities'] as string[];
    const plan =
      (await this.known(manager, document, city)) ??
      (await this.make(manager, viewer, document, content, city, slugs, submit, drafts));
    return { ...row, content: { ...content, fields: { ...fields, plan } } };
  }

  private async known(
    manager: EntityManager,
    { ownerId, fileName }: DocumentEntity,
    city: string,
  ): Promise<string | undefined> {
    const rows: { id: string }[] = await manager.query(
      'SELECT record_id AS id FROM table_row_origin WHERE owner_id = $1 AND kind = $2 AND source_key = $3',
      [ownerId, KIND, keyOf(fileName, city)],
    );
    return rows[0]?.id;
  }

  private async make(
    manager: EntityManager,
    viewer: Viewer,
    document: DocumentEntity,
    action: JsonObject,
    city: string,
    slugs: FreeSlugs,
    submit: boolean,
    drafts: { draftId: string; recordId: string }[],
  ): Promise<string> {
    const { ownerId, networkIds, fileName } = document;
    const rows: { name: string | null; kind: RecordKind }[] = await manager.query(
      `SELECT kind, (SELECT text FROM record_text WHERE record_id = record.id AND field = 'title' AND is_source) AS name
       FROM record WHERE id = $1`,
      [city],
    );
    const title = [nameOf(fileName), rows[0]?.name].filter(Boolean).join(' – ');
    const sourceLocale = String(action['sourceLocale']);
    const draft = await this.drafting.begin(manager, viewer, {
      kind: RecordKind.PLAN,
      ownerId,
      networkId: networkIds[0] ?? null,
      sourceLocale,
      title,
      content: {
        kind: RecordKind.PLAN,
        slug: await slugs.next(title, 'plan'),
        sourceLocale,
        owner: ownerId,
        audience: [PUBLIC_AUDIENCE],
        texts: [
          { field: 'title', locale: sourceLocale, text: title, origin: TextOrigin.ORIGINAL, isSource: true },
        ],
        concepts: {},
        cities: rows[0]?.kind === RecordKind.CITY ? [city] : [],
        networks: networkIds,
        ask: [],
        fields: { planKind: 'plan-kind/other', relatedPlans: [], completeness: 'completeness/part' },
      },
    });
    if (submit) await this.drafting.submit(manager, viewer, draft, null);
    drafts.push({ draftId: draft.id, recordId: draft.recordId });
    await manager.query(
      `INSERT INTO table_row_origin (owner_id, kind, source_key, record_id) VALUES ($1, $2, $3, $4)`,
      [ownerId, KIND, keyOf(fileName, city), draft.recordId],
    );
    return draft.recordId;
  }
}

/** `opatrenia-2024.csv` → `opatrenia 2024` */
const nameOf = (fileName: string): string =>
  fileName
    .replace(/\.[a-z]{2,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();

const keyOf = (fileName: string, city: string): string => `${nameOf(fileName)}\n${city}`;
