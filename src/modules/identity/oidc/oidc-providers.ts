import { plainToInstance } from 'class-transformer';
import { IsString, IsUrl, Matches, MaxLength, MinLength, validateSync } from 'class-validator';

/** One entry of OIDC_PROVIDERS. */
export class OidcProvider {
  /** part of addresses: `/auth/<id>` */
  @Matches(/^[a-z0-9][a-z0-9-]{0,30}$/) id!: string;
  /** on the button: `EU Login` */
  @IsString() @MinLength(1) @MaxLength(60) name!: string;
  /** its metadata stand at `<issuer>/.well-known/openid-configuration` */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['https', 'http'] }) issuer!: string;
  @IsString() @MinLength(1) clientId!: string;
  @IsString() @MinLength(1) clientSecret!: string;
}

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/** Reads OIDC_PROVIDERS. Throws an Error that names what is wrong, never a value. */
export function readProviders(json: string | undefined): OidcProvider[] {
  if (json === undefined) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch {
    throw new Error('OIDC_PROVIDERS is not JSON');
  }
  if (!Array.isArray(entries)) throw new Error('OIDC_PROVIDERS is not a list');
  const providers = entries.map((entry) => plainToInstance(OidcProvider, entry as object));
  for (const [index, provider] of providers.entries()) {
    const problems = validateSync(provider, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    });
    if (problems.length > 0) {
      throw new Error(
        `OIDC_PROVIDERS[${index}]: wrong ${problems.map(({ property }) => property).join(', ')}`,
      );
    }
    if (provider.issuer.startsWith('http:') && !LOOPBACK.test(provider.issuer)) {
      throw new Error(`OIDC_PROVIDERS[${index}]: the issuer must be reached by https`);
    }
  }
  if (new Set(providers.map(({ id }) => id)).size < providers.length) {
    throw new Error('OIDC_PROVIDERS: an id is there twice');
  }
  return providers;
}
