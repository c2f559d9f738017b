// Child processes of the scripts: shown as they go, or kept and shown when they fail.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { ROOT } from './project.mjs';

const running = new Set();
// Not SIGHUP: whoever starts us under nohup has it ignored, and that has to stay.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    // Children that were asked to end get a moment; the exit code says which signal it was.
    setTimeout(() => process.exit(128 + { SIGINT: 2, SIGTERM: 15 }[signal]), running.size ? 5_000 : 0);
  });
}

/**
 * Runs a program to its end.
 * @param {string[]} command program and arguments
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean | 'stdout', limit?: number}} options quiet: output
 * is returned, not shown, or only that of the error stream is shown; limit: milliseconds, after which it is ended
 * @returns {Promise<{code: number, output: string}>} code 1 where it could not be started or was killed
 */
export function run([program, ...args], { cwd = ROOT, env = process.env, quiet = false, limit } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', quiet === 'stdout' ? 'inherit' : 'pipe'] : 'inherit';
    const child = spawn(program, args, { cwd, env, stdio });
    const timer = limit ? setTimeout(() => child.kill('SIGKILL'), limit) : undefined;
    running.add(child);
    let output = '';
    const keep = (data) => (output += data);
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    const end = (code, why = '') => {
      running.delete(child);
      clearTimeout(timer);
      resolve({ code, output: output + why });
    };
    child.once('error', (error) => end(1, `${program}: ${error.message}`));
    child.once('close', (code, signal) =>
      end(code ?? 1, signal ? `\n${program} was ended by ${signal}` : ''),
    );
  });
}

/** Command that runs npm itself, the one that started us where npm did. */
export function npm(...args) {
  const started = process.env.npm_execpath;
  if (started && /npm-cli\.c?js$/.test(started)) return [process.execPath, started, ...args];
  // Windows has npm as a script, which only its shell runs.
  return process.platform === 'win32' ? ['cmd', '/c', 'npm', ...args] : ['npm', ...args];
}

/** Command that runs a program of an installed package with the Node that runs us. */
export function bin(folder, packageName, binName = packageName) {
  const require = createRequire(`${folder}/package.json`);
  const manifest = `${folder}/node_modules/${packageName}/package.json`;
  const { bin: bins } = require(manifest);
  const file = typeof bins === 'string' ? bins : bins[binName];
  return [process.execPath, `${folder}/node_modules/${packageName}/${file}`];
}
