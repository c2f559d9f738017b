import { createHash, randomBytes } from 'node:crypto';

/** What a server's `WWW-Authenticate: Digest …` asks for (RFC 7616). */
export interface DigestChallenge {
  realm: string;
  nonce: string;
  opaque?: string;
  algorithm: 'MD5' | 'SHA-256';
  /** the server takes a counter, so that a nonce serves many requests */
  hasQop: boolean;
}

/** The challenge of a header, or undefined where it has none that we can meet. */
export function readChallenge(header: string | null): DigestChallenge | undefined {
  const parameters = /^\s*Digest\s+(.*)$/is.exec(header ?? '')?.[1];
  if (parameters === undefined) return undefined;
  const given = new Map<string, string>();
  for (const [, name = '', quoted, bare] of parameters.matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g,
  )) {
    given.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  const realm = given.get('realm');
  const nonce = given.get('nonce');
  const algorithm = (given.get('algorithm') ?? 'MD5').toUpperCase();
  const qop = given
    .get('qop')
    ?.split(',')
    .map((value) => value.trim().toLowerCase());
  if (realm === undefined || nonce === undefined) return undefined;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return undefined;
  if (qop && !qop.includes('auth')) return undefined;
  const opaque = given.get('opaque');
  return { realm, nonce, algorithm, hasQop: qop !== undefined, ...(opaque === undefined ? {} : { opaque }) };
}

export interface DigestRequest {
  user: string;
  password: string;
  method: string;
  /** path and query of the request */
  uri: string;
  /** how many requests this one makes with the challenge's nonce */
  count: number;
  /** left out: a new random one */
  clientNonce?: string;
}

/** The `Authorization` header that answers a challenge. */
export function digestHeader(challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm, hasQop } = challenge;
  const { user, password, method, uri, count, clientNonce = randomBytes(12).toString('hex') } = request;
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex');
  const counter = count.toString(16).padStart(8, '0');
  const secret = hash(`${user}:${realm}:${password}`);
  const subject = hash(`${method}:${uri}`);
  const response = hasQop
    ? hash(`${secret}:${nonce}:${counter}:${clientNonce}:auth:${subject}`)
    : hash(`${secret}:${nonce}:${subject}`);
  const quoted = (name: string, value: string): string => `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  return `Digest ${[
    quoted('username', user),
    quoted('realm', realm),
    quoted('nonce', nonce),
    quoted('uri', uri),
    `algorithm=${algorithm}`,
    quoted('response', response),
    ...(hasQop ? ['qop=auth', `nc=${counter}`, quoted('cnonce', clientNonce)] : []),
    ...(opaque === undefined ? [] : [quoted('opaque', opaque)]),
  ].join(', ')}`;
}
