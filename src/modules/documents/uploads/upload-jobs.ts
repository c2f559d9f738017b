import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRunner } from '../../../platform/jobs';
import { TusEdge } from './tus-edge';

/** Payload: none. Removes files that never came to their end. */
export const TIDY_JOB = 'uploads:tidy';

/** What nobody went on with for a day is removed each night. */
@Injectable()
export class UploadJobs implements OnModuleInit {
  constructor(
    private readonly runner: JobRunner,
    private readonly edge: TusEdge,
  ) {}

  onModuleInit(): void {
    this.runner.register(TIDY_JOB, () => this.edge.tidy());
    this.runner.repeat(TIDY_JOB, '40 3 * * *');
  }
}
