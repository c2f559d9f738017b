import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AddressCipher } from '../../../platform/addresses';
import { LettersService } from '../links/letters.service';
import { base32, matchingStep, newTotpSecret, totpAddress } from './totp';

const RECOVERY_CODES = 10;

export interface TotpSetup {
  /** base32, for typing it in */
  secret: string;
  /** `otpauth://…`, for a QR code */
  address: string;
}

/** Codes of an authenticator, and recovery codes for when it is lost. */
@Injectable()
export class SecondFactorService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly cipher: AddressCipher,
    private readonly letters: LettersService,
  ) {}

  /** A secret that is asked for at sign-in once `confirm` has seen a code of it; null where one is in use already. */
  async begin(accountId: string, label: string): Promise<TotpSetup | null> {
    const secret = newTotpSecret();
    const [rows]: [unknown[], number] = await this.dataSource.query(
      `UPDATE account SET totp_ciphertext = $2, totp_last_step = NULL
       WHERE id = $1 AND totp_confirmed_at IS NULL RETURNING id`,
      [accountId, this.cipher.encrypt(secret.toString('hex'))],
    );
    return rows.length > 0 ? { secret: base32(secret), address: totpAddress(secret, label) } : null;
  }

  /** Returns new recovery codes, to be shown once; null where the code is wrong or nothing was begun. */
  async confirm(accountId: string, code: string): Promise<string[] | null> {
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.matchesTotp(manager, accountId, code, false))) return null;
      await manager.query('UPDATE account SET totp_confirmed_at = now() WHERE id = $1', [accountId]);
      await this.letters.notify(manager, accountId, 'secondFactorOn');
      return this.renewCodes(manager, accountId);
    });
  }

  async disable(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query(
      'UPDATE account SET totp_ciphertext = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = $1',
      [accountId],
    );
    await manager.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
    await this.letters.notify(manager, accountId, 'secondFactorOff');
  }

  async renewCodes(manager: EntityManager, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode());
    await manager.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
    await manager.query('INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])', [
      accountId,
      codes.map((code) => this.hashOf(accountId, code)),
    ]);
    return codes;
  }

  /** Whether the account asks for a second factor. */
  async isOn(manager: EntityManager, accountId: string): Promise<boolean> {
    const [row]: { isOn: boolean }[] = await manager.query(
      'SELECT totp_confirmed_at IS NOT NULL AS "isOn" FROM account WHERE id = $1',
      [accountId],
    );
    return row?.isOn ?? false;
  }

  /** Whether this is a code of the authenticator or a recovery code; it is used up by the asking. */
  async use(manager: EntityManager, accountId: string, code: string): Promise<boolean> {
    const given = code.replace(/[\s-]/g, '').toUpperCase();
    if (/^\d{6}$/.test(given)) return this.matchesTotp(manager, accountId, given, true);
    const [rows]: [unknown[], number] = await manager.query(
      `UPDATE recovery_code SET used_at = now() WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL
       RETURNING account_id`,
      [accountId, this.hashOf(accountId, given)],
    );
    if (rows.length > 0) await this.letters.notify(manager, accountId, 'recoveryCodeUsed');
    return rows.length > 0;
  }

  private async matchesTotp(
    manager: EntityManager,
    accountId: string,
    code: string,
    isConfirmed: boolean,
  ): Promise<boolean> {
    const [row]: { ciphertext: Buffer; lastStep: string | null }[] = await manager.query(
      `SELECT totp_ciphertext AS ciphertext, totp_last_step AS "lastStep" FROM account
       WHERE id = $1 AND totp_ciphertext IS NOT NULL AND (totp_confirmed_at IS NOT NULL) = $2 FOR UPDATE`,
      [accountId, isConfirmed],
    );
    if (!row) return false;
    const secret = Buffer.from(this.cipher.decrypt(row.ciphertext), 'hex');
    const step = matchingStep(
      secret,
      code.trim(),
      row.lastStep === null ? null : Number(row.lastStep),
      Date.now(),
    );
    if (step === null) return false;
    await manager.query('UPDATE account SET totp_last_step = $2 WHERE id = $1', [accountId, step]);
    return true;
  }

  private hashOf(accountId: string, code: string): Buffer {
    return this.cipher.keyedHash('recovery code', `${accountId} ${code.replace(/-/g, '')}`);
  }
}

/** 50 random bits, as people copy them: `ABCDE-FGHIJ`. */
function newRecoveryCode(): string {
  const letters = base32(randomBytes(7)).slice(0, 10);
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
