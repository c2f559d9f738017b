import type { NestExpressApplication } from '@nestjs/platform-express';
import { JobDeadLetters } from '../platform/jobs';
import type { Commands } from './command';

export const JOB_COMMANDS: Commands = {
  'jobs failed': { about: 'list the jobs that were given up', run: failedJobs },
  'jobs retry': { about: 'have the jobs that were given up done again', run: retryJobs },
};

async function failedJobs(app: NestExpressApplication): Promise<number> {
  const failed = await app.get(JobDeadLetters, { strict: false }).list();
  for (const { id, name, attempts, lastError } of failed) {
    console.log(`${id}  ${name}  tried ${attempts} times: ${lastError}`);
  }
  console.log(`${failed.length} jobs were given up.`);
  return failed.length === 0 ? 0 : 1;
}

async function retryJobs(app: NestExpressApplication): Promise<number> {
  console.log(`${await app.get(JobDeadLetters, { strict: false }).replay()} jobs will be done again.`);
  return 0;
}
