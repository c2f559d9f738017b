'use strict';
// `node test/harness/run-typescript.cjs file.ts [arguments]`: for tests that need a process of their own, which they
// can kill, without a build before.
const { readFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');
const swc = require('@swc/core');

const cwd = dirname(dirname(__dirname));
const options = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'commonjs' },
};
require.extensions['.ts'] = (module, filename) => {
  module._compile(
    swc.transformSync(readFileSync(filename, 'utf8'), { ...options, filename, cwd }).code,
    filename,
  );
};
process.argv.splice(1, 1);
require(resolve(process.argv[1]));
