import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { CodedError } from '../../common/errors';
import { SIGNED_OUT, type Viewer } from '../../common/viewer';
import { CONFIG, type Config } from '../../platform/config';
import type { ViewerSource } from '../../platform/graphql';
import { comesFromThisSite, sessionSecretOf } from './session-cookie';
import { ViewerQuery } from './viewer.query';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer +(\S+)$/i;
/** A secret is 43 characters, a token a few more; nothing longer is hashed or looked up. */
const MAX_SECRET = 100;

const logger = new Logger('Security');

/**
 * Who sends a request: the session of its cookie, or the token of its Authorization header. Throws TOKEN_INVALID (401) for
 * a token that is none, FORBIDDEN_ORIGIN (403) for a session used from another site. A session that is none, or none any
 * more, makes a signed-out reader, so that public pages stay readable; what needs an account says SESSION_ENDED.
 */
@Injectable()
export class RequestViewerSource implements ViewerSource {
  private readonly known = new WeakMap<Request, Promise<Viewer>>();

  constructor(
    private readonly query: ViewerQuery,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asked for more than once in a request, it is looked up once. */
  viewerOf(request: Request): Promise<Viewer> {
    const known = this.known.get(request) ?? this.load(request);
    this.known.set(request, known);
    return known;
  }

  private async load(request: Request): Promise<Viewer> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.ofToken(authorization);
    const secret = sessionSecretOf(request, this.config);
    if (!secret) return SIGNED_OUT;
    if (!READS.has(request.method) && !comesFromThisSite(request, this.config)) {
      logger.warn(`FORBIDDEN_ORIGIN: ${request.method} with a session from another site`);
      throw new CodedError('FORBIDDEN_ORIGIN', 'error.origin', {}, 403);
    }
    const viewer = secret.length <= MAX_SECRET ? await this.query.ofSession(secret) : null;
    if (viewer) return viewer;
    logger.warn('SESSION_ENDED: a session was shown that is unknown, expired or revoked');
    return { ...SIGNED_OUT, sessionEnded: true };
  }

  private async ofToken(authorization: string): Promise<Viewer> {
    const token = BEARER.exec(authorization)?.[1];
    const viewer = token && token.length <= MAX_SECRET ? await this.query.ofToken(token) : null;
    if (viewer) return viewer;
    logger.warn('TOKEN_INVALID: a token was shown that is unknown, expired or revoked');
    throw new CodedError('TOKEN_INVALID', 'error.tokenInvalid', {}, 401);
  }
}
