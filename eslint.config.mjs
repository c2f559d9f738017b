import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';

/** Heavy libraries and the one folder that may import each (DESIGN: rooms, rule 4). */
const HOMES = {
  meilisearch: 'src/modules/search/meilisearch',
  'graphile-worker': 'src/platform/jobs',
  i18next: 'src/platform/i18n',
  '@xmldom/xmldom': 'src/modules/translation/formats',
  'snowball-stemmers': 'src/platform/language',
  diff: 'src/modules/records/versions',
  eld: 'src/modules/translation/detection',
  '@browsermt/bergamot-translator': 'src/modules/translation/engines',
  '@escape.tech/graphql-armor': 'src/platform/graphql',
  'graphql-query-complexity': 'src/platform/graphql',
  'pdfjs-dist': 'src/modules/documents/readers/pdf',
  yauzl: 'src/modules/documents/readers/archive',
  'markdown-it': 'src/modules/documents/readers/markdown',
  htmlparser2: 'src/modules/documents/readers/markup',
  '@tus/server': 'src/modules/documents/uploads',
  '@tus/file-store': 'src/modules/documents/uploads',
  '@aws-sdk/client-s3': 'src/platform/storage',
  'csv-parse': 'src/modules/documents/readers/sheet',
  '@e965/xlsx': 'src/modules/documents/readers/legacy-sheet',
  nodemailer: 'src/platform/mail',
  '@node-rs/argon2': 'src/modules/identity/passwords',
  'openid-client': 'src/modules/identity/oidc',
};

/** Modules in the order in which they may build on one another: each may import those before it, none after. */
const LAYERS = [
  ['identity'],
  ['vocabulary'],
  ['records'],
  ['documents'],
  ['places'],
  ['practices', 'plans', 'events', 'methods', 'contacts'],
];
const KINDS = ['places', 'practices', 'plans', 'events', 'methods', 'contacts'];
/** Reach a kind only through what it registers with `records`. */
const REGISTERED = ['search', 'translation', 'review', 'exchange'];
/** Makes drafts of all kinds, and hands them in. */
const TOP = ['ingest'];

const message = (text) => `${text} (docs/architecture.md)`;
const group = (patterns, text) => ({ group: patterns, message: message(text) });

const homes = (allowed) =>
  Object.keys(HOMES)
    .filter((name) => !allowed.includes(name))
    .map((name) => ({ name, message: message(`Only ${HOMES[name]} imports ${name}`) }));

const restrict = (files, patterns, allowed = []) => ({
  files,
  ignores: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  rules: { 'no-restricted-imports': ['error', { paths: homes(allowed), patterns }] },
});

function modulesBelow(name) {
  if (TOP.includes(name)) return [...LAYERS.flat(), ...REGISTERED];
  if (REGISTERED.includes(name)) return LAYERS.flat().filter((module) => !KINDS.includes(module));
  return LAYERS.slice(
    0,
    LAYERS.findIndex((modules) => modules.includes(name)),
  ).flat();
}

/** Importing another module: only lower layers, and only its index. */
function moduleRules() {
  const names = [...LAYERS.flat(), ...REGISTERED, ...TOP];
  return names.map((name) => {
    const below = modulesBelow(name);
    const forbidden = names.filter((other) => other !== name && !below.includes(other));
    const upward = forbidden.flatMap((other) => [
      `../${other}`,
      `../${other}/**`,
      `../../${other}`,
      `../../${other}/**`,
    ]);
    const insides = below.flatMap((other) => [`../${other}/*`, `../../${other}/*`, `../../../${other}/*`]);
    const allowed = Object.keys(HOMES).filter((library) => HOMES[library].startsWith(`src/modules/${name}/`));
    return restrict(
      [`src/modules/${name}/**/*.ts`],
      [
        ...(upward.length > 0 ? [group(upward, `${name} may not import a module above or beside it`)] : []),
        ...(insides.length > 0 ? [group(insides, 'A module is used only through its index.ts')] : []),
        group(
          ['**/demo', '**/demo/**', '**/bootstrap', '**/app.module'],
          'Modules do not know the application',
        ),
      ],
      allowed,
    );
  });
}

/** Platform knows no module, and each of its folders only the libraries that live there. */
function platformRules() {
  return readdirSync(join(import.meta.dirname, 'src/platform')).map((folder) =>
    restrict(
      [`src/platform/${folder}/**/*.ts`],
      [group(['**/modules', '**/modules/**'], 'platform knows no module')],
      Object.keys(HOMES).filter((library) => HOMES[library] === `src/platform/${folder}`),
    ),
  );
}

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', 'data', 'web/src/**/gql', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    // Nest reads constructor types at run time, so a class that is injected may not be imported as a type.
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', 'no-console': 'error' },
  },
  { files: ['src/main.ts', 'src/worker.ts', 'src/cli.ts', 'src/cli/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.cjs', '**/*.cts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  restrict(
    ['src/common/**/*.ts'],
    [group(['**/platform/**', '**/modules/**', '@nestjs/*', 'typeorm'], 'common is pure')],
  ),
  ...platformRules(),
  restrict(
    ['src/demo/**/*.ts', 'src/*.ts', 'src/cli/*.ts'],
    [group(['./modules/*/*', '../modules/*/*'], 'A module is used only through its index.ts')],
  ),
  ...moduleRules(),
);
