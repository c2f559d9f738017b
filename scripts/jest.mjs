// `npm run jest -- <pattern>`: Jest on what is there, without the other checks.
import { requireNode, ROOT, stop } from './lib/project.mjs';
import { prepareInstall } from './lib/prepare.mjs';
import { bin, run } from './lib/run.mjs';

requireNode();
await prepareInstall().catch((error) => stop(error.message));
const { code } = await run([...bin(ROOT, 'jest'), ...process.argv.slice(2)]);
process.exitCode = code;
