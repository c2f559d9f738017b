import { randomUUID } from 'node:crypto';
import { useApplication } from '../../../test/harness/application';
import { JobRunner } from '../jobs';
import { AuditRetention } from './audit-retention';
import { AuditTrail } from './audit-trail';

const DAYS = 200;

describe('the audit trail', () => {
  const running = useApplication({ AUDIT_RETENTION_DAYS: String(DAYS) });
  const actor = randomUUID();

  /** An event as it would have been written that many days ago. */
  const writtenAgo = (days: number, action: string): Promise<unknown> =>
    running().dataSource.query(
      `INSERT INTO audit_event (at, actor_id, action, client) VALUES (now() - make_interval(days => $1), $2, $3, 'web')`,
      [days, actor, action],
    );
  const kept = async (): Promise<string[]> => {
    const rows: { action: string }[] = await running().dataSource.query(
      'SELECT action FROM audit_event WHERE actor_id = $1 ORDER BY at',
      [actor],
    );
    return rows.map(({ action }) => action);
  };

  it('is kept for the configured time, and what is older goes', async () => {
    await writtenAgo(DAYS + 1, 'too.old');
    await writtenAgo(DAYS - 1, 'kept');
    await running().change((manager) =>
      running()
        .app.get(AuditTrail, { strict: false })
        .write(manager, { action: 'today', actorId: actor, client: 'web' }),
    );
    expect(await kept()).toEqual(['too.old', 'kept', 'today']);
    expect(await running().app.get(AuditRetention, { strict: false }).clear()).toBe(1);
    expect(await kept()).toEqual(['kept', 'today']);
    expect(await running().app.get(AuditRetention, { strict: false }).clear()).toBe(0);
  });

  it('is cleared by a job of every day', async () => {
    await writtenAgo(DAYS + 400, 'too.old.again');
    await running().dataSource.query("SELECT graphile_worker.add_job('audit:clear')");
    await running().app.get(JobRunner, { strict: false }).drain();
    expect(await kept()).not.toContain('too.old.again');
  });

  it('lets nothing younger be taken out, even by whoever says that it is cleared', async () => {
    const before = await kept();
    await expect(
      running().change(async (manager) => {
        await manager.query(
          "SELECT set_config('crosstown.audit_cleared_before', (now() - interval '100 days')::text, true)",
        );
        await manager.query('DELETE FROM audit_event WHERE actor_id = $1', [actor]);
      }),
    ).rejects.toThrow(/only ever added/);
    await expect(
      running().dataSource.query('DELETE FROM audit_event WHERE actor_id = $1', [actor]),
    ).rejects.toThrow(/only ever added/);
    expect(await kept()).toEqual(before);
  });
});
