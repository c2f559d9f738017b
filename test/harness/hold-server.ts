// Holds the embedded server of a folder until it is told to stop or killed: `hold-server.ts <dataDir> <purpose>`.
// Says `{"url": …, "startedByUs": …}` on its first line when it is ready.
import { startEmbeddedPostgres } from '../../src/platform/database/embedded';

async function main(): Promise<void> {
  const [, , dataDir = '', purpose] = process.argv;
  const server = await startEmbeddedPostgres({
    dataDir,
    purpose: purpose === 'site' ? 'site' : 'command',
  });
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ url: server.url, startedByUs: server.startedByUs })}\n`);
}

void main();
