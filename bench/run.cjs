'use strict';
// Runs a benchmark straight from its TypeScript source: `node bench/run.cjs relevance [options]`.
// SWC compiles each file as it is required; the compiled text is kept nowhere.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const swc = require('@swc/core');

const root = dirname(__dirname);
const options = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
  },
};
require.extensions['.ts'] = (module, filename) => {
  const { code } = swc.transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    filename,
    cwd: root,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const [name, ...rest] = process.argv.slice(2);
const known = ['access', 'relevance', 'review', 'search', 'start', 'ingest', 'translation'].filter((bench) =>
  existsSync(join(__dirname, bench, 'main.ts')),
);
if (!known.includes(name)) {
  console.error(`usage: node bench/run.cjs <${known.join('|')}> [options]`);
  process.exit(2);
}
Promise.resolve(require(join(__dirname, name, 'main.ts')).main(rest)).catch((error) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
});
