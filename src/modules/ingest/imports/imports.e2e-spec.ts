import { useApplication } from '../../../../test/harness/application';
import { ImportDesk, IMPORTS, recordOf, uniquePlan, valueOf } from '../../../../test/harness/import-desk';

describe('imports', () => {
  const running = useApplication();
  let desk: ImportDesk;

  beforeAll(async () => {
    desk = await ImportDesk.of(running);
  });

  it('a plan becomes a plan and its actions, each value with its place; corrected, confirmed, it waits in review', async () => {
    const found = await desk.imported(uniquePlan());
    expect(found).toMatchObject({ state: 'READY', documentKind: 'plan', locale: 'en', failure: null });
    expect(found.notes.map(({ code }) => code)).toContain('pageChromeRemoved');
    expect(found.records.map(({ kind }) => kind)).toEqual(['PLAN', 'ACTION', 'ACTION']);
    const start = valueOf(found, 'action-1', 'start');
    expect(JSON.parse(start.value)).toBe('2025-03');
    expect(start.sources[0]).toMatchObject({ paragraph: 2 });
    expect(JSON.stringify(found.records)).not.toMatch(/Please log in|Share|Cookie/);

    const title = valueOf(found, 'action-2', 'texts.title');
    const edited = await desk.ask(IMPORTS.edit, {
      id: found.id,
      valueId: title.id,
      value: JSON.stringify('A youth council'),
    });
    expect(valueOf(edited, 'action-2', 'texts.title')).toMatchObject({
      decision: 'EDITED',
      value: '"A youth council"',
    });
    const milestone = recordOf(found, 'action-1').values.find(({ path }) =>
      /^texts\.milestones\./.test(path),
    );
    await desk.ask(IMPORTS.decide, { id: found.id, ids: [milestone?.id], decision: 'REJECTED' });
    const accepted = await desk.ask(IMPORTS.accept, { id: found.id });
    expect(valueOf(accepted, 'action-2', 'texts.title').decision).toBe('EDITED');
    const confirmed = await desk.ask(IMPORTS.confirm, { id: found.id });
    expect(confirmed).toMatchObject({ __typename: 'Import', state: 'CONFIRMED' });

    const { draftId, recordId } = recordOf(confirmed, 'plan');
    const [draft] = await running().dataSource.query(
      'SELECT content, owner_id FROM record_draft WHERE id = $1',
      [draftId],
    );
    expect(draft.content.actions).toHaveLength(2);
    const texts = draft.content.actions[1].texts as { field: string; text: string }[];
    expect(texts.find(({ field }) => field === 'title')?.text).toBe('A youth council');
    expect(draft.content.actions[0].fields.milestones).toHaveLength(1);
    const [{ state }] = await running().dataSource.query('SELECT state FROM submission WHERE draft_id = $1', [
      draftId,
    ]);
    expect(state).toBe('SUBMITTED');
    const [record] = await running().dataSource.query(
      'SELECT state, published_version FROM record WHERE id = $1',
      [recordId],
    );
    expect(record).toEqual({ state: 'DRAFT', published_version: null });
  });

  it('are known when they come again, and nothing is doubled', async () => {
    const text = uniquePlan();
    const first = await desk.imported(text);
    expect((await desk.ask(IMPORTS.start, { id: await desk.upload(text, 'other.txt') })).id).toBe(first.id);
    await desk.ask(IMPORTS.accept, { id: first.id });
    await desk.ask(IMPORTS.confirm, { id: first.id });
    expect(await desk.ask(IMPORTS.start, { id: await desk.upload(text) })).toMatchObject({
      id: first.id,
      state: 'CONFIRMED',
    });
    expect(await desk.ask(IMPORTS.confirm, { id: first.id })).toMatchObject({ code: 'IMPORT_NOT_READY' });
  });

  it('actions are joined and split', async () => {
    const found = await desk.imported(uniquePlan());
    const ids = ['action-1', 'action-2'].map((ref) => recordOf(found, ref).id);
    const joined = await desk.ask(IMPORTS.join, { id: found.id, ids });
    expect(recordOf(joined, 'action-2').isRejected).toBe(true);
    const problem = valueOf(joined, 'action-1', 'texts.problem');
    expect(JSON.parse(problem.value)).toMatch(/thrown away[\s\S]*answered late/);
    expect(problem.sources.map(({ paragraph }) => paragraph)).toEqual(expect.arrayContaining([3, 7]));
    const split = await desk.ask(IMPORTS.split, {
      id: found.id,
      recordId: ids[0],
      ids: [problem.id],
      title: 'Apart',
    });
    const apart = split.records.find(({ ref }) => ref === 'action-1-split-1');
    expect(apart?.values.map(({ path }) => path)).toEqual(['texts.title', 'texts.problem']);
    expect(apart?.parentRef).toBe('plan');
  });

  it('nothing is confirmed that nobody accepted, and what a draft lacks is named', async () => {
    const found = await desk.imported(uniquePlan());
    expect(await desk.ask(IMPORTS.confirm, { id: found.id })).toMatchObject({
      code: 'IMPORT_NOTHING_ACCEPTED',
    });
    const problem = valueOf(found, 'action-1', 'texts.problem');
    await desk.ask(IMPORTS.decide, { id: found.id, ids: [problem.id], decision: 'ACCEPTED' });
    const refused = await desk.ask(IMPORTS.confirm, { id: found.id });
    expect(refused.code).toBe('CONTENT_INVALID');
    expect(refused.problems).toEqual(expect.arrayContaining([expect.stringContaining('texts.title')]));
    expect((await desk.ask(IMPORTS.get, { id: found.id })).state).toBe('READY');
  });

  it('that would change what is somebody else’s are refused with its name, and confirmed without it', async () => {
    const aarhus = await ImportDesk.of(running, 'aarhus');
    const found = await aarhus.imported(uniquePlan());
    const [{ id: targetId }] = await running().dataSource.query(
      `SELECT r.id FROM record r JOIN record o ON o.id = r.owner_id
       WHERE r.kind = 'PLAN' AND r.state = 'PUBLISHED' AND o.slug = 'banska-bystrica' ORDER BY r.slug LIMIT 1`,
    );
    const plan = recordOf(found, 'plan');
    await aarhus.ask(IMPORTS.accept, { id: found.id });
    const aimed = await aarhus.ask(IMPORTS.aim, { id: found.id, recordId: plan.id, mode: 'MERGE', targetId });
    expect(recordOf(aimed, 'plan')).toMatchObject({ mode: 'MERGE', targetId });
    const refused = await aarhus.ask(IMPORTS.confirm, { id: found.id });
    expect(refused).toMatchObject({ code: 'FORBIDDEN', problems: ['plan'] });
    expect(refused.message).toContain(JSON.parse(valueOf(found, 'plan', 'texts.title').value));
    expect((await aarhus.ask(IMPORTS.get, { id: found.id })).state).toBe('READY');
    await aarhus.ask(IMPORTS.reject, { id: found.id, recordId: plan.id, rejected: true });
    const confirmed = await aarhus.ask(IMPORTS.confirm, { id: found.id });
    expect(confirmed.state).toBe('CONFIRMED');
    expect(recordOf(confirmed, 'action-1').draftId).not.toBeNull();
  });
});
