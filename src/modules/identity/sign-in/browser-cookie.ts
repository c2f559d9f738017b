import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { AddressCipher } from '../../../platform/addresses';
import type { Config } from '../../../platform/config';
import { isSecure } from '../session-cookie';

/**
 * A browser in which an account was signed in before. Whoever guesses passwords elsewhere cannot use up its tries, so
 * nobody is locked out by others. It lets nobody in.
 */
const NAME = 'crosstown_browser';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The browser's own id, where it was signed in with the account of that hash; undefined otherwise. */
export function knownBrowser(request: Request, cipher: AddressCipher, emailHash: Buffer): string | undefined {
  const cookie = (request.headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(`${NAME}=`));
  const [id, mac, ...rest] = (cookie?.trim().slice(NAME.length + 1) ?? '').split('.');
  if (!id || !mac || rest.length > 0 || id.length > 30) return undefined;
  const wanted = Buffer.from(macOf(cipher, id, emailHash));
  const given = Buffer.from(mac);
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? id : undefined;
}

export function rememberBrowser(
  request: Request,
  response: Response,
  config: Config,
  cipher: AddressCipher,
  emailHash: Buffer,
): void {
  const id = knownBrowser(request, cipher, emailHash) ?? randomBytes(16).toString('base64url');
  response.cookie(NAME, `${id}.${macOf(cipher, id, emailHash)}`, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecure(request, config),
    maxAge: YEAR_MS,
  });
}

function macOf(cipher: AddressCipher, id: string, emailHash: Buffer): string {
  return cipher.keyedHash('known browser', `${id} ${emailHash.toString('hex')}`).toString('base64url');
}
