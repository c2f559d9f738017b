export * from './job-dead-letters';
export * from './job-queue';
export { type JobHandler, JobRunner } from './job-runner';
export * from './job-schema';
export * from './jobs.module';
