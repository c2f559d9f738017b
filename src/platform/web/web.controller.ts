import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { OpenToAnyone } from '../http';
import { I18nService } from '../i18n';
import { LOCALE_COOKIE, localeOfPath, localeOfReader } from './page-locale';
import { PagesService } from './pages.service';
import { pageSecurityHeaders } from './security-headers';

const compress = promisify(gzip);
const YEAR_SECONDS = 31_536_000;

/** Everything that a browser asks for: built files, pages, and the page that says that there is none. */
@OpenToAnyone()
@Controller()
export class WebController {
  constructor(
    private readonly pages: PagesService,
    private readonly i18n: I18nService,
  ) {}

  @Get(['/', '*path'])
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    const file = this.pages.file(request.path);
    if (file) {
      response.set({
        'Content-Type': file.contentType,
        'Cache-Control': file.isImmutable
          ? `public, max-age=${YEAR_SECONDS}, immutable`
          : 'public, max-age=3600',
        'X-Content-Type-Options': 'nosniff',
        Vary: 'Accept-Encoding',
      });
      const copy = file.encodings.find(({ encoding }) => request.acceptsEncodings(encoding) !== false);
      if (copy) response.set('Content-Encoding', copy.encoding);
      response.sendFile(copy?.path ?? file.path, { cacheControl: false, dotfiles: 'allow' });
      return;
    }
    await this.page(request, response);
  }

  private async page(request: Request, response: Response): Promise<void> {
    const wanted = localeOfReader(
      { cookie: request.headers.cookie, acceptLanguage: request.headers['accept-language'] },
      this.i18n,
    );
    if (request.path === '/') {
      response.set({ Vary: 'Accept-Language, Cookie', 'Cache-Control': 'private, no-cache' });
      response.redirect(302, `/${wanted}/`);
      return;
    }
    const inPath = localeOfPath(request.path, this.i18n);
    // Software that asks for no page (a mistyped address of the API) gets an error in the API's form.
    if (!inPath && !request.accepts('html')) throw new NotFoundException();
    if (inPath && request.path === `/${inPath}`) {
      response.redirect(308, request.originalUrl.replace(/^\/[^/?#]*/, `/${inPath}/`));
      return;
    }
    if (!this.pages.isBuilt) {
      response
        .status(503)
        .type('text/plain')
        .send('The web pages are not built. Run "npm run build" in web/.\n');
      return;
    }
    const locale = inPath ?? wanted;
    const { status, html, redirect, nonce } = await this.pages.render(request, locale);
    if (redirect) {
      response.redirect(status, redirect);
      return;
    }
    if (inPath && inPath !== wanted) this.remember(request, response, inPath);
    response.status(status).set({
      ...pageSecurityHeaders(nonce),
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': locale,
      'Cache-Control': 'private, no-cache',
      Vary: 'Accept-Encoding, Cookie',
    });
    if (request.acceptsEncodings('gzip') === false) {
      response.send(html);
      return;
    }
    response.set('Content-Encoding', 'gzip').send(await compress(html));
  }

  /** A reader who reads in another language than their software asks for means it: `/` leads there next time. */
  private remember(request: Request, response: Response, locale: string): void {
    response.cookie(LOCALE_COOKIE, locale, {
      maxAge: YEAR_SECONDS * 1000,
      httpOnly: true,
      sameSite: 'lax',
      secure: request.secure,
    });
  }
}
