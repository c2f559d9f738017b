import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';

/** A connection on which nothing moves for so long is closed; a table that is taken in answers sooner. */
const SILENCE_MS = 180_000;

/**
 * Node ends every request that has not come in whole after five minutes, which a large file on a slow line never does. What
 * counts instead is that it goes on.
 */
export function allowLongRequests(app: INestApplication): void {
  const server = app.getHttpServer() as Server;
  server.requestTimeout = 0;
  server.timeout = SILENCE_MS;
}
