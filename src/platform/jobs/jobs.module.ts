import { type DynamicModule, Global, Module } from '@nestjs/common';
import { JobDeadLetters } from './job-dead-letters';
import { JobQueue } from './job-queue';
import { JOBS_DATABASE_URL, JobRunner } from './job-runner';

@Global()
@Module({})
export class JobsModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: JobsModule,
      providers: [JobDeadLetters, JobQueue, JobRunner, { provide: JOBS_DATABASE_URL, useValue: url }],
      exports: [JobDeadLetters, JobQueue, JobRunner],
    };
  }
}
