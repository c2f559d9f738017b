import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import { RecordState } from '../../common/records';
import { DraftsService } from './drafts.service';
import { KindRegistry } from './kind-registry';
import { RecordChanges } from './record-changes';
import { type Publishing, RecordsService } from './records.service';
import { RecordEntity, RecordNetworkEntity } from './record.entities';

export interface NewLabel {
  /** concept of the scheme `label` */
  conceptId: string;
  /** network that gives it */
  networkId: string;
  /** name under which it is given */
  issuer: string;
  date: string;
  expiresOn: string | null;
  criteria: string | null;
  url: string | null;
  issuedBy: string;
}

/**
 * What changes about a published record without a new document: whether readers see it, where it is shown, what others
 * say of it. Knows nothing of who may. Every call joins the given transaction and announces what readers see changed.
 */
@Injectable()
export class RecordStandingService {
  constructor(
    private readonly records: RecordsService,
    private readonly drafts: DraftsService,
    private readonly kinds: KindRegistry,
    private readonly changes: RecordChanges,
  ) {}

  /** Takes it off the pages, or puts it back. Versions, address and texts stay. False where it was so already. */
  async setArchived(manager: EntityManager, id: string, archived: boolean): Promise<boolean> {
    const [from, to] = archived
      ? [RecordState.PUBLISHED, RecordState.ARCHIVED]
      : [RecordState.ARCHIVED, RecordState.PUBLISHED];
    const { affected } = await manager.update(
      RecordEntity,
      { id, state: from },
      { state: to, updatedAt: () => 'now()' },
    );
    if (affected !== 1) return false;
    const { kind } = await manager.findOneByOrFail(RecordEntity, { id });
    const dependents = (await this.kinds.get(kind).loadDependents?.(manager, id)) ?? [];
    await this.changes.announce(manager, [id, ...dependents]);
    return true;
  }

  /** The network's word on whether it shows the record. False where it was never asked, or had said so already. */
  async decideInNetwork(
    manager: EntityManager,
    recordId: string,
    networkId: string,
    accepted: boolean,
    by: string,
  ): Promise<boolean> {
    const row = await manager.findOneBy(RecordNetworkEntity, { recordId, networkId });
    if (!row || (accepted ? row.acceptedAt : row.refusedAt)) return false;
    await manager.update(
      RecordNetworkEntity,
      { recordId, networkId },
      {
        acceptedAt: accepted ? () => 'now()' : null,
        refusedAt: accepted ? null : () => 'now()',
        decidedBy: by,
      },
    );
    await this.touch(manager, recordId);
    return true;
  }

  /** False where it did not wait for it. */
  async confirm(manager: EntityManager, id: string, by: string): Promise<boolean> {
    const { affected } = await manager.update(
      RecordEntity,
      { id, awaitsConfirmation: true },
      { awaitsConfirmation: false, confirmedAt: () => 'now()', confirmedBy: by },
    );
    if (affected !== 1) return false;
    await this.touch(manager, id);
    return true;
  }

  /** Null where the network gave the record this label before. */
  async giveLabel(manager: EntityManager, recordId: string, label: NewLabel): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      `INSERT INTO record_label (record_id, position, concept_id, issuer, date, url, network_id, criteria, expires_on,
         issued_by)
       SELECT $1, coalesce(max(position), -1) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM record_label WHERE record_id = $1
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        recordId,
        label.conceptId,
        label.issuer,
        label.date,
        label.url,
        label.networkId,
        label.criteria,
        label.expiresOn,
        label.issuedBy,
      ],
    );
    if (rows[0]) await this.touch(manager, recordId);
    return rows[0]?.id ?? null;
  }

  /** Only what a network gave; what stands in the record's document goes with the document. */
  async takeLabel(manager: EntityManager, labelId: string): Promise<void> {
    const [rows] = (await manager.query(
      'DELETE FROM record_label WHERE id = $1 AND network_id IS NOT NULL RETURNING record_id AS "recordId"',
      [labelId],
    )) as [{ recordId: string }[], number];
    if (rows[0]) await this.touch(manager, rows[0].recordId);
  }

  /**
   * A new version of a published record with this one change, for what is decided of it elsewhere: its owner, that a
   * network has ended. An open draft is left as it is and will have to take the change in.
   */
  async amend(
    manager: EntityManager,
    recordId: string,
    change: (content: JsonObject) => JsonObject,
    note: string | null,
    facts: Publishing,
  ): Promise<number | null> {
    const content = await this.drafts.publishedContent(manager, recordId);
    if (!content) return null;
    const draft = await this.drafts.create(manager, recordId, change(content), {
      authorId: facts.authorId ?? null,
      ownerId: null,
      networkId: null,
    });
    return this.records.publish(manager, draft.id, note, facts);
  }

  private async touch(manager: EntityManager, recordId: string): Promise<void> {
    await manager.query('UPDATE record SET updated_at = now() WHERE id = $1', [recordId]);
    await this.changes.announce(manager, [recordId]);
  }
}
