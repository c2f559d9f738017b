import { runState } from './run-state';

export default async function globalTeardown(): Promise<void> {
  await runState.stopServer?.();
  runState.stopServer = undefined;
}
