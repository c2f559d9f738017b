import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../common/locale';
import type { Viewer } from '../../common/viewer';
import { AddressCipher } from '../../platform/addresses';
import { maySomewhere } from './access.policy';
import { ACCESS_TABLE, type Operation } from './access.table';
import { MeType } from './graphql/account.types';
import { RolesService } from './roles.service';
import { ViewerQuery } from './viewer.query';

interface MeRow {
  id: string;
  displayName: string;
  ciphertext: Buffer;
  locale: Locale | null;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  recoveryCodesLeft: number;
  isDemo: boolean;
}

/** The account as its owner sees it. */
@Injectable()
export class MeQuery {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly cipher: AddressCipher,
    private readonly roles: RolesService,
    private readonly viewers: ViewerQuery,
  ) {}

  /** Null where nobody is signed in. */
  async of(viewer: Viewer): Promise<MeType | null> {
    if (!viewer.account) return null;
    const [row]: MeRow[] = await this.dataSource.query(
      `SELECT id, display_name AS "displayName", email_ciphertext AS ciphertext, locale,
         password_hash IS NOT NULL AS "hasPassword", totp_confirmed_at IS NOT NULL AS "hasSecondFactor",
         is_demo AS "isDemo",
         (SELECT count(*)::int FROM recovery_code c WHERE c.account_id = a.id AND c.used_at IS NULL) AS "recoveryCodesLeft"
       FROM account a WHERE id = $1`,
      [viewer.account.id],
    );
    if (!row) return null;
    const { ciphertext, ...account } = row;
    const roles = await this.roles.ofAccount(this.dataSource.manager, row.id);
    const operations = Object.keys(ACCESS_TABLE) as Operation[];
    return Object.assign(new MeType(), {
      ...account,
      email: this.cipher.decrypt(ciphertext),
      roles,
      may: operations.filter((operation) => maySomewhere(viewer, operation)),
    });
  }

  /** After a sign-in, when the request itself was still signed out. */
  async ofAccount(accountId: string): Promise<MeType> {
    const viewer = await this.viewers.ofAccount(accountId);
    const me = viewer && (await this.of(viewer));
    if (!me) throw new Error('An account that was just signed in is gone');
    return me;
  }
}
