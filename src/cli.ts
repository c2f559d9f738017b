import 'reflect-metadata';
import { createApplication, openDatabase, prepareData } from './bootstrap';
import { ACCESS_COMMANDS } from './cli/access.commands';
import type { Command, Commands } from './cli/command';
import { IMPORT_COMMANDS } from './cli/import.commands';
import { JOB_COMMANDS } from './cli/job.commands';
import { MODEL_COMMANDS } from './cli/model.commands';
import { SCHEMA_COMMANDS } from './cli/schema.commands';
import { SEARCH_COMMANDS } from './cli/search.commands';
import { USER_COMMANDS } from './cli/user.commands';
import { TRANSLATION_COMMANDS } from './cli/translation.commands';
import { loadConfig } from './platform/config';

const COMMANDS: Commands = {
  ...IMPORT_COMMANDS,
  ...SCHEMA_COMMANDS,
  ...SEARCH_COMMANDS,
  ...JOB_COMMANDS,
  ...USER_COMMANDS,
  ...TRANSLATION_COMMANDS,
  ...ACCESS_COMMANDS,
  ...MODEL_COMMANDS,
};

/** The command that is named by the first words given, with the words behind its name. */
function findCommand(words: readonly string[]): { command: Command; given: readonly string[] } | undefined {
  for (const length of [3, 2, 1]) {
    const command = COMMANDS[words.slice(0, length).join(' ')];
    if (command && words.length >= length) return { command, given: words.slice(length) };
  }
  return undefined;
}

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const asked = findCommand(words);
  if (!asked) {
    console.error(`Usage: npm run cli -- <command>\n`);
    for (const [name, { about }] of Object.entries(COMMANDS)) console.error(`  ${name.padEnd(26)} ${about}`);
    return words.length === 0 ? 0 : 2;
  }
  const config = Object.assign(loadConfig(), { LOG_LEVEL: 'warn' });
  const database = await openDatabase(config, 'command', (message) => console.error(message));
  try {
    const app = await createApplication(config, database.url);
    await app.init();
    await prepareData(app, Object.assign(config, { DEMO: false }));
    const status = await asked.command.run(app, asked.given);
    await app.close();
    return status;
  } finally {
    await database.close();
  }
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
