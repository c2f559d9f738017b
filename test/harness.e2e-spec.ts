import { Client } from 'pg';
import { createTemplate, createTestDatabase } from './harness/embedded-database';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

describe('the databases of tests', () => {
  it('are copies of a template that is made once, and know nothing of one another', async () => {
    const prepare = jest.fn(
      async (url: string) => void (await query(url, 'CREATE TABLE note AS SELECT 1 AS n')),
    );
    await Promise.all([createTemplate('harness', prepare), createTemplate('harness', prepare)]);
    expect(prepare).toHaveBeenCalledTimes(1);

    const [one, two] = await Promise.all([createTestDatabase('harness'), createTestDatabase('harness')]);
    await query(one.url, 'INSERT INTO note VALUES (2)');
    expect(await query(one.url, 'SELECT n FROM note ORDER BY n')).toEqual([1, 2]);
    expect(await query(two.url, 'SELECT n FROM note')).toEqual([1]);
    await one.drop();
    await expect(query(one.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
    await two.drop();
  });

  it('leave nothing behind of a template whose making failed', async () => {
    await expect(createTemplate('broken', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(createTestDatabase('broken')).rejects.toMatchObject({ code: '3D000' });
    await createTemplate('broken', async (url) => void (await query(url, 'CREATE TABLE whole ()')));
    const database = await createTestDatabase('broken');
    expect(await query(database.url, 'SELECT FROM whole')).toEqual([]);
    await database.drop();
  });
});
