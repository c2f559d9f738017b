import { resolve } from 'node:path';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';

const SWITCH: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** Any other word stays one, and is refused: `DEMO=yes` should not mean no. */
const toBoolean = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? (SWITCH[value.toLowerCase()] ?? value) : value,
  );

/**
 * Everything that the environment may set. The only place that reads it. What is left out has the value that suits
 * `npm start` on one machine.
 */
export class EnvironmentVariables {
  @IsIn(['development', 'production', 'test']) NODE_ENV: string = 'development';
  @Type(() => Number) @IsInt() @Min(0) @Max(65535) PORT: number = 3000;
  /** address to listen on */
  @IsString() HOST: string = '0.0.0.0';
  /** folder for the embedded database, uploads, models and mail */
  @IsString() DATA_DIR: string = 'data';
  /** PostgreSQL 17 or later; left out: the embedded server */
  @IsOptional() @Matches(/^postgres(ql)?:\/\//) DATABASE_URL?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(200) DATABASE_POOL_SIZE: number = 10;
  /** milliseconds that a reader's statement may take */
  @Type(() => Number) @IsInt() @Min(100) READ_TIMEOUT_MS: number = 10_000;
  /** Meilisearch 1.50; left out: PostgreSQL searches */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) MEILI_URL?: string;
  @IsOptional() @IsString() MEILI_KEY?: string;
  /** what the names of its indexes begin with; each site of several on one server has its own */
  @Matches(/^[a-z0-9-]{1,60}$/) MEILI_INDEX: string = 'records';
  /** milliseconds that Meilisearch has for all that one search asks of it; then PostgreSQL answers */
  @Type(() => Number) @IsInt() @Min(50) @Max(60_000) MEILI_DEADLINE_MS: number = 800;
  /**
   * translation engines that may be asked, best first, separated by commas: `deepl,bergamot`; `es-ca:apertium` puts
   * one first for a pair; `none`: no engine. Left out: every one that is set up
   */
  @IsOptional() @Matches(/^[a-z0-9:, -]+$/i) TRANSLATION_ENGINES?: string;
  /** a LibreTranslate server, and its key where it wants one */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) LIBRETRANSLATE_URL?: string;
  @IsOptional() @IsString() LIBRETRANSLATE_KEY?: string;
  /** key of a DeepL account; its address only where it is not DeepL's own */
  @IsOptional() @IsString() DEEPL_KEY?: string;
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) DEEPL_URL?: string;
  /** the Commission's eTranslation: name and password of the application; needs PUBLIC_URL, where answers come in */
  @IsOptional() @IsString() ETRANSLATION_APPLICATION?: string;
  @IsOptional() @IsString() ETRANSLATION_PASSWORD?: string;
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) ETRANSLATION_URL?: string;
  /** an Apertium server (APY); left out: the command `apertium`, where it is installed */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) APERTIUM_URL?: string;
  @IsString() APERTIUM_COMMAND: string = 'apertium';
  /** list of the models of Bergamot: Mozilla's, or that of a mirror */
  @IsUrl({ require_tld: false, require_protocol: true })
  BERGAMOT_REGISTRY: string =
    'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json';
  /** folder of recorded translations, for tests and benchmarks; refused in production */
  @IsOptional() @IsString() TRANSLATION_RECORDED?: string;
  /** jobs run in the web process (true) or only in `worker` processes (false) */
  @toBoolean() @IsBoolean() WORKER_IN_PROCESS: boolean = true;
  @Type(() => Number) @IsInt() @Min(1) @Max(32) WORKER_CONCURRENCY: number = 2;
  /** load the demo network into an empty database */
  @toBoolean() @IsBoolean() DEMO: boolean = true;
  /** 64 hexadecimal digits; encrypts addresses. Left out: made once and kept in DATA_DIR */
  @IsOptional() @Matches(/^[0-9a-f]{64}$/i) ADDRESS_KEY?: string;
  /** address under which readers reach the site, for absolute links; left out: taken from the request */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) PUBLIC_URL?: string;
  /** `smtps://user:password@host:465`; left out: letters are written to DATA_DIR/outbox */
  @IsOptional() @Matches(/^smtps?:\/\//) SMTP_URL?: string;
  /** sender of letters, `Name <address>` */
  @IsString() MAIL_FROM: string = 'Crosstown <crosstown@localhost>';
  /** providers by which people sign in (OpenID Connect): JSON, a list of { id, name, issuer, clientId, clientSecret } */
  @IsOptional() @IsString() OIDC_PROVIDERS?: string;
  /** largest file that may be uploaded, in megabytes */
  @Type(() => Number) @IsInt() @Min(1) @Max(2_000) UPLOAD_MAX_MB: number = 100;
  /** command that reads scanned pages; where it is not installed, the reader says so */
  @IsString() OCR_COMMAND: string = 'tesseract';
  /** a language model that may propose more for imported documents: address up to `/chat/completions`; left out: none */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) MODEL_URL?: string;
  @IsOptional() @IsString() MODEL_NAME?: string;
  @IsOptional() @IsString() MODEL_KEY?: string;
  /** bucket for uploaded files; left out: a folder in DATA_DIR */
  @IsOptional() @IsString() S3_BUCKET?: string;
  @IsString() S3_REGION: string = 'us-east-1';
  /** address of a server that speaks S3; left out: Amazon's */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) S3_ENDPOINT?: string;
  @IsOptional() @IsString() S3_ACCESS_KEY_ID?: string;
  @IsOptional() @IsString() S3_SECRET_ACCESS_KEY?: string;
  /** days for which it is kept who did what; half a year to ten years */
  @Type(() => Number) @IsInt() @Min(180) @Max(3650) AUDIT_RETENTION_DAYS: number = 1095;
  @IsIn(['error', 'warn', 'log', 'debug']) LOG_LEVEL: string = 'log';
}

