// `npm run schema`: writes schema.gql from the code. `npm run schema -- check`: fails where it differs.
import { prepareOrStop } from './lib/prepare.mjs';
import { CLI, requireNode } from './lib/project.mjs';
import { run } from './lib/run.mjs';

requireNode();
await prepareOrStop({ web: false });
const { code } = await run([process.execPath, CLI, 'schema', process.argv[2] ?? 'write']);
process.exitCode = code;
