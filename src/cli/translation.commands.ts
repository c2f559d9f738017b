import { setTimeout as pause } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  RUN_JOB,
  RunState,
  type TranslationRun,
  TranslationRunService,
  TranslatorRegistry,
} from '../modules/translation';
import { JobRunner } from '../platform/jobs';
import type { Commands } from './command';

export const TRANSLATION_COMMANDS: Commands = {
  'translation run': { about: 'translate all that is missing, or go on where that was stopped', run: start },
  'translation status': { about: 'how far translating all is', run: status },
  'translation stop': { about: 'stop translating all; nothing done is lost', run: stop },
};

/** How often progress is told, in ms. */
const TOLD_EVERY = 2_000;

/** Works itself, beside any workers of the site, and tells how far it is until all is done or somebody stops it. */
async function start(app: NestExpressApplication): Promise<number> {
  if (app.get(TranslatorRegistry, { strict: false }).all().length === 0) {
    console.error('No translation engine is set up.');
    return 1;
  }
  const runs = app.get(TranslationRunService, { strict: false });
  const runner = app.get(JobRunner, { strict: false });
  if (!(await runs.start(null))) console.log('A run is at work already; this shows how far it is.');
  let isOver = false;
  const telling = (async () => {
    for (; !isOver; await pause(TOLD_EVERY)) tell(await runs.latest());
  })();
  let run = await runs.latest();
  while (run?.state === RunState.RUNNING) {
    await runner.drain((job) => job === RUN_JOB);
    run = await runs.latest();
    // Another worker is at it, or an engine asked for patience.
    if (run?.state === RunState.RUNNING) await pause(TOLD_EVERY);
  }
  isOver = true;
  await telling;
  tell(run);
  return run?.state === RunState.DONE ? 0 : 1;
}

async function status(app: NestExpressApplication): Promise<number> {
  tell(await app.get(TranslationRunService, { strict: false }).latest());
  return 0;
}

async function stop(app: NestExpressApplication): Promise<number> {
  const runs = app.get(TranslationRunService, { strict: false });
  const run = await runs.latest();
  const isStopped = run !== null && (await runs.stop(run.networkId));
  console.log(isStopped ? 'It stops after the record that it is at.' : 'Nothing is being translated.');
  return isStopped ? 0 : 1;
}

function tell(run: TranslationRun | null): void {
  if (!run) {
    console.log('All has never been translated in one go.');
    return;
  }
  const { state, done, total, unavailable, left, rate, secondsLeft, waitingUntil } = run;
  const speed = rate === null ? '' : `, ${rate.toFixed(1)} a second`;
  const estimate = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft / 60)} min to go`;
  const waiting = waitingUntil ? `, waiting for an engine until ${waitingUntil.toISOString()}` : '';
  console.log(
    `${state}: ${done} of ${total} texts, ${unavailable} not to be had, ${left} left${speed}${estimate}${waiting}`,
  );
}
