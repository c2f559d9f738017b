import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** breaks the connection after the headers and this many bytes of the body */
  breakAfter?: number;
  /** never answers */
  isSilent?: boolean;
}

export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** An HTTP server on loopback that stands for somebody's service, and remembers what it was asked. */
export class ServiceDouble {
  readonly asked: Asked[] = [];
  private readonly server: Server;
  private readonly next: Reply[] = [];

  constructor(private readonly answer: (asked: Asked) => Reply | Promise<Reply>) {
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
  }

  /** Answers the next questions with these, whatever they are; then as the service does. */
  once(...replies: Reply[]): void {
    this.next.push(...replies);
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.asked.push(asked);
    const reply = this.next.shift() ?? (await this.answer(asked));
    if (reply.isSilent) return;
    const body = Buffer.from(reply.body ?? '');
    response.writeHead(reply.status ?? 200, { 'content-length': body.length, ...reply.headers });
    if (reply.breakAfter === undefined) return void response.end(body);
    // What was written is on its way before the connection breaks.
    response.write(body.subarray(0, reply.breakAfter), () => setTimeout(() => response.destroy(), 50));
  }
}
