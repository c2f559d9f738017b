import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CodedError } from '../../../../common/errors';
import type { JsonObject } from '../../../../common/json';
import { RecordKind } from '../../../../common/records';
import type { Viewer } from '../../../../common/viewer';
import { ContactsService } from '../../../contacts';
import { type DocumentEntity, DocumentsService } from '../../../documents';
import { ContentInvalidError, type ContentProblem, DraftsService, RecordsService } from '../../../records';
import { ImportRefusedError, RecordNotTheirsError } from '../import-errors';
import { ImportStore } from '../import-store';
import {
  DocumentImportEntity,
  ImportDecision,
  ImportMode,
  ImportPersonEntity,
  ImportRecordEntity,
  ImportState,
  type ImportValueEntity,
} from '../import.entity';
import { ImportsService } from '../imports.service';
import { contentOf, type ResolveParty } from './draft-content';
import { type BegunDraft, ImportDrafting } from './import-drafting';
import { mergeInto, type MergeMode } from './merge-content';
import { FreeSlugs } from './slugs';

const OWN_THEMSELVES: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION, RecordKind.NETWORK];
/** Those that others point at come first. */
const ORDER: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION, RecordKind.NETWORK];

/** One import while it is being confirmed. */
interface Confirming {
  manager: EntityManager;
  viewer: Viewer;
  document: DocumentEntity;
  ownerKind: RecordKind | undefined;
  records: readonly ImportRecordEntity[];
  accepted: ReadonlyMap<string, ImportValueEntity[]>;
  /** what records are called, accepted or not, by their ids */
  titles: ReadonlyMap<string, string>;
  /** ids of the records that were proposed beside one another, by their ref */
  made: Map<string, string>;
  slugs: FreeSlugs;
}

/** Turns what a person accepted into drafts and hands them in for review. Nothing is published here. */
@Injectable()
export class ConfirmService {
  constructor(
    private readonly imports: ImportsService,
    private readonly store: ImportStore,
    private readonly documents: DocumentsService,
    private readonly drafts: DraftsService,
    private readonly records: RecordsService,
    private readonly contacts: ContactsService,
    private readonly drafting: ImportDrafting,
  ) {}

  /**
   * All or nothing, in the given transaction. Values that nobody decided on stay out. Throws IMPORT_NOTHING_ACCEPTED,
   * FORBIDDEN with the record that is not the viewer's, and CONTENT_INVALID with everything that a draft lacks, each problem under its record's ref (`plan: texts.title`).
   */
  async confirm(manager: EntityManager, viewer: Viewer, importId: string): Promise<DocumentImportEntity> {
    const { documentId } = await this.imports.lockReady(manager, importId);
    const document = await this.documents.load(manager, documentId);
    const run = await this.prepare(manager, viewer, importId, document);
    const wanted = run.records.filter(
      (record) => !record.isRejected && record.parentRef === null && this.hasAny(run, record),
    );
    const loose = run.records.filter((record) => this.isLoose(run, record));
    if (wanted.length + loose.length === 0) throw new ImportRefusedError('nothingAccepted');
    const problems: ContentProblem[] = [];
    const ordered = [...wanted, ...loose].sort((a, b) => rank(a.kind) - rank(b.kind));
    for (const record of ordered) {
      const own = await this.confirmRecord(run, record).catch((error: unknown) => {
        throw named(error, record, run.titles.get(record.id));
      });
      problems.push(...own);
    }
    if (problems.length > 0) throw new ContentInvalidError(problems);
    await this.keepPeople(run, importId);
    await manager.update(DocumentImportEntity, importId, {
      state: ImportState.CONFIRMED,
      finishedAt: () => 'now()',
    });
    return this.imports.load(manager, importId);
  }

