import { Logger } from '@nestjs/common';

type Say = (this: Logger, ...said: unknown[]) => void;

/**
 * Keeps lines that a spec file means to bring about out of its output; every other line is written as ever. What was kept
 * is there to be looked at.
 */
export function expectLogs(...expected: readonly RegExp[]): string[] {
  const kept: string[] = [];
  const spies: jest.SpyInstance[] = [];
  beforeAll(() => {
    for (const level of ['warn', 'error'] as const) {
      const write = Logger.prototype[level] as Say;
      const say: Say = function (...said) {
        const line = String(said[0]);
        if (expected.some((one) => one.test(line))) kept.push(line);
        else write.apply(this, said);
      };
      spies.push(jest.spyOn(Logger.prototype, level).mockImplementation(say as never));
    }
  });
  afterAll(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return kept;
}
