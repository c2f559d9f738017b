import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../../common/viewer';
import { RecordKind } from '../../../common/records';
import { ContactsService } from '../../contacts';
import { actorOf, type NewDraftsPlace, NewDraftsService, NewSubmissionsService } from '../../review';
import { ImportDrafting } from '../imports/confirm/import-drafting';
import { FreeSlugs } from '../imports/confirm/slugs';
import { groupMilestones } from './milestones';
import { type CheckedRow, RowState } from './table-check';
import type { TableOrigin } from './table-file';
import { TableError } from './table-errors';
import { RECORD_KIND_OF, TableKind } from './table-kinds';
import { sourceKey, TableOriginsQuery } from './table-origins.query';
import { TablePlans } from './table-plans';

const OWN_THEMSELVES = [RecordKind.CITY, RecordKind.ORGANISATION];
/** New records that are written together: the process answers others in between, and tells how far it is. */
const CHUNK = 100;

export interface MadeDraft {
  draftId: string;
  recordId: string;
}

export interface Writing {
  /** nothing at all where a row is refused (TABLE_ROWS_REFUSED); else those rows are left out */
  all: boolean;
  /** drafts are handed in for review; left out: they are */
  submit?: boolean;
  /** told after each chunk; throws where there is to be no next one */
  onProgress?: (done: number, total: number) => void;
}

/** Rows of a checked table made drafts and handed in, all in the given transaction. */
@Injectable()
export class TableWriter {
  constructor(
    private readonly drafting: ImportDrafting,
    private readonly many: NewDraftsService,
    private readonly submissions: NewSubmissionsService,
    private readonly contacts: ContactsService,
    private readonly origins: TableOriginsQuery,
    private readonly plans: TablePlans,
  ) {}

  /** Drafts of the rows that change something. Rows of records that are there already come last. */
  async write(
    manager: EntityManager,
    viewer: Viewer,
    document: TableOrigin,
    kind: TableKind,
    rows: readonly CheckedRow[],
    { all, submit = true, onProgress = () => undefined }: Writing,
  ): Promise<MadeDraft[]> {
    const refused = rows.filter(({ state }) => state === RowState.REJECTED).length;
    if (all && refused > 0) throw new TableError('badRows', { count: refused });
    const wanted = (kind === TableKind.MILESTONES ? groupMilestones(rows) : rows).filter(
      ({ content, state }) => content !== null && state !== RowState.UNCHANGED,
    );
    const fresh = wanted.filter(({ recordId }) => recordId === null);
    const known = wanted.filter(({ recordId }) => recordId !== null);
    // People are not handed in: whether anybody sees them is theirs to say.
    const isHandedIn = submit && kind !== TableKind.CONTACTS;
    const made: MadeDraft[] = [];
    const slugs = new FreeSlugs(manager);
    for (let at = 0; at < fresh.length; at += CHUNK) {
      onProgress(at, wanted.length);
      const chunk = fresh.slice(at, at + CHUNK);
      made.push(...(await this.writeNew(manager, viewer, document, kind, chunk, slugs, isHandedIn)));
    }
    for (const [index, row] of known.entries()) {
      if (index % CHUNK === 0) onProgress(fresh.length + index, wanted.length);
      made.push(await this.change(manager, viewer, kind, row, isHandedIn));
    }
    onProgress(wanted.length, wanted.length);
    return made;
  }

  private async writeNew(
    manager: EntityManager,
    viewer: Viewer,
    document: TableOrigin,
    kind: TableKind,
    rows: readonly CheckedRow[],
    slugs: FreeSlugs,
    isHandedIn: boolean,
  ): Promise<MadeDraft[]> {
    const actor = actorOf(viewer);
    const recordKind = RECORD_KIND_OF[kind];
    const place = await this.many.place(manager, actor, {
      kind: recordKind,
      ownerId: OWN_THEMSELVES.includes(recordKind) ? null : document.ownerId,
      networkId: document.networkIds[0] ?? null,
    });
    const made: MadeDraft[] = [];
    let complete = rows;
    if (kind === TableKind.ACTIONS) {
      const { plans, rows: planned } = await this.plans.withPlans(manager, document, rows, slugs);
      const ofPlans = { ...place, kind: RecordKind.PLAN };
      const drafts = await this.many.begin(
        manager,
        actor,
        ofPlans,
        plans.map(({ content }) => content),
      );
      if (isHandedIn) await this.submissions.submit(manager, actor, ofPlans, drafts);
      const ids = new Map(plans.map(({ key }, index) => [key, drafts[index]?.recordId ?? '']));
      await this.plans.remember(manager, document, ids);
      made.push(...drafts.map(({ draftId, recordId }) => ({ draftId, recordId })));
      complete = planned(ids);
    }
    return [
      ...made,
      ...(await this.begin(manager, viewer, document, kind, complete, place, slugs, isHandedIn)),
    ];
  }

  private async begin(
    manager: EntityManager,
    viewer: Viewer,
    document: TableOrigin,
    kind: TableKind,
    rows: readonly CheckedRow[],
    place: NewDraftsPlace,
    slugs: FreeSlugs,
    isHandedIn: boolean,
  ): Promise<MadeDraft[]> {
    const actor = actorOf(viewer);
    const addresses = await slugs.nextAll(
      rows.map(({ title }) => title),
      place.kind.toLowerCase(),
    );
    const contents = rows.map((row, index) => ({ ...row.content, slug: addresses[index] ?? '' }));
    const drafts = await this.many.begin(manager, actor, place, contents);
    if (isHandedIn) await this.submissions.submit(manager, actor, place, drafts);
    if (kind === TableKind.CONTACTS) {
      for (const [index, { recordId }] of drafts.entries()) {
        await this.contacts.awaitConsent(manager, recordId);
        await this.keepAddresses(manager, recordId, rows[index]);
      }
    }
    await this.origins.remember(
      manager,
      document.ownerId,
      kind,
      rows.map(({ cells }, index) => ({ key: sourceKey(cells), recordId: drafts[index]?.recordId ?? '' })),
    );
    return drafts.map(({ draftId, recordId }) => ({ draftId, recordId }));
  }

  private async change(
    manager: EntityManager,
    viewer: Viewer,
    kind: TableKind,
    row: CheckedRow,
    isHandedIn: boolean,
  ): Promise<MadeDraft> {
    const draft = await this.drafting.revise(
      manager,
      viewer,
      row.recordId ?? '',
      (content) => row.content ?? content,
    );
    if (kind === TableKind.CONTACTS) await this.keepAddresses(manager, draft.recordId, row);
    else if (isHandedIn) await this.drafting.submit(manager, viewer, draft, null);
    return { draftId: draft.id, recordId: draft.recordId };
  }

  private async keepAddresses(
    manager: EntityManager,
    recordId: string,
    row: CheckedRow | undefined,
  ): Promise<void> {
    for (const kind of ['email', 'telephone'] as const) {
      const address = row?.cells.get(kind);
      if (address) await this.contacts.addAddress(manager, recordId, kind, address);
    }
  }
}
