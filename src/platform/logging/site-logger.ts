import { ConsoleLogger, type LogLevel } from '@nestjs/common';

const LEVELS: LogLevel[] = ['error', 'warn', 'log', 'debug'];

/** What the framework tells of its own assembly; of interest only to whoever looks for a fault in it. */
const ASSEMBLY = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'GraphQLModule',
]);

/** The server's log: its own sentences, in colour on a terminal only. The framework's assembly is `debug`. */
export class SiteLogger extends ConsoleLogger {
  private readonly isDebugging: boolean;

  /** @param level the least grave that is shown: error, warn, log or debug */
  constructor(level: string) {
    super({
      logLevels: LEVELS.slice(0, LEVELS.indexOf(level as LogLevel) + 1),
      colors: process.stdout.isTTY === true,
    });
    this.isDebugging = level === 'debug';
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (!this.isDebugging && typeof context === 'string' && ASSEMBLY.has(context)) return;
    super.log(message, ...rest);
  }
}
