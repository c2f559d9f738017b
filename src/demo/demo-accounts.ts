import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Role } from '../common/viewer';
import { AccountsService, PasswordsService } from '../modules/identity';
import { AddressCipher } from '../platform/addresses';
import { CONFIG, type Config } from '../platform/config';

interface DemoPerson {
  role: Role;
  /** slug of the network or city; null: the whole site */
  place: string | null;
}

const PEOPLE: readonly DemoPerson[] = [
  { role: Role.CONTRIBUTOR, place: 'kekava' },
  { role: Role.OFFICER, place: 'kekava' },
  { role: Role.COORDINATOR, place: 'agents-of-co-existence' },
  { role: Role.EXPERT, place: 'agents-of-co-existence' },
  { role: Role.TRANSLATOR, place: 'agents-of-co-existence' },
  { role: Role.ADMINISTRATOR, place: null },
];

export interface DemoAccount {
  role: Role;
  place: string | null;
  email: string;
  password: string;
}

/** One account per role, to try the demo network with. There are none in production. */
@Injectable()
export class DemoAccounts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: AccountsService,
    private readonly cipher: AddressCipher,
    private readonly passwords: PasswordsService,
  ) {}

  /**
   * Makes those that are missing. Their passwords are this installation's own, made from its key, so a site that was left
   * open by mistake is not open to everybody who has read this.
   */
  async ensure(): Promise<DemoAccount[]> {
    if (this.config.isProduction) throw new Error('There are no demo accounts in production');
    const made: DemoAccount[] = [];
    for (const person of PEOPLE) {
      const account = this.accountOf(person);
      const isThere = await this.accounts.findByEmail(this.dataSource.manager, account.email);
      const scopeId = await this.scopeOf(person);
      // A network of one's own has none of these places.
      if (scopeId === undefined) continue;
      if (!isThere && !(await this.letBackIn(account))) await this.make(account, scopeId);
      made.push(account);
    }
    return made;
  }

  /** Shuts out demo accounts of a folder that was tried out before it went into production. Returns how many. */
  async shutOut(): Promise<number> {
    const rows: { id: string }[] = await this.dataSource.query(
      'SELECT id FROM account WHERE is_demo AND disabled_at IS NULL',
    );
    for (const { id } of rows) {
      await this.dataSource.transaction((manager) => this.accounts.disable(manager, id));
    }
    return rows.length;
  }

  private accountOf({ role, place }: DemoPerson): DemoAccount {
    const name = role.toLowerCase();
    const password = this.cipher.keyedHash('demo password', name).toString('base64url').slice(0, 16);
    return { role, place, email: `demo.${name}@example.org`, password };
  }

  /** The folder was in production in between. */
  private async letBackIn({ email }: DemoAccount): Promise<boolean> {
    const [rows]: [unknown[], number] = await this.dataSource.query(
      'UPDATE account SET disabled_at = NULL WHERE email_hash = $1 AND is_demo RETURNING id',
      [this.accounts.emailHash(email)],
    );
    return rows.length > 0;
  }

  private async make({ role, email, password }: DemoAccount, scopeId: string | null): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.dataSource.transaction(async (manager) => {
      const accountId = await this.accounts.create(manager, {
        displayName: `Demo ${role.toLowerCase()}`,
        email,
        passwordHash,
        isDemo: true,
      });
      await this.accounts.grant(manager, { accountId, role, scopeId });
    });
  }

  /** undefined: there is no such place here */
  private async scopeOf({ place }: DemoPerson): Promise<string | null | undefined> {
    if (place === null) return null;
    const [row]: { id: string }[] = await this.dataSource.query('SELECT id FROM record WHERE slug = $1', [
      place,
    ]);
    return row?.id;
  }
}
