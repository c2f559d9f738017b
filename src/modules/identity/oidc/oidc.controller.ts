import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { CONFIG, type Config } from '../../../platform/config';
import { I18nService } from '../../../platform/i18n';
import { Access, CurrentViewer } from '../access.decorator';
import { isSecure } from '../session-cookie';
import { SignInService } from '../sign-in/sign-in.service';
import { OidcAccountsService } from './oidc-accounts.service';
import { OidcService } from './oidc.service';

const COOKIE = 'crosstown_oidc';
/** A path of this site: one slash, no host, no backslash that browsers take for one. */
const OWN_PATH = /^\/(?![/\\])[^\\\p{C}]*$/u;

/** The two addresses of a sign-in at an outside provider: away, and back. */
@Controller('auth')
export class OidcController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: OidcAccountsService,
    private readonly i18n: I18nService,
    private readonly oidc: OidcService,
    private readonly signIns: SignInService,
  ) {}

  /** 302 to the provider. `next`: path to go to afterwards; `invitation`: key of an invitation to accept. */
  @Access('session.begin')
  @Get(':provider')
  async leave(
    @Param('provider') provider: string,
    @CurrentViewer() viewer: Viewer,
    @Req() request: Request,
    @Res() response: Response,
    @Query('next') next?: unknown,
    @Query('invitation') invitation?: unknown,
  ): Promise<void> {
    const { address, secret, maxAgeMs } = await this.oidc.begin(
      provider,
      this.callback(provider, request).href,
      {
        next: typeof next === 'string' && next.length < 500 && OWN_PATH.test(next) ? next : '/',
        invitation: typeof invitation === 'string' ? invitation.slice(0, 200) : null,
        accountId: viewer.account?.sessionId ? viewer.account.id : null,
      },
    );
    response.cookie(COOKIE, secret, { ...this.cookie(request), maxAge: maxAgeMs });
    response.set('Cache-Control', 'no-store').redirect(302, address.href);
  }

  /** 303 to where the reader wanted to go, signed in; to the page of signing in, with the code, where it failed. */
  @Access('session.begin')
  @Get(':provider/callback')
  async comeBack(
    @Param('provider') provider: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.set('Cache-Control', 'no-store').clearCookie(COOKIE, this.cookie(request));
    const address = this.callback(provider, request);
    address.search = new URL(request.originalUrl, 'http://localhost').search;
    try {
      const back = await this.oidc.finish(provider, cookieOf(request), address);
      const { accountId, emailHash } = await this.accounts.accountOf(back);
      await this.signIns.begin(accountId, 'oidc', { request, response }, emailHash);
      response.redirect(303, back.next);
    } catch (error) {
      // Software gets the error itself.
      if (!(error instanceof CodedError) || !request.accepts('html')) throw error;
      const locale = this.i18n.negotiate(request.headers['accept-language']) ?? 'en';
      response.redirect(303, `/${locale}/account/sign-in?problem=${error.code}`);
    }
  }

  private callback(provider: string, request: Request): URL {
    const site = this.config.PUBLIC_URL ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
    return new URL(`/auth/${encodeURIComponent(provider)}/callback`, site);
  }

  /** Sent along when the provider's page leads back here, which `strict` would not. */
  private cookie(request: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', path: '/auth', secure: isSecure(request, this.config) };
  }
}

function cookieOf(request: Request): string | undefined {
  const part = (request.headers.cookie ?? '').split(';').find((one) => one.trim().startsWith(`${COOKIE}=`));
  return part
    ?.trim()
    .slice(COOKIE.length + 1)
    .slice(0, 100);
}
