import { startTestServer } from './embedded-database';
import { runState } from './run-state';

/** Before the first spec file that needs a database: one server for the whole run. */
export default async function globalSetup(): Promise<void> {
  runState.stopServer ??= await startTestServer();
}