  private async prepare(
    manager: EntityManager,
    viewer: Viewer,
    importId: string,
    document: DocumentEntity,
  ): Promise<Confirming> {
    const records = await this.store.records(manager, importId);
    const accepted = new Map<string, ImportValueEntity[]>();
    const titles = new Map<string, string>();
    for (const value of await this.store.values(manager, importId)) {
      if (value.path === 'texts.title') titles.set(value.importRecordId, String(value.value.is));
      if (value.decision !== ImportDecision.ACCEPTED && value.decision !== ImportDecision.EDITED) continue;
      accepted.set(value.importRecordId, [...(accepted.get(value.importRecordId) ?? []), value]);
    }
    const owners: { kind: RecordKind }[] = await manager.query('SELECT kind FROM record WHERE id = $1', [
      document.ownerId,
    ]);
    return {
      manager,
      viewer,
      document,
      records,
      accepted,
      titles,
      ownerKind: owners[0]?.kind,
      made: new Map(),
      slugs: new FreeSlugs(manager),
    };
  }

  private hasAny({ accepted, records }: Confirming, { id, ref }: ImportRecordEntity): boolean {
    const children = records.filter((record) => record.parentRef === ref && !record.isRejected);
    return [id, ...children.map((child) => child.id)].some((one) => (accepted.get(one)?.length ?? 0) > 0);
  }

  /** An action whose plan was refused stands by itself. */
  private isLoose(run: Confirming, record: ImportRecordEntity): boolean {
    if (record.parentRef === null || record.isRejected || !run.accepted.get(record.id)?.length) return false;
    const parent = run.records.find(({ ref }) => ref === record.parentRef);
    return !parent || parent.isRejected;
  }

  private async confirmRecord(run: Confirming, record: ImportRecordEntity): Promise<ContentProblem[]> {
    const { manager, viewer, document } = run;
    const incoming = await this.document(run, record);
    let draft: BegunDraft;
    if (record.mode === ImportMode.NEW || record.targetId === null) {
      const title = titleOf(incoming);
      const content = {
        ...incoming,
        slug: await run.slugs.next(title, `${record.kind.toLowerCase()}-${randomBytes(4).toString('hex')}`),
      };
      const problems = await this.records.problemsOf(manager, content);
      if (problems.length > 0) return under(record.ref, problems);
      draft = await this.drafting.begin(manager, viewer, {
        kind: record.kind,
        ownerId: OWN_THEMSELVES.includes(record.kind) ? null : document.ownerId,
        networkId: document.networkIds[0] ?? null,
        sourceLocale: record.sourceLocale,
        title,
        content,
      });
    } else {
      let merged: JsonObject = {};
      draft = await this.drafting.revise(
        manager,
        viewer,
        record.targetId,
        (base) => (merged = mergeInto(base, incoming, record.mode as MergeMode)),
      );
      const problems = await this.records.problemsOf(manager, merged);
      if (problems.length > 0) return under(record.ref, problems);
    }
    await this.drafting.submit(manager, viewer, draft, null);
    run.made.set(record.ref, draft.recordId);
    const refs = run.records.filter(({ parentRef, ref }) => ref === record.ref || parentRef === record.ref);
    for (const { id } of refs) {
      await manager.update(ImportRecordEntity, id, {
        draftId: draft.id,
        ...(id === record.id ? { recordId: draft.recordId } : {}),
      });
    }
    await this.documents.link(manager, document.id, [draft.recordId]);
    return [];
  }

  /** The record's document, a plan's with its actions. */
  private async document(run: Confirming, record: ImportRecordEntity): Promise<JsonObject> {
    const own = this.withOwner(run, record, this.content(run, record));
    if (record.kind !== RecordKind.PLAN) return own;
    const children = run.records.filter((child) => child.parentRef === record.ref && !child.isRejected);
    const wanted = children.filter(({ id }) => run.accepted.get(id)?.length);
    const base = record.targetId ? await this.drafts.publishedContent(run.manager, record.targetId) : null;
    const existing = (base?.['actions'] ?? []) as JsonObject[];
    const actions: JsonObject[] = [];
    for (const [index, child] of wanted.entries()) {
      const content = this.withOwner(run, child, this.content(run, child));
      const known = await this.slugOfTarget(run.manager, child);
      // The same number of actions in another language: they stand in the same order.
      const placed =
        existing.length === wanted.length && record.mode !== ImportMode.NEW ? existing[index] : undefined;
      const slug =
        known ?? (placed?.['slug'] as string | undefined) ?? (await this.actionSlug(run, child, content));
      actions.push({ ...content, slug });
    }
    return actions.length > 0 ? { ...own, actions } : own;
  }

