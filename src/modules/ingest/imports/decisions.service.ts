import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { JsonValue } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import { ImportRefusedError } from './import-errors';
import { ImportDecision, ImportMode, ImportRecordEntity, ImportValueEntity } from './import.entity';
import type { ProposedValue } from '../understanding';
import { ImportsService } from './imports.service';
import { type ImportSection, sectionOf } from './value-path';

/** What a person says to the values that were read. Every call joins the given transaction and locks the import. */
@Injectable()
export class DecisionsService {
  constructor(private readonly imports: ImportsService) {}

  /**
   * Accepts or refuses values, or takes a decision back (OPEN), which also takes an edit back. What a person added is never
   * open: taken back, it is as it was added.
   */
  async decide(
    manager: EntityManager,
    importId: string,
    valueIds: readonly string[],
    decision: ImportDecision,
    accountId: string,
  ): Promise<void> {
    await this.imports.lockReady(manager, importId);
    const values = await this.valuesOf(manager, importId, valueIds);
    await this.mark(
      manager,
      values.map(({ id }) => id),
      decision,
      accountId,
    );
  }

  /** Everything that is still open, of one record or section where they are named. Returns how many. */
  async acceptOpen(
    manager: EntityManager,
    importId: string,
    accountId: string,
    { recordId, section }: { recordId?: string | null; section?: ImportSection | null } = {},
  ): Promise<number> {
    await this.imports.lockReady(manager, importId);
    const records = await manager.findBy(ImportRecordEntity, { importId, isRejected: false });
    const wanted = records.filter(({ id }) => !recordId || id === recordId).map(({ id }) => id);
    const open = await manager.findBy(ImportValueEntity, {
      importRecordId: In(wanted),
      decision: ImportDecision.OPEN,
    });
    const meant = open.filter(({ path }) => !section || sectionOf(path) === section);
    await this.mark(
      manager,
      meant.map(({ id }) => id),
      ImportDecision.ACCEPTED,
      accountId,
    );
    return meant.length;
  }

  /** A person's value in place of what was read; the place in the source stays with it. */
  async edit(
    manager: EntityManager,
    importId: string,
    valueId: string,
    value: JsonValue,
    accountId: string,
  ): Promise<void> {
    await this.imports.lockReady(manager, importId);
    await this.valuesOf(manager, importId, [valueId]);
    await manager.query(
      `UPDATE import_value SET value = $2, decision = 'EDITED', decided_by = $3, decided_at = now() WHERE id = $1`,
      [valueId, JSON.stringify({ is: value }), accountId],
    );
  }

  /** Takes a proposed record out of the import, or back in. */
  async reject(
    manager: EntityManager,
    importId: string,
    recordId: string,
    isRejected: boolean,
  ): Promise<void> {
    await this.imports.lockReady(manager, importId);
    await this.recordOf(manager, importId, recordId);
    await manager.update(ImportRecordEntity, recordId, { isRejected });
  }

  /** Says of which existing record this is another form, or that it is one of its own. */
  async aim(
    manager: EntityManager,
    importId: string,
    recordId: string,
    mode: ImportMode,
    targetId: string | null,
  ): Promise<void> {
    await this.imports.lockReady(manager, importId);
    const record = await this.recordOf(manager, importId, recordId);
    if ((mode === ImportMode.NEW) !== (targetId === null)) throw new ImportRefusedError('targetUnfit');
    if (targetId !== null) {
      const rows: { kind: RecordKind }[] = await manager.query(
        'SELECT kind FROM record WHERE id = $1 AND published_version IS NOT NULL',
        [targetId],
      );
      if (rows[0]?.kind !== record.kind) throw new ImportRefusedError('targetUnfit');
    }
    await manager.update(ImportRecordEntity, recordId, { mode, targetId });
  }

  /**
   * Makes one of several records of a kind: texts follow one another, lists are put together, and of a plain value the first
   * record's stays. The others are out of the import.
   */
  async join(manager: EntityManager, importId: string, recordIds: readonly string[]): Promise<void> {
    await this.imports.lockReady(manager, importId);
    const records = await Promise.all(recordIds.map((id) => this.recordOf(manager, importId, id)));
    const [first, ...others] = records;
    if (!first || others.length === 0) throw new ImportRefusedError('joinUnfit');
    if (others.some((other) => other.kind !== first.kind || other.parentRef !== first.parentRef)) {
      throw new ImportRefusedError('joinUnfit');
    }
    for (const other of others) {
      await this.moveValues(manager, first.id, other.id);
      await manager.update(ImportRecordEntity, other.id, { isRejected: true });
    }
  }

