import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CodedError } from '../../../common/errors';
import type { Locale } from '../../../common/locale';

/** What a network has translated without anybody asking. */
export interface NetworkTranslation {
  /** null: all languages */
  locales: Locale[] | null;
  /** true: every field that machines may translate */
  everyField: boolean;
}

@Injectable()
export class NetworkTranslationService {
  async of(manager: EntityManager, networkId: string): Promise<NetworkTranslation> {
    const rows: NetworkTranslation[] = await manager.query(
      'SELECT locales, every_field AS "everyField" FROM network_translation WHERE network_id = $1',
      [networkId],
    );
    return rows[0] ?? { locales: null, everyField: false };
  }

  /** Throws NOT_FOUND where this is no network. */
  async set(manager: EntityManager, networkId: string, setting: NetworkTranslation): Promise<void> {
    const written: unknown[] = await manager.query(
      `INSERT INTO network_translation (network_id, locales, every_field)
       SELECT id, $2, $3 FROM record WHERE id = $1 AND kind = 'NETWORK'
       ON CONFLICT (network_id) DO UPDATE SET locales = excluded.locales, every_field = excluded.every_field
       RETURNING 1`,
      [networkId, setting.locales, setting.everyField],
    );
    if (written.length === 0) throw new CodedError('NOT_FOUND', 'error.record.id', {}, 404);
  }
}
