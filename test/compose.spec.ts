import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EnvironmentVariables, loadConfig } from '../src/platform/config';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  healthcheck?: { test?: string[]; disable?: boolean };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const ROOT = join(__dirname, '..');
const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const OURS = ['api', 'worker'];

/** Compose's own rules for `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
function fillIn(value: string | number, given: Record<string, string>): string {
  return String(value).replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_, name: string, kind?: string, rest?: string) => {
      const found = given[name];
      if (found) return found;
      if (kind === '-') return rest ?? '';
      throw new Error(`${name} is not set`);
    },
  );
}

const SECRETS = {
  POSTGRES_PASSWORD: 'a1b2c3',
  MEILI_MASTER_KEY: 'b'.repeat(32),
  ADDRESS_KEY: 'c'.repeat(64),
  PUBLIC_URL: 'https://crosstown.example.org',
};

function environmentOf(service: string, given: Record<string, string>): Record<string, string> {
  const { environment = {} } = compose.services[service] ?? {};
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fillIn(value, given)]));
}

describe('docker-compose.yml', () => {
  it('has the services of a production site, each with a volume for what it has to keep', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'api',
      'libretranslate',
      'meilisearch',
      'postgres',
      'worker',
    ]);
    expect(compose.services.meilisearch?.image).toMatch(/:v1\.50/);
    expect(compose.services.postgres?.image).toMatch(/^postgres:1[78]/);
    const named = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((v) => v.split(':')[0]),
    );
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it.each(OURS)('sets for %s only variables that the configuration knows', (service) => {
    // Properties without a default exist only in the validator's eyes: the configuration's own reading is asked.
    const source = readFileSync(join(ROOT, 'src/platform/config/config.ts'), 'utf8');
    const declared = new Set([
      ...Object.keys(new EnvironmentVariables()),
      ...[...source.matchAll(/\b([A-Z][A-Z0-9_]+)\??: /g)].map(([, name]) => name),
    ]);
    const set = Object.keys(environmentOf(service, SECRETS));
    expect(set.length).toBeGreaterThan(5);
    expect(set.filter((name) => !declared.has(name))).toEqual([]);
  });

  it.each(OURS)('gives %s values that the configuration accepts', (service) => {
    const config = loadConfig(environmentOf(service, SECRETS));
    expect(config.isProduction).toBe(true);
    expect(config.DATABASE_URL).toBe('postgres://crosstown:a1b2c3@postgres:5432/crosstown');
    expect(config.MEILI_KEY).toBe(SECRETS.MEILI_MASTER_KEY);
    expect(config.LIBRETRANSLATE_URL).toBe('http://libretranslate:5000');
    expect(config.DEEPL_KEY).toBeUndefined();
    expect(config.DEMO).toBe(false);
  });

  it.each(Object.keys(SECRETS))('does not start without %s', (name) => {
    expect(() => environmentOf('api', { ...SECRETS, [name]: '' })).toThrow(`${name} is not set`);
  });

  it('runs jobs in the workers only, on compiled files that the build makes', () => {
    expect(loadConfig(environmentOf('api', SECRETS)).WORKER_IN_PROCESS).toBe(false);
    const [, file = ''] = compose.services.worker?.command ?? [];
    const source = file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect(() => readFileSync(join(ROOT, source))).not.toThrow();
  });

  it('checks the health of every service that answers somebody', () => {
    const image = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    expect(image).toMatch(/^HEALTHCHECK[^]*\/health/m);
    expect(image).toMatch(/^USER node$/m);
    for (const [name, { build, healthcheck }] of Object.entries(compose.services)) {
      if (build || name === 'worker') continue;
      expect({ name, test: healthcheck?.test?.[0] }).toEqual({
        name,
        test: expect.stringMatching(/^CMD/) as string,
      });
    }
  });

  it('waits only for services that exist', () => {
    for (const { depends_on = {} } of Object.values(compose.services)) {
      for (const other of Object.keys(depends_on)) expect(compose.services).toHaveProperty(other);
    }
  });
});
