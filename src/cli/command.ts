import type { NestExpressApplication } from '@nestjs/platform-express';

/** Exit status: 0 done, 1 found something wrong, 2 asked wrongly. */
export interface Command {
  about: string;
  /** `given`: what stands behind the command's name */
  run(app: NestExpressApplication, given: readonly string[]): Promise<number>;
}

/** Commands by their two words, `search reindex`. */
export type Commands = Readonly<Record<string, Command>>;