export interface Config extends Readonly<EnvironmentVariables> {
  readonly isProduction: boolean;
  /** absolute path of DATA_DIR */
  readonly dataDir: string;
}

export const CONFIG = Symbol('CONFIG');

/** Project root: the folder that holds package.json, migrations/ and i18n/. */
export const PROJECT_ROOT = resolve(__dirname, findsCompiled(__dirname) ? '../../../..' : '../../..');

function findsCompiled(folder: string): boolean {
  return /[\\/]dist[\\/]src[\\/]platform[\\/]config$/.test(folder);
}

/** Reads and checks the environment. Throws an Error that names each wrong variable, never its value. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const known = new EnvironmentVariables();
  const given = Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => isKnown(known, name) && value !== undefined && value !== '',
    ),
  );
  const variables = plainToInstance(EnvironmentVariables, { ...given }, { exposeDefaultValues: true });
  const problems = validateSync(variables);
  if (problems.length > 0) {
    const names = problems.map((p) => `${p.property} (${Object.values(p.constraints ?? {}).join('; ')})`);
    throw new Error(`The environment is not usable: ${names.join(', ')}`);
  }
  return Object.assign(variables, {
    isProduction: variables.NODE_ENV === 'production',
    dataDir: resolve(PROJECT_ROOT, variables.DATA_DIR),
  });
}

/** Where readers reach the site, without a slash at the end. Never from a request: a letter's link must not be led away. */
export function siteAddress(config: Config): string {
  return (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/$/, '');
}

const OPTIONAL = new Set([
  'DATABASE_URL',
  'MEILI_URL',
  'MEILI_KEY',
  'ADDRESS_KEY',
  'PUBLIC_URL',
  'S3_BUCKET',
  'S3_ENDPOINT',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'SMTP_URL',
  'OIDC_PROVIDERS',
  'TRANSLATION_ENGINES',
  'LIBRETRANSLATE_URL',
  'LIBRETRANSLATE_KEY',
  'DEEPL_KEY',
  'DEEPL_URL',
  'ETRANSLATION_APPLICATION',
  'ETRANSLATION_PASSWORD',
  'ETRANSLATION_URL',
  'APERTIUM_URL',
  'TRANSLATION_RECORDED',
  'MODEL_URL',
  'MODEL_NAME',
  'MODEL_KEY',
]);

function isKnown(known: EnvironmentVariables, name: string): boolean {
  return name in known || OPTIONAL.has(name);
}
