// `npm run cli -- <command>`: the command line, beside a running site or without one.
import { Module } from 'node:module';
import { prepareOrStop } from './lib/prepare.mjs';
import { CLI, requireNode } from './lib/project.mjs';

requireNode();
await prepareOrStop({ web: false });

process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], CLI, ...process.argv.slice(2)];
Module.runMain();