  /** Makes a record of its own out of some values of another, beside it. Returns its id. */
  async split(
    manager: EntityManager,
    importId: string,
    recordId: string,
    valueIds: readonly string[],
    title: string,
  ): Promise<string> {
    await this.imports.lockReady(manager, importId);
    const record = await this.recordOf(manager, importId, recordId);
    const values = await this.valuesOf(manager, importId, valueIds);
    const [first] = values;
    if (!first || title.trim() === '' || values.some((value) => value.importRecordId !== recordId)) {
      throw new ImportRefusedError('splitUnfit');
    }
    const rows: { id: string }[] = await manager.query(
      `INSERT INTO import_record (import_id, ref, parent_ref, position, kind, source_locale)
       SELECT $1, $2 || '-split-' || count(*) + 1, $3, $4, $5, $6 FROM import_record
       WHERE import_id = $1 AND ref LIKE $2 || '-split-%' RETURNING id`,
      [importId, record.ref, record.parentRef, record.position, record.kind, record.sourceLocale],
    );
    const id = String(rows[0]?.id);
    const moved = values.filter(({ path }) => path !== 'texts.title').map((value) => value.id);
    await manager.update(ImportValueEntity, { id: In(moved) }, { importRecordId: id });
    // A title is nobody's words but the person's; its place is that of the first value that was taken out.
    const { spans } = first.proposed;
    const proposed: ProposedValue = { value: title.trim(), confidence: 1, spans, origin: 'person' };
    await manager.query(
      `INSERT INTO import_value (import_record_id, path, position, value, proposed, decision)
       VALUES ($1, 'texts.title', 0, $2, $3, 'EDITED')`,
      [id, JSON.stringify({ is: title.trim() }), JSON.stringify(proposed)],
    );
    return id;
  }

  private async moveValues(manager: EntityManager, toId: string, fromId: string): Promise<void> {
    const kept = await manager.findBy(ImportValueEntity, { importRecordId: toId });
    const moving = await manager.findBy(ImportValueEntity, { importRecordId: fromId });
    const byPath = new Map(kept.map((value) => [value.path, value]));
    for (const value of moving) {
      const existing = byPath.get(value.path);
      if (!existing) {
        await manager.update(ImportValueEntity, value.id, { importRecordId: toId });
        continue;
      }
      const joined = value.path === 'texts.title' ? undefined : joinValues(existing.value.is, value.value.is);
      if (joined === undefined) continue;
      // Together they are no longer what a person added alone.
      const isAdded = existing.proposed.origin === 'person';
      const proposed: ProposedValue = {
        ...(isAdded ? value.proposed : existing.proposed),
        spans: [...existing.proposed.spans, ...value.proposed.spans],
        confidence: Math.min(existing.proposed.confidence, value.proposed.confidence),
      };
      await manager.query('UPDATE import_value SET value = $2, proposed = $3 WHERE id = $1', [
        existing.id,
        JSON.stringify({ is: joined }),
        JSON.stringify(proposed),
      ]);
    }
  }

  private async valuesOf(
    manager: EntityManager,
    importId: string,
    ids: readonly string[],
  ): Promise<ImportValueEntity[]> {
    const records = await manager.findBy(ImportRecordEntity, { importId });
    const values = await manager.findBy(ImportValueEntity, {
      id: In([...ids]),
      importRecordId: In(records.map(({ id }) => id)),
    });
    if (values.length !== new Set(ids).size) throw new ImportRefusedError('valueMissing');
    return values;
  }

  private async recordOf(manager: EntityManager, importId: string, id: string): Promise<ImportRecordEntity> {
    const record = await manager.findOneBy(ImportRecordEntity, { id, importId });
    if (!record) throw new ImportRefusedError('recordMissing');
    return record;
  }

  private async mark(
    manager: EntityManager,
    ids: readonly string[],
    decision: ImportDecision,
    accountId: string,
  ): Promise<void> {
    if (decision === ImportDecision.EDITED) throw new ImportRefusedError('valueMissing');
    await manager.query(
      `UPDATE import_value SET decided_by = $3, decided_at = now(),
         decision = CASE WHEN $2 <> 'REJECTED' AND proposed->>'origin' = 'person' THEN 'EDITED' ELSE $2 END,
         value = CASE WHEN $2 = 'OPEN' AND proposed->>'origin' <> 'person'
           THEN jsonb_build_object('is', proposed->'value') ELSE value END
       WHERE id = ANY($1)`,
      [ids, decision, accountId],
    );
  }
}

/** Two values of one field as one; undefined where the first has to do. */
function joinValues(first: JsonValue, second: JsonValue): JsonValue | undefined {
  if (typeof first === 'string' && typeof second === 'string')
    return first === second ? first : `${first}\n\n${second}`;
  if (!Array.isArray(first) || !Array.isArray(second)) return undefined;
  const known = new Set(first.map((item) => JSON.stringify(item)));
  return [...first, ...second.filter((item) => !known.has(JSON.stringify(item)))];
}
