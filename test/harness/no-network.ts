import dns from 'node:dns';
import { isIP, Socket } from 'node:net';

/**
 * Run before each spec file: a test that reaches for another machine fails at once, with the address in the message.
 * Sockets and look-ups of names are where every client has to pass.
 */
const MARK = Symbol.for('crosstown.no-network');

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(name) === 4) return name.startsWith('127.') || name === '0.0.0.0';
  if (isIP(name) === 6) return name === '::1' || name === '::' || name.startsWith('::ffff:127.');
  return name === 'localhost' || name.endsWith('.localhost');
}

interface ConnectOptions {
  host?: string;
  path?: string;
}

/** The forms of `connect`: (options), (path), (port, host), each also as one array made by Node itself. */
function hostOf(given: unknown[]): string | undefined {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as ConnectOptions;
    return path ? undefined : (host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

function refuse(host: string): Error {
  return new Error(`A test tried to reach ${host}: tests may reach this machine only.`);
}

type Connect = (this: Socket, ...given: unknown[]) => Socket;
const prototype = Socket.prototype as unknown as { connect: Connect & { [MARK]?: true } };

if (!prototype.connect[MARK]) {
  const connect = prototype.connect;
  const guarded: Connect & { [MARK]?: true } = function (...given) {
    const host = hostOf(given);
    if (host === undefined || isLoopback(host)) return connect.apply(this, given);
    process.nextTick(() => this.destroy(refuse(host)));
    return this;
  };
  guarded[MARK] = true;
  prototype.connect = guarded;

  const lookup = dns.lookup;
  const guardedLookup = (host: string, ...rest: unknown[]): void => {
    if (isLoopback(host)) {
      (lookup as unknown as (...all: unknown[]) => void)(host, ...rest);
      return;
    }
    const callback = rest.at(-1) as (error: Error) => void;
    process.nextTick(() => callback(refuse(host)));
  };
  dns.lookup = guardedLookup as typeof dns.lookup;
}
