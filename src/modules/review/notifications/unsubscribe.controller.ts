import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { I18nService } from '../../../platform/i18n';
import { Access } from '../../identity';
import { tokenHash } from './digest.service';
import { Frequency, type NotificationKind } from './notification-kind';
import { NotificationQuery } from './notification.query';

/**
 * The address in each letter that ends letters of its kinds (RFC 8058): mail programs send a POST without a session;
 * people open it and press the one button, so that a program that only looks at links ends nothing.
 */
@Access('anyone')
@Controller('notifications/unsubscribe')
export class UnsubscribeController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly notifications: NotificationQuery,
    private readonly i18n: I18nService,
  ) {}

  @Get(':token')
  async ask(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const known = await this.mailOf(token);
    this.page(request, response, known ? 'unsubscribe.ask' : 'unsubscribe.unknown', known !== null);
  }

  @Post(':token')
  async stop(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const mail = await this.mailOf(token);
    if (mail) {
      await this.notifications.choose(this.dataSource.manager, mail.accountId, mail.kinds, Frequency.NEVER);
    }
    this.page(request, response, mail ? 'unsubscribe.done' : 'unsubscribe.unknown', false);
  }

  private async mailOf(token: string): Promise<{ accountId: string; kinds: NotificationKind[] } | null> {
    if (!/^[\w-]{43}$/.test(token)) return null;
    const rows: { accountId: string; kinds: NotificationKind[] }[] = await this.dataSource.query(
      'SELECT account_id AS "accountId", kinds FROM notification_mail WHERE unsubscribe_hash = $1',
      [tokenHash(token)],
    );
    return rows[0] ?? null;
  }

  /** Plain, without script, in the language of the reader's browser. The address is a secret: nobody is told of it. */
  private page(request: Request, response: Response, key: string, button: boolean): void {
    const locale = this.i18n.negotiate(request.headers['accept-language']) ?? 'en';
    const words = escape(this.i18n.translate(locale, key));
    const form = button
      ? `<form method="post"><button>${escape(this.i18n.translate(locale, 'unsubscribe.do'))}</button></form>`
      : '';
    response
      .status(key === 'unsubscribe.unknown' ? 404 : 200)
      .set({
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'Content-Security-Policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
        'X-Robots-Tag': 'noindex',
      })
      .type('html')
      .send(
        `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
          `<title>Crosstown</title><main><p>${words}</p>${form}</main></html>`,
      );
  }
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark);
}
