import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AddressCipher } from '../../../platform/addresses';
import type { PersonalDatum, ProposedRecord } from '../understanding';
import { ImportMode, ImportPersonEntity, ImportRecordEntity, ImportValueEntity } from './import.entity';
import { proposedModes } from './proposed-modes';
import { sayAgain, saidBefore } from './said-before';

const ROWS_AT_ONCE = 1_000;

/** Keeps what a document proposes, in the transaction of whoever calls. */
@Injectable()
export class ImportStore {
  constructor(private readonly cipher: AddressCipher) {}

  /** In place of what an earlier reading of the same import proposed; what people said to that holds on. */
  async keepProposals(
    manager: EntityManager,
    importId: string,
    records: readonly ProposedRecord[],
  ): Promise<void> {
    const said = await saidBefore(manager, importId);
    await manager.delete(ImportRecordEntity, { importId });
    const modes = await proposedModes(manager, importId, records);
    const values: NewImportValue[] = [];
    for (const [position, record] of records.entries()) {
      const { mode, targetId, match } = modes.get(record.ref) ?? { mode: ImportMode.NEW, targetId: null };
      const inserted: { id: string }[] = await manager.query(
        `INSERT INTO import_record (import_id, position, ref, parent_ref, kind, source_locale, matches, unplaced, mode,
           target_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
        [
          importId,
          position,
          record.ref,
          record.parentRef ?? null,
          record.kind,
          record.sourceLocale,
          JSON.stringify(match ? [match, ...record.matches] : record.matches),
          JSON.stringify(record.unplaced),
          mode,
          targetId,
        ],
      );
      const importRecordId = String(inserted[0]?.id);
      for (const [at, [path, proposed]] of Object.entries(record.values).entries()) {
        values.push({ importRecordId, path, position: at, value: { is: proposed.value }, proposed });
      }
    }
    await insertValues(manager, values);
    await sayAgain(manager, importId, said);
  }

  async keepPeople(manager: EntityManager, importId: string, data: readonly PersonalDatum[]): Promise<void> {
    await manager.delete(ImportPersonEntity, { importId });
    const rows = data.map(({ kind, value, anchor, person, role }, position) => ({
      importId,
      position,
      person: person ?? null,
      datum: kind,
      role,
      anchor,
      ciphertext: this.cipher.encrypt(value),
    }));
    if (rows.length > 0) await manager.insert(ImportPersonEntity, rows);
  }

  /** Values of a person, for a contact that waits for consent. Nobody else asks. */
  async people(
    manager: EntityManager,
    importId: string,
  ): Promise<(ImportPersonEntity & { value: string })[]> {
    const rows = await this.sealedPeople(manager, importId);
    return rows.map((row) => ({ ...row, value: this.cipher.decrypt(row.ciphertext) }));
  }

  /** That there are such data, and where; what they say stays sealed. */
  async sealedPeople(manager: EntityManager, importId: string): Promise<ImportPersonEntity[]> {
    return manager.find(ImportPersonEntity, { where: { importId }, order: { position: 'ASC' } });
  }

  async records(manager: EntityManager, importId: string): Promise<ImportRecordEntity[]> {
    return manager.find(ImportRecordEntity, { where: { importId }, order: { position: 'ASC' } });
  }

  async values(manager: EntityManager, importId: string): Promise<ImportValueEntity[]> {
    return manager
      .createQueryBuilder(ImportValueEntity, 'value')
      .innerJoin(ImportRecordEntity, 'record', 'record.id = value.import_record_id')
      .where('record.import_id = :importId', { importId })
      .orderBy('record.position')
      .addOrderBy('value.position')
      .getMany();
  }
}

export type NewImportValue = Pick<
  ImportValueEntity,
  'importRecordId' | 'path' | 'position' | 'value' | 'proposed'
>;

/** One statement for a thousand rows: a table of actions proposes tens of thousands of values. */
export async function insertValues(manager: EntityManager, values: readonly NewImportValue[]): Promise<void> {
  for (let start = 0; start < values.length; start += ROWS_AT_ONCE) {
    const rows = values.slice(start, start + ROWS_AT_ONCE);
    await manager.query(
      `INSERT INTO import_value (import_record_id, path, position, value, proposed)
       SELECT (row->>'importRecordId')::uuid, row->>'path', (row->>'position')::integer, row->'value', row->'proposed'
       FROM jsonb_array_elements($1::jsonb) row`,
      [JSON.stringify(rows)],
    );
  }
}
