/** @type {import('jest').Config} */
export default {
  testEnvironment: 'jsdom',
  // A busy machine is slow, not wrong.
  testTimeout: 60_000,
  roots: ['<rootDir>/src', '<rootDir>/scripts'],
  testMatch: ['**/*.spec.{ts,tsx,mjs}'],
  setupFiles: ['<rootDir>/src/testing/setup.ts'],
  transform: {
    '^.+\\.(ts|tsx|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
