import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { ReviewError } from '../review-errors';

export enum ProposalState {
  OPEN = 'OPEN',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
}

export interface ProposedText {
  id: string;
  field: string;
  locale: Locale;
  before: string;
  after: string;
  state: ProposalState;
  reason: string | null;
}

export interface Proposal {
  id: string;
  recordId: string;
  authorId: string;
  note: string | null;
  createdAt: Date;
  texts: ProposedText[];
}

const COLUMNS = `p.id, p.record_id AS "recordId", p.author_id AS "authorId", p.note, p.created_at AS "createdAt",
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'field', t.field, 'locale', t.locale, 'before', t.before,
      'after', t.after, 'state', t.state, 'reason', t.reason) ORDER BY t.position), '[]')
    FROM change_proposal_text t WHERE t.proposal_id = p.id) AS texts`;

/** Reads of proposals. Who may is asked by the caller. */
@Injectable()
export class ProposalQuery {
  async load(manager: EntityManager, id: string): Promise<Proposal> {
    const rows: Proposal[] = await manager.query(`SELECT ${COLUMNS} FROM change_proposal p WHERE p.id = $1`, [
      id,
    ]);
    if (!rows[0]) throw new ReviewError('PROPOSAL_MISSING');
    return rows[0];
  }

  async ofText(manager: EntityManager, textId: string): Promise<Proposal> {
    const rows: Proposal[] = await manager.query(
      `SELECT ${COLUMNS} FROM change_proposal p
       WHERE p.id = (SELECT proposal_id FROM change_proposal_text WHERE id = $1)`,
      [textId],
    );
    if (!rows[0]) throw new ReviewError('PROPOSAL_MISSING');
    return rows[0];
  }

  /** The newest first. */
  async ofRecord(manager: EntityManager, recordId: string): Promise<Proposal[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM change_proposal p WHERE p.record_id = $1 ORDER BY p.created_at DESC, p.id LIMIT 200`,
      [recordId],
    );
  }
}
