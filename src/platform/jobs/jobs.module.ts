import { type DynamicModule, Global, Module } from '@nestjs/common';
import { JobQueue } from './job-queue';
import { JOBS_DATABASE_URL, JobRunner } from './job-runner';

@Global()
@Module({})
export class JobsModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: JobsModule,
      providers: [JobQueue, JobRunner, { provide: JOBS_DATABASE_URL, useValue: url }],
      exports: [JobQueue, JobRunner],
    };
  }
}
