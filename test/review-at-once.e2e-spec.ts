import { measure } from '../bench/review/measure';
import { replayTrail } from '../bench/review/replay';
import { useApplication } from './harness/application';

/** The benchmark in small: many edit and review a few records at once. */
describe('edits and reviews that begin at once', () => {
  const running = useApplication();

  it('lose no update and make no impossible step, and the trail tells of one that is', async () => {
    const figures = await measure(running().app, 30, 4);
    expect(figures).toMatchObject({ lost: [], impossible: [] });
    expect(figures.edits).toBeGreaterThan(5);
    expect(figures.steps).toBeGreaterThan(5);
    const [row]: [{ recordId: string }] = await running().dataSource.query(
      `INSERT INTO audit_event (actor_id, action, client, record_id, subject_id, facts)
       SELECT actor_id, 'submission.publish', 'web', record_id, gen_random_uuid(),
         '{"event": "PUBLISH", "from": "SUBMITTED", "to": "PUBLISHED"}'
       FROM audit_event WHERE action = 'submission.submit' LIMIT 1 RETURNING record_id AS "recordId"`,
    );
    const { impossible } = await replayTrail(running().dataSource, [row.recordId]);
    expect(impossible).toEqual(expect.arrayContaining([expect.stringContaining('where it stood at DRAFT')]));
  }, 180_000);
});