  private async actionSlug(run: Confirming, child: ImportRecordEntity, content: JsonObject): Promise<string> {
    return run.slugs.next(titleOf(content), `action-${child.ref.replace(/[^a-z0-9]+/g, '-')}`);
  }

  private async slugOfTarget(
    manager: EntityManager,
    { targetId }: ImportRecordEntity,
  ): Promise<string | undefined> {
    if (!targetId) return undefined;
    const rows: { slug: string }[] = await manager.query('SELECT slug FROM record WHERE id = $1', [targetId]);
    return rows[0]?.slug;
  }

  private content(run: Confirming, record: ImportRecordEntity): JsonObject {
    const values = (run.accepted.get(record.id) ?? []).map(({ path, value, proposed }) => ({
      path,
      value: value.is,
      origin: proposed.origin,
      ...(proposed.locale ? { locale: proposed.locale } : {}),
    }));
    const resolve: ResolveParty = ({ matches, proposed }) =>
      matches[0]?.id ?? (proposed === undefined ? undefined : run.made.get(proposed));
    return contentOf({ kind: record.kind, sourceLocale: record.sourceLocale, values }, resolve);
  }

  /** Whose it is and where it is shown was said with the upload. */
  private withOwner(run: Confirming, record: ImportRecordEntity, content: JsonObject): JsonObject {
    const { ownerId, networkIds } = run.document;
    const networks = [...new Set([...networkIds, ...(content['networks'] as string[])])];
    if (OWN_THEMSELVES.includes(record.kind)) return content;
    const cities = content['cities'] as string[];
    return {
      ...content,
      owner: ownerId,
      networks,
      cities: cities.length === 0 && run.ownerKind === RecordKind.CITY ? [ownerId] : cities,
    };
  }

  /**
   * People who are named as contacts become cards that nobody finds: their names stay sealed with the import until they
   * agree, their addresses lie where all addresses do.
   */
  private async keepPeople({ manager, document }: Confirming, importId: string): Promise<void> {
    const data = (await this.store.people(manager, importId)).filter(
      ({ role, person }) => role === 'contact' && person !== null,
    );
    for (const person of new Set(data.map((datum) => datum.person))) {
      const slug = `contact-${randomBytes(6).toString('hex')}`;
      const locale = await localeOf(manager, importId);
      const recordId = await this.records.create(manager, RecordKind.CONTACT, slug, locale);
      await manager.query('UPDATE record SET owner_id = $2 WHERE id = $1', [recordId, document.ownerId]);
      await this.contacts.awaitConsent(manager, recordId);
      for (const { datum, value, position } of data.filter((one) => one.person === person)) {
        if (datum !== 'name') await this.contacts.addAddress(manager, recordId, datum, value);
        await manager.update(ImportPersonEntity, { importId, position }, { recordId });
      }
    }
  }
}

/** A refusal together with the record that it is about. */
function named(error: unknown, { ref, mode }: ImportRecordEntity, title = ref): unknown {
  const isRefusal = error instanceof CodedError && error.code === 'FORBIDDEN';
  return isRefusal ? new RecordNotTheirsError(ref, title, mode === ImportMode.NEW) : error;
}

async function localeOf(manager: EntityManager, importId: string): Promise<string> {
  const rows: { locale: string | null }[] = await manager.query(
    'SELECT locale FROM document_import WHERE id = $1',
    [importId],
  );
  return rows[0]?.locale ?? 'en';
}

const rank = (kind: RecordKind): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

const under = (ref: string, problems: readonly ContentProblem[]): ContentProblem[] =>
  problems.map((one) => ({ ...one, field: `${ref}: ${one.field}` }));

function titleOf(content: JsonObject): string {
  const texts = content['texts'] as { field: string; text: string }[];
  return texts.find(({ field }) => field === 'title')?.text ?? '';
}
