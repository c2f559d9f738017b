import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject, JsonValue } from '../../../../common/json';
import { RecordKind } from '../../../../common/records';
import { KindRegistry, RecordsService } from '../../../records';
import { VocabularyService } from '../../../vocabulary';
import type { ProposedValue } from '../../understanding';
import { contentOf, type ResolveParty } from '../confirm/draft-content';
import { ImportRefusedError } from '../import-errors';
import { ImportRecordEntity, ImportValueEntity } from '../import.entity';
import { ImportsService } from '../imports.service';
import { fieldsOf, type ImportField, ImportFieldForm, missingOf } from './missing-fields';

/** What people say that the document does not tell. */
@Injectable()
export class AddedValues {
  constructor(
    private readonly imports: ImportsService,
    private readonly kinds: KindRegistry,
    private readonly records: RecordsService,
    private readonly vocabulary: VocabularyService,
  ) {}

  /** Fields of a proposed record that have no value, in the order in which a page asks for them. */
  missing(
    { kind, mode }: Pick<ImportRecordEntity, 'kind' | 'mode'>,
    values: readonly Pick<ImportValueEntity, 'path'>[],
  ): ImportField[] {
    return missingOf(this.fields(kind), mode, new Set(values.map(({ path }) => path)));
  }

  /**
   * Gives a field without a value one, in the given transaction; it comes into the draft unless it is left out or withdrawn.
   * Throws IMPORT_RECORD_MISSING, IMPORT_VALUE_THERE where the field has a value, IMPORT_VALUE_UNFIT where the kind has no such
   * field or it cannot hold that.
   */
  async add(
    manager: EntityManager,
    importId: string,
    recordId: string,
    path: string,
    value: JsonValue,
    accountId: string,
  ): Promise<void> {
    await this.imports.lockReady(manager, importId);
    const record = await manager.findOneBy(ImportRecordEntity, { id: recordId, importId });
    if (!record) throw new ImportRefusedError('recordMissing');
    const field = this.fields(record.kind).find((one) => one.path === path);
    if (!field) throw new ImportRefusedError('valueUnfit');
    const values = await manager.findBy(ImportValueEntity, { importRecordId: recordId });
    if (values.some((one) => one.path === path)) throw new ImportRefusedError('valueThere');
    const at = placed(path, values);
    const told = typeof value === 'string' ? value.trim() : value;
    await this.requireFit(manager, record, field, at, told);
    const proposed: ProposedValue<null> = { value: null, confidence: 1, spans: [], origin: 'person' };
    await manager.query(
      `INSERT INTO import_value (import_record_id, path, position, value, proposed, decision, decided_by, decided_at)
       SELECT $1, $2, coalesce(max(position), -1) + 1, $3, $4, 'EDITED', $5, now()
       FROM import_value WHERE import_record_id = $1`,
      [recordId, at, JSON.stringify({ is: told }), JSON.stringify(proposed), accountId],
    );
  }

  /** Takes back what a person added. Throws IMPORT_VALUE_MISSING, and IMPORT_VALUE_READ for what was read. */
  async withdraw(manager: EntityManager, importId: string, valueId: string): Promise<void> {
    await this.imports.lockReady(manager, importId);
    const value = await manager
      .createQueryBuilder(ImportValueEntity, 'value')
      .innerJoin(ImportRecordEntity, 'record', 'record.id = value.import_record_id')
      .where('value.id = :valueId AND record.import_id = :importId', { valueId, importId })
      .getOne();
    if (!value) throw new ImportRefusedError('valueMissing');
    if (value.proposed.origin !== 'person') throw new ImportRefusedError('valueRead');
    await manager.delete(ImportValueEntity, value.id);
  }

  private fields(kind: ImportRecordEntity['kind']): ImportField[] {
    return fieldsOf(kind, this.kinds.get(kind).textFields);
  }

  /** What the draft would be made of has to be there, and nothing may be wrong with it. */
  private async requireFit(
    manager: EntityManager,
    { kind, sourceLocale }: ImportRecordEntity,
    { form, scheme }: ImportField,
    path: string,
    value: JsonValue,
  ): Promise<void> {
    const resolve: ResolveParty = ({ matches }) => matches[0]?.id;
    const content = contentOf({ kind, sourceLocale, values: [{ path, value, origin: 'person' }] }, resolve);
    const problems = isTold(content, path, form)
      ? await this.records.problemsOf(manager, { ...content, slug: 'added-value' })
      : [{ field: path }];
    const isConcept = form === ImportFieldForm.CONCEPT || form === ImportFieldForm.CONCEPTS;
    const isUnknown =
      isConcept && [value].flat().some((id) => !this.vocabulary.find(String(id)) || !isOf(id, scheme));
    const own = problems.filter((one) => one.field === path || one.field.startsWith(`${path}.`));
    if (isUnknown || own.length > 0) throw new ImportRefusedError('valueUnfit');
    if (form === ImportFieldForm.RECORDS)
      await this.requirePublished(manager, path, content[path] as string[]);
  }

  private async requirePublished(
    manager: EntityManager,
    path: string,
    ids: readonly string[],
  ): Promise<void> {
    const kind = path === 'cities' ? RecordKind.CITY : RecordKind.NETWORK;
    const [found]: { count: number }[] = await manager.query(
      `SELECT count(*)::int AS count FROM record WHERE id = ANY($1) AND kind = $2 AND published_version IS NOT NULL`,
      [ids, kind],
    );
    if (found?.count !== ids.length) throw new ImportRefusedError('valueUnfit');
  }
}

const isOf = (id: JsonValue, scheme = ''): boolean => String(id).startsWith(`${scheme}/`);

/** Whether the draft says something there; a cost without a sum says nothing. */
function isTold(content: JsonObject, path: string, form: ImportFieldForm): boolean {
  if (path.startsWith('texts.')) return (content['texts'] as JsonValue[]).length > 0;
  const [top = '', name] = path.split('.');
  const value = name === undefined ? content[top] : (content[top] as JsonObject)[name];
  if (form === ImportFieldForm.COST) {
    const { min, max } = (value ?? {}) as JsonObject;
    return min !== undefined || max !== undefined;
  }
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}

/** The path itself; of one more of a list with an id that none of it has: `texts.milestones.m3.title`. */
function placed(path: string, values: readonly ImportValueEntity[]): string {
  const [, list, id, name] = path.split('.');
  if (id !== '*' || list === undefined) return path;
  const taken = new Set(
    values.flatMap((value) => {
      const [top, of, item = ''] = value.path.split('.');
      if (of !== list) return [];
      if (top === 'texts') return [item];
      return Array.isArray(value.value.is)
        ? (value.value.is as JsonObject[]).map((one) => String(one['id']))
        : [];
    }),
  );
  for (let number = 1; ; number++) {
    const free = `${list.slice(0, 1)}${number}`;
    if (!taken.has(free)) return `texts.${list}.${free}.${name}`;
  }
}
