import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { ErrorParameters } from '../../../common/errors';
import type { Locale } from '../../../common/locale';
import { CONFIG, type Config, siteAddress } from '../../../platform/config';
import { I18nService } from '../../../platform/i18n';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { MailService } from '../../../platform/mail';
import { AccountsService } from '../accounts.service';
import { LETTER_JOB, type LinkRow, LinksService } from './links.service';

const NOTICE_JOB = 'identity:notice';

/** What an account's owner is told of, since somebody else may have done it. */
export type Notice =
  'password' | 'email' | 'secondFactorOn' | 'secondFactorOff' | 'recoveryCodeUsed' | 'token';

const PAGES = {
  invitation: { letter: 'invitation', page: 'account/invitation' },
  'password-reset': { letter: 'reset', page: 'account/reset' },
  'email-old': { letter: 'emailOld', page: 'account/email' },
  'email-new': { letter: 'emailNew', page: 'account/email' },
} as const;

/** Writes the letters of accounts. Jobs hold ids alone; addresses are looked up when a letter goes out. */
@Injectable()
export class LettersService implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: AccountsService,
    private readonly links: LinksService,
    private readonly i18n: I18nService,
    private readonly mail: MailService,
    private readonly jobs: JobQueue,
    private readonly runner: JobRunner,
  ) {}

  onModuleInit(): void {
    this.runner.register(LETTER_JOB, ({ linkId }) => this.sendLink(String(linkId)));
    this.runner.register(NOTICE_JOB, ({ accountId, notice }) =>
      this.sendNotice(String(accountId), String(notice)),
    );
  }

  /** Tells the account's owner, once the transaction is done. */
  async notify(manager: EntityManager, accountId: string, notice: Notice): Promise<void> {
    await this.jobs.add(manager, NOTICE_JOB, { accountId, notice }, { maxAttempts: 10 });
  }

  private async sendLink(id: string): Promise<void> {
    const { manager } = this.dataSource;
    const link = await this.links.byId(manager, id);
    if (!link) return;
    const to = link.email ?? (link.accountId ? await this.accounts.emailOf(manager, link.accountId) : null);
    if (!to) return;
    const { letter, page } = PAGES[link.purpose];
    const locale = await this.localeOf(link);
    const address = `${siteAddress(this.config)}/${locale}/${page}?key=${this.links.secretOf(id)}`;
    await this.mail.send({
      to,
      subject: this.i18n.translate(locale, `mail.${letter}.subject`),
      text: this.i18n.translate(locale, `mail.${letter}.text`, {
        link: address,
        until: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
          .format(link.expiresAt)
          .concat(' UTC'),
        ...(await this.parameters(link, locale)),
      }),
      id: `link-${id}`,
    });
  }

  private async sendNotice(accountId: string, notice: string): Promise<void> {
    const { manager } = this.dataSource;
    const to = await this.accounts.emailOf(manager, accountId);
    if (!to) return;
    const locale = await this.accountLocale(accountId);
    await this.mail.send({
      to,
      subject: this.i18n.translate(locale, 'mail.notice.subject'),
      text: this.i18n.translate(locale, 'mail.notice.text', {
        what: this.i18n.translate(locale, `mail.notice.${notice}`),
        link: `${siteAddress(this.config)}/${locale}/account`,
      }),
    });
  }

  private async parameters(
    { purpose, payload, createdBy }: LinkRow,
    locale: Locale,
  ): Promise<ErrorParameters> {
    if (purpose !== 'invitation') return {};
    const names = await this.accounts.displayNames(this.dataSource.manager, createdBy ? [createdBy] : []);
    const scopeId = payload['scopeId'];
    return {
      inviter: names.get(createdBy ?? '') ?? 'Crosstown',
      role: this.i18n.translate(locale, `role.${String(payload['role'])}`),
      place: typeof scopeId === 'string' ? await this.titleOf(scopeId, locale) : 'Crosstown',
    };
  }

  private async titleOf(recordId: string, locale: Locale): Promise<string> {
    const [row]: { text: string }[] = await this.dataSource.query(
      `SELECT text FROM record_text WHERE record_id = $1 AND field = 'title' AND (locale = $2 OR is_source)
         AND state IN ('CURRENT', 'STALE') ORDER BY locale = $2 DESC LIMIT 1`,
      [recordId, locale],
    );
    return row?.text ?? 'Crosstown';
  }

  private async localeOf({ payload, accountId }: LinkRow): Promise<Locale> {
    const asked = payload['locale'];
    if (typeof asked === 'string') return asked;
    return accountId ? this.accountLocale(accountId) : 'en';
  }

  private async accountLocale(accountId: string): Promise<Locale> {
    const [row]: { locale: Locale | null }[] = await this.dataSource.query(
      'SELECT locale FROM account WHERE id = $1',
      [accountId],
    );
    return row?.locale ?? 'en';
  }
}
