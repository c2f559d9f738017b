import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import * as client from 'openid-client';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../common/errors';
import { AddressCipher } from '../../../platform/addresses';
import { CONFIG, type Config } from '../../../platform/config';
import type { SignInProviderType } from '../graphql/account.types';
import { newSecret, secretHash } from '../secret';
import { type OidcProvider, readProviders } from './oidc-providers';

const MINUTES_AT_PROVIDER = 15;
/** A provider that does not answer must not hold a request. */
const TIMEOUT_SECONDS = 10;

/** What one browser set out with; it stands encrypted in the database until it comes back. */
interface UnderWay {
  nonce: string;
  state: string;
  verifier: string;
  /** path of this site to go to */
  next: string;
  /** key of an invitation to accept */
  invitation: string | null;
  /** account that was signed in, to which the provider's account is to be tied */
  accountId: string | null;
}

export interface ProvenPerson {
  issuer: string;
  subject: string;
  /** an address that the provider says it has checked; null otherwise */
  email: string | null;
  name: string | null;
}

export interface ComeBack extends Pick<UnderWay, 'next' | 'invitation' | 'accountId'> {
  person: ProvenPerson;
}

/** Of an ID token, or of what the provider tells of its subject. */
interface ProvenClaims {
  iss: string;
  sub: string;
  email?: unknown;
  email_verified?: unknown;
  name?: unknown;
}

const logger = new Logger('Security');

/** OpenID Connect: authorisation code with PKCE, state and nonce; the signature of the ID token is checked, too. */
@Injectable()
export class OidcService {
  private readonly providers: readonly OidcProvider[];
  private readonly configurations = new Map<string, Promise<client.Configuration>>();

  constructor(
    @Inject(CONFIG) config: Config,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly cipher: AddressCipher,
  ) {
    this.providers = readProviders(config.OIDC_PROVIDERS);
  }

  list(): SignInProviderType[] {
    return this.providers.map(({ id, name }) => ({ id, name, path: `/auth/${id}` }));
  }

  /** Where to send the browser, and the secret that it keeps until it comes back. */
  async begin(
    id: string,
    redirectUri: string,
    given: Pick<UnderWay, 'next' | 'invitation' | 'accountId'>,
  ): Promise<{ address: URL; secret: string; maxAgeMs: number }> {
    const configuration = await this.configuration(id);
    const secret = newSecret();
    const underWay: UnderWay = {
      ...given,
      nonce: client.randomNonce(),
      state: client.randomState(),
      verifier: client.randomPKCECodeVerifier(),
    };
    await this.dataSource.query('DELETE FROM oidc_sign_in WHERE expires_at < now()');
    await this.dataSource.query(
      `INSERT INTO oidc_sign_in (secret_hash, provider, ciphertext, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(mins => $4))`,
      [secretHash(secret), id, this.cipher.encrypt(JSON.stringify(underWay)), MINUTES_AT_PROVIDER],
    );
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: underWay.state,
      nonce: underWay.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(underWay.verifier),
      code_challenge_method: 'S256',
    });
    return { address, secret, maxAgeMs: MINUTES_AT_PROVIDER * 60_000 };
  }

  /**
   * Proves who came back. Throws OIDC_REFUSED (401) whatever is wrong with what the provider or the browser sent, and
   * OIDC_UNAVAILABLE (503) where the provider does not answer. Works once for each `begin`.
   */
  async finish(id: string, secret: string | undefined, callback: URL): Promise<ComeBack> {
    const configuration = await this.configuration(id);
    const underWay = secret ? await this.takeUnderWay(id, secret) : null;
    if (!underWay) throw this.refused('no sign-in is under way in this browser');
    try {
      const tokens = await client.authorizationCodeGrant(configuration, callback, {
        expectedNonce: underWay.nonce,
        expectedState: underWay.state,
        pkceCodeVerifier: underWay.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw this.refused('there is no ID token');
      const { next, invitation, accountId } = underWay;
      // Some providers tell the address only when asked for it; the answer must be about the same person.
      const told =
        claims.email === undefined && configuration.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {};
      return { next, invitation, accountId, person: personOf({ ...claims, ...told }) };
    } catch (error) {
      if (error instanceof CodedError) throw error;
      // The library's code says what was wrong; its messages may hold claims.
      const { code, name, error: answered } = error as { code?: string; name?: string; error?: string };
      throw this.refused(String(answered ?? code ?? name));
    }
  }

  private async takeUnderWay(id: string, secret: string): Promise<UnderWay | null> {
    const [rows]: [{ ciphertext: Buffer }[], number] = await this.dataSource.query(
      'DELETE FROM oidc_sign_in WHERE secret_hash = $1 AND provider = $2 AND expires_at > now() RETURNING ciphertext',
      [secretHash(secret), id],
    );
    const [row] = rows;
    return row ? (JSON.parse(this.cipher.decrypt(row.ciphertext)) as UnderWay) : null;
  }

  /** The provider's own description, read once; a failure is not kept. */
  private configuration(id: string): Promise<client.Configuration> {
    const provider = this.providers.find((one) => one.id === id);
    if (!provider) throw new CodedError('NOT_FOUND', 'error.oidc.unknown', {}, 404);
    const known = this.configurations.get(id) ?? this.discover(provider);
    this.configurations.set(id, known);
    known.catch(() => this.configurations.delete(id));
    return known;
  }

  private async discover({
    id,
    issuer,
    clientId,
    clientSecret,
  }: OidcProvider): Promise<client.Configuration> {
    const isPlain = issuer.startsWith('http:');
    try {
      return await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
      });
    } catch (error) {
      logger.error(
        `OIDC_UNAVAILABLE: ${id} does not describe itself: ${(error as { code?: string }).code ?? 'failed'}`,
      );
      throw new CodedError('OIDC_UNAVAILABLE', 'error.oidc.unavailable', {}, 503);
    }
  }

  private refused(reason: string): CodedError {
    logger.warn(`OIDC_REFUSED: ${reason}`);
    return new CodedError('OIDC_REFUSED', 'error.oidc.refused', {}, 401);
  }
}

function personOf(claims: ProvenClaims): ProvenPerson {
  const { email, email_verified: isVerified, name } = claims;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof email === 'string' && isVerified === true ? email : null,
    name: typeof name === 'string' ? name : null,
  };
}
