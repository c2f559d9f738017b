// Three projects: `unit` needs nothing, `e2e` boots the application on the run's embedded server, `browser` drives
// Chromium. `scripts/test.mjs` runs all of them; `npm run jest -- <pattern>` those that match.

/** Decorators as the compiler of the build has them (.swcrc, which leaves the specs out). */
const transform = {
  '^.+\\.[cm]?[jt]s$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
    },
  ],
};

/** Packages that exist only as ES modules. */
const MODULES_ONLY = [
  'meilisearch',
  'eld',
  'openid-client',
  'oauth4webapi',
  'jose',
  '@tus/server',
  '@tus/utils',
  '@tus/file-store',
  'srvx',
];

const common = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src', '<rootDir>/migrations', '<rootDir>/test', '<rootDir>/bench'],
  testEnvironment: 'node',
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(${MODULES_ONLY.join('|')})/)`, '/web/dist/'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/harness/no-network.ts'],
};

const withDatabase = {
  globalSetup: '<rootDir>/test/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
};

export default {
  // For what hangs; no test says how fast anything is, and machines are shared.
  testTimeout: 120_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,test,bench}/**/*.spec.ts'],
    },
    {
      ...common,
      ...withDatabase,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{src,test}/**/*.e2e-spec.ts'],
    },
    {
      ...common,
      ...withDatabase,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'],
    },
  ],
};
