import { useApplication } from './harness/application';

describe('while the database does not answer', () => {
  const running = useApplication({ DATABASE_POOL_SIZE: '1', READ_TIMEOUT_MS: '1000' });
  const READ = '{ cities(first: 1) { edges { node { slug } } } }';

  it('says so with a code of its own, in the reader’s language, and answers again afterwards', async () => {
    const { status, errors } = await running().change(() =>
      running().send(READ, {}, { 'accept-language': 'da' }),
    );
    expect(status).toBe(503);
    expect(errors).toMatchObject([{ extensions: { code: 'DATABASE_BUSY' } }]);
    expect(errors[0]?.message).toMatch(/øjeblik/);
    expect((await running().send(READ)).errors).toEqual([]);
  }, 30_000);

  it('gives up a statement that takes too long', async () => {
    await expect(running().dataSource.query('SELECT pg_sleep(5)')).rejects.toMatchObject({
      driverError: { code: '57014' },
    });
  });

  it('lets no answer be taken for another type than its own', async () => {
    for (const path of ['/health', '/nothing-here']) {
      const response = await fetch(running().url + path, { headers: { accept: 'application/json' } });
      expect(response.headers.get('content-type')).toMatch(/json/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});
