import type { Request, Response } from 'express';
import type { Config } from '../../platform/config';

/** Where the connection is encrypted the name itself has browsers refuse a cookie that another host or path set. */
const SECURE_NAME = '__Host-crosstown_session';
const PLAIN_NAME = 'crosstown_session';

/** Whether readers reach the site by https. */
export function isSecure(request: Request, config: Config): boolean {
  return config.PUBLIC_URL ? config.PUBLIC_URL.startsWith('https:') : request.secure;
}

/** The session secret that a request carries; undefined where it carries none, or one under the wrong name. */
export function sessionSecretOf(request: Request, config: Config): string | undefined {
  const wanted = isSecure(request, config) ? SECURE_NAME : PLAIN_NAME;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === wanted) return value.join('=');
  }
  return undefined;
}

export function setSessionCookie(
  request: Request,
  response: Response,
  config: Config,
  secret: string,
  expiresAt: Date,
): void {
  const secure = isSecure(request, config);
  response.cookie(secure ? SECURE_NAME : PLAIN_NAME, secret, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    expires: expiresAt,
  });
}

export function clearSessionCookie(request: Request, response: Response, config: Config): void {
  const secure = isSecure(request, config);
  response.clearCookie(secure ? SECURE_NAME : PLAIN_NAME, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
  });
}

/** Whether a browser says that this request comes from a page of this site. A browser always says so when it writes. */
export function comesFromThisSite(request: Request, config: Config): boolean {
  const { origin } = request.headers;
  const site = config.PUBLIC_URL
    ? new URL(config.PUBLIC_URL).origin
    : `${request.protocol}://${request.headers.host ?? ''}`;
  if (origin !== undefined) return origin === site;
  return request.headers['sec-fetch-site'] === 'same-origin';
}

/** Browser and system in a word each, for the list of one's own sessions. Nothing that tells one computer from another. */
export function clientOf(request: Request): string {
  const agent = request.headers['user-agent'] ?? '';
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Other';
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
  return system ? `${browser}, ${system}` : browser;
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/OPR\//, 'Opera'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];
