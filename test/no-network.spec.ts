import { createServer, get, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from './harness/no-network';

describe('the guard of the network', () => {
  it.each(['http://192.0.2.1/', 'http://[2001:db8::1]/', 'http://crosstown.example.org/'])(
    'fails what reaches for %s',
    async (url) => {
      await expect(fetch(url)).rejects.toMatchObject({
        cause: expect.objectContaining({
          message: expect.stringContaining('A test tried to reach') as string,
        }) as Error,
      });
      const error = await new Promise<Error>((resolve) => {
        request(url).on('error', resolve).end();
      });
      expect(error.message).toContain('A test tried to reach');
    },
  );

  it.each(['127.0.0.1', 'localhost'])('lets through to %s', async (host) => {
    const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const status = await new Promise((resolve, reject) => {
      get({ host, port, family: 4 }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(200);
    server.close();
  });

  it('knows the loopback addresses from names that only look like them', () => {
    expect(
      ['127.8.9.1', '::1', '[::1]', 'LOCALHOST', 'a.localhost', '::ffff:127.0.0.1'].every(isLoopback),
    ).toBe(true);
    expect(
      ['10.0.0.1', '::ffff:10.0.0.1', 'localhost.example.org', '127.0.0.1.example.org'].some(isLoopback),
    ).toBe(false);
  });
});
