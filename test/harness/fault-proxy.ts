import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What became of a request: handed on (perhaps changed), or dealt with here. */
export type Fault = (exchange: Exchange) => Promise<void> | void;

export interface Exchange {
  method: string;
  path: string;
  body: string;
  response: ServerResponse;
  /** has the server answer; `body` in place of what was sent */
  forward(body?: string): Promise<{ status: number; contentType: string; body: Buffer }>;
}

export interface FaultProxy {
  url: string;
  /** requests since `clear` */
  seen: { method: string; path: string }[];
  /** what to do with requests from now on */
  behave(fault: Fault): void;
  clear(): void;
  close(): Promise<void>;
}

/** Everything as it is. */
export const faithful: Fault = async ({ forward, response }) => {
  const { status, contentType, body } = await forward();
  response.writeHead(status, { 'content-type': contentType }).end(body);
};

/** Stands between the application and a real server, and does to their talk what networks and servers do. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let fault: Fault = faithful;
  const seen: FaultProxy['seen'] = [];
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/' } = request;
    seen.push({ method, path });
    const sent = (await read(request)).toString('utf8');
    const forward: Exchange['forward'] = (body = sent) =>
      new Promise((resolve, reject) => {
        const headers = {
          ...request.headers,
          'content-length': String(Buffer.byteLength(body)),
          'accept-encoding': 'identity',
        };
        const onward = send(new URL(path, target), { method, headers }, (answer) => {
          read(answer).then(
            (content) =>
              resolve({
                status: answer.statusCode ?? 502,
                contentType: answer.headers['content-type'] ?? 'text/plain',
                body: content,
              }),
            reject,
          );
        });
        onward.on('error', reject);
        onward.end(body);
      });
    await fault({ method, path, body: sent, response, forward });
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    behave: (given) => {
      fault = given;
    },
    clear: () => {
      seen.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
