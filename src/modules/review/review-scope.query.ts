import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordKind, RecordState } from '../../common/records';
import type { Viewer } from '../../common/viewer';
import type { AccessScope } from '../identity';
import { type Draft, DraftSharing } from '../records';
import { ReviewError } from './review-errors';

/** A record as its owner and its reviewers see it, whether readers do or not. */
export interface RecordFacts {
  id: string;
  kind: RecordKind;
  slug: string;
  state: RecordState;
  audience: string[];
  /** itself for cities, organisations and networks, which nobody else owns */
  ownerId: string | null;
  cityIds: string[];
  /** networks that accepted it */
  networkIds: string[];
  publishedVersion: number | null;
  awaitsConfirmation: boolean;
}

const OWN_THEMSELVES = `('CITY', 'ORGANISATION', 'NETWORK')`;

const COLUMNS = `r.id, r.kind, r.slug, r.state, r.audience, r.published_version AS "publishedVersion",
  r.awaits_confirmation AS "awaitsConfirmation",
  CASE WHEN r.kind IN ${OWN_THEMSELVES} THEN r.id ELSE r.owner_id END AS "ownerId",
  ARRAY(SELECT city_id::text FROM record_city WHERE record_id = r.id ORDER BY position) AS "cityIds",
  ARRAY(SELECT network_id::text FROM record_network
    WHERE record_id = r.id AND accepted_at IS NOT NULL ORDER BY position) AS "networkIds"`;

/** What something belongs to, which is what the access table asks. */
@Injectable()
export class ReviewScopeQuery {
  async record(manager: EntityManager, id: string): Promise<RecordFacts> {
    const facts = (await this.records(manager, [id])).get(id);
    if (!facts) throw new ReviewError('RECORD_MISSING');
    return facts;
  }

  /** By id, in one statement. */
  async records(manager: EntityManager, ids: readonly string[]): Promise<Map<string, RecordFacts>> {
    const rows: RecordFacts[] = await manager.query(
      `SELECT ${COLUMNS} FROM record r WHERE r.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Nobody else changes the record, its draft or its submission until the transaction ends. Always taken first. */
  async lock(manager: EntityManager, recordId: string): Promise<void> {
    await manager.query('SELECT FROM record WHERE id = $1 FOR NO KEY UPDATE', [recordId]);
  }
}

export function recordScope(record: RecordFacts): AccessScope {
  const { ownerId, cityIds, networkIds } = record;
  // A network is its own coordinators' business, not only its members'.
  const own = record.kind === RecordKind.NETWORK ? [record.id] : [];
  return { ownerId, cityIds, networkIds: [...networkIds, ...own] };
}

/** What of a draft says who may do what with it. */
export type DraftStanding = Pick<Draft, 'ownerId' | 'networkId' | 'authorId' | 'sharing'>;

/** `writing`: what is shared for comments alone counts as not shared. */
export function draftScope(draft: DraftStanding, viewer: Viewer, writing = false): AccessScope {
  const shared = draft.sharing === DraftSharing.WRITE || (draft.sharing === DraftSharing.COMMENT && !writing);
  return {
    ownerId: draft.ownerId,
    networkIds: draft.networkId ? [draft.networkId] : [],
    authorId: draft.authorId,
    // Shared with the owner's local group: the table asks besides whether the viewer is in it.
    sharedWithIds: shared && viewer.account ? [viewer.account.id] : [],
  };
}
