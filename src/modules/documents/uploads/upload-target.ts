import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { requireAccess } from '../../identity';

/** For whom a file is handed in. */
export interface UploadTarget {
  ownerId: string;
  networkIds: string[];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds the owner and networks that an upload names by slug or id, and asks whether this viewer may. */
@Injectable()
export class UploadTargets {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Throws OWNER_UNKNOWN (422) where there is no such city, organisation or network, FORBIDDEN where it is not theirs. */
  async find(viewer: Viewer, owner: string | undefined, networks: readonly string[]): Promise<UploadTarget> {
    const found = await this.idsOf([owner ?? '', ...networks]);
    const [ownerId, ...networkIds] = [owner ?? '', ...networks].map((name) => found.get(name));
    if (!ownerId) throw new CodedError('OWNER_UNKNOWN', 'error.upload.owner', { owner: owner ?? '' }, 422);
    const missing = networks.find((name) => !found.get(name));
    if (missing) throw new CodedError('OWNER_UNKNOWN', 'error.upload.owner', { owner: missing }, 422);
    const known = networkIds.filter((id) => id !== undefined);
    // A network that is merely named gives nobody the right: the owner's own networks do.
    requireAccess(viewer, 'document.upload', {
      ownerId,
      cityIds: [ownerId],
      networkIds: await this.networksOf(ownerId, known),
      accountId: viewer.account?.id ?? null,
    });
    return { ownerId, networkIds: known };
  }

  private async idsOf(names: readonly string[]): Promise<Map<string, string>> {
    const rows: { name: string; id: string }[] = await this.dataSource.query(
      `SELECT slug AS name, record.id FROM record WHERE slug = ANY($1) AND kind IN ('CITY','ORGANISATION','NETWORK')
       UNION SELECT id::text, id FROM record WHERE id = ANY($2) AND kind IN ('CITY','ORGANISATION','NETWORK')`,
      [names, names.filter((name) => UUID.test(name))],
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  /** Those of the networks that the owner is a member of. */
  private async networksOf(ownerId: string, networkIds: readonly string[]): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      'SELECT DISTINCT network_id AS id FROM membership WHERE member_id = $1 AND network_id = ANY($2)',
      [ownerId, networkIds],
    );
    return rows.map(({ id }) => id);
  }
}
