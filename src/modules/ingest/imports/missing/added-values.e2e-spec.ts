import { useApplication } from '../../../../../test/harness/application';
import {
  ImportDesk,
  type Imported,
  IMPORTS,
  recordOf,
  uniquePlan,
  valueOf,
} from '../../../../../test/harness/import-desk';
import { RecordKind } from '../../../../common/records';
import { KindRegistry, RecordsService } from '../../../records';
import { contentOf } from '../confirm/draft-content';
import { ImportFieldForm, type ImportField, fieldsOf } from './missing-fields';

/** The same plan, which tells no years. */
const timeless = (): string => uniquePlan().replace(' 2025 – 2027', '');

/** What a person could say in a field of each form. */
const SAID: Readonly<Record<ImportFieldForm, (field: ImportField, cityId: string) => unknown>> = {
  TEXT: () => 'Words of a person',
  PLAIN: ({ path }) => (/sourceUrl|website/.test(path) ? 'https://example.org/a' : 'Hall 2'),
  DATE: () => '2025-03',
  NUMBER: () => 3,
  NAMES: () => ['Office of the mayor'],
  CONCEPT: ({ scheme }) => `${scheme}/other`,
  CONCEPTS: ({ scheme }) => [`${scheme}/other`],
  COST: () => ({ min: 40_000, currency: 'EUR', approximate: true }),
  FUNDING: () => [{ source: 'funding-source/own', share: 20 }],
  RECORDS: (_field, id) => [{ name: 'Genk', matches: [{ id, slug: 'genk' }] }],
};

describe('values that the document does not tell', () => {
  const running = useApplication();
  let desk: ImportDesk;
  let genk: string;

  beforeAll(async () => {
    desk = await ImportDesk.of(running);
    [{ id: genk }] = await running().dataSource.query(`SELECT id FROM record WHERE slug = 'genk'`);
  });

  const add = (found: Imported, ref: string, path: string, value: unknown): Promise<Imported> =>
    desk.ask(IMPORTS.add, {
      id: found.id,
      recordId: recordOf(found, ref).id,
      path,
      value: JSON.stringify(value),
    });
  const missingAt = (found: Imported, ref: string): string[] =>
    recordOf(found, ref).missing.map(({ path }) => path);
  const contentFor = async (draftId: string | null): Promise<Record<string, unknown>> => {
    const [{ content }] = await running().dataSource.query('SELECT content FROM record_draft WHERE id = $1', [
      draftId,
    ]);
    return content;
  };

  it('are told as missing, are added by a person without a place, and go into the draft', async () => {
    const found = await desk.imported(timeless());
    expect(recordOf(found, 'plan').missing).toEqual(
      expect.arrayContaining([
        { path: 'start', section: 'BASICS', form: 'DATE', scheme: null },
        { path: 'fields.totalCost', section: 'MONEY', form: 'COST', scheme: null },
      ]),
    );
    expect(recordOf(found, 'action-1').missing).toContainEqual({
      path: 'concepts.participation-level',
      section: 'TOPICS',
      form: 'CONCEPTS',
      scheme: 'participation-level',
    });
    expect(missingAt(found, 'plan')).not.toContain('texts.title');
    expect(missingAt(found, 'action-1')).toContain('texts.milestones.*.title');

    await add(found, 'plan', 'start', '2025');
    await add(found, 'action-1', 'concepts.participation-level', ['participation-level/collaborate']);
    await add(found, 'action-1', 'texts.risks', ' Nobody comes. ');
    await add(found, 'action-1', 'cities', [{ name: 'Genk', matches: [{ id: genk, slug: 'genk' }] }]);
    const added = await add(found, 'action-1', 'texts.milestones.*.title', 'a second street is opened');
    expect(valueOf(added, 'plan', 'start')).toMatchObject({
      value: '"2025"',
      proposed: 'null',
      origin: 'person',
      decision: 'EDITED',
      sources: [],
    });
    expect(missingAt(added, 'plan')).not.toContain('start');
    expect(valueOf(added, 'action-1', 'texts.milestones.m3.title').decision).toBe('EDITED');

    await desk.ask(IMPORTS.accept, { id: found.id });
    const confirmed = await desk.ask(IMPORTS.confirm, { id: found.id });
    expect(confirmed).toMatchObject({ __typename: 'Import', state: 'CONFIRMED' });
    const content = await contentFor(recordOf(confirmed, 'plan').draftId);
    expect(content).toMatchObject({ start: '2025' });
    const [action] = content['actions'] as {
      concepts: Record<string, string[]>;
      texts: { field: string; text: string; origin: string }[];
      fields: { milestones: { id: string }[] };
      cities: string[];
    }[];
    expect(action?.cities).toEqual([genk]);
    expect(action?.concepts['participation-level']).toEqual(['participation-level/collaborate']);
    expect(action?.fields.milestones.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
    expect(action?.texts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'risks', text: 'Nobody comes.', origin: 'ORIGINAL' }),
        expect.objectContaining({ field: 'milestones.m3.title', text: 'a second street is opened' }),
      ]),
    );
  });

  it('are changed, left out and withdrawn; what was read is not withdrawn', async () => {
    const found = await desk.imported(timeless());
    const { id } = valueOf(await add(found, 'plan', 'end', '2027'), 'plan', 'end');
    const edited = await desk.ask(IMPORTS.edit, { id: found.id, valueId: id, value: '"2027-06"' });
    expect(valueOf(edited, 'plan', 'end')).toMatchObject({ value: '"2027-06"', origin: 'person' });
    const decide = (decision: string): Promise<Imported> =>
      desk.ask(IMPORTS.decide, { id: found.id, ids: [id], decision });
    expect(valueOf(await decide('REJECTED'), 'plan', 'end').decision).toBe('REJECTED');
    // There is nothing that was read to go back to.
    expect(valueOf(await decide('OPEN'), 'plan', 'end')).toMatchObject({
      value: '"2027-06"',
      decision: 'EDITED',
    });
    expect(valueOf(await decide('ACCEPTED'), 'plan', 'end').decision).toBe('EDITED');
    const without = await desk.ask(IMPORTS.withdraw, { id: found.id, valueId: id });
    expect(missingAt(without, 'plan')).toContain('end');
    expect(await desk.ask(IMPORTS.withdraw, { id: found.id, valueId: id })).toMatchObject({
      code: 'IMPORT_VALUE_MISSING',
    });
    const read = valueOf(found, 'plan', 'texts.title');
    expect(await desk.ask(IMPORTS.withdraw, { id: found.id, valueId: read.id })).toMatchObject({
      code: 'IMPORT_VALUE_READ',
    });
  });

  it('outlive that the import is cancelled and read again, as do the decisions on what is read the same', async () => {
    const found = await desk.imported(timeless());
    await add(found, 'plan', 'start', '2025-01');
    await add(found, 'action-2', 'texts.milestones.*.title', 'the council meets again');
    const problem = valueOf(found, 'action-1', 'texts.problem');
    await desk.ask(IMPORTS.edit, { id: found.id, valueId: problem.id, value: '"Much is thrown away."' });
    const title = valueOf(found, 'plan', 'texts.title');
    await desk.ask(IMPORTS.decide, { id: found.id, ids: [title.id], decision: 'ACCEPTED' });
    await desk.ask(IMPORTS.cancel, { id: found.id });
    expect(await add(found, 'plan', 'end', '2027')).toMatchObject({ code: 'IMPORT_NOT_READY' });
    await desk.ask(IMPORTS.retry, { id: found.id });
    await running().drainJobs();
    const again = await desk.ask(IMPORTS.get, { id: found.id });
    expect(again.state).toBe('READY');
    expect(valueOf(again, 'plan', 'start')).toMatchObject({
      value: '"2025-01"',
      origin: 'person',
      decision: 'EDITED',
    });
    expect(valueOf(again, 'action-2', 'texts.milestones.m2.title').origin).toBe('person');
    expect(valueOf(again, 'action-1', 'texts.problem')).toMatchObject({
      value: '"Much is thrown away."',
      proposed: problem.proposed,
      decision: 'EDITED',
    });
    expect(valueOf(again, 'plan', 'texts.title').decision).toBe('ACCEPTED');
    expect(valueOf(again, 'action-2', 'texts.problem').decision).toBe('OPEN');
  });

  it('are refused where the field has a value, is none of the kind, or cannot hold them', async () => {
    const found = await desk.imported(timeless());
    const codeOf = async (path: string, value: unknown): Promise<string | undefined> =>
      (await add(found, 'action-1', path, value)).code;
    expect(await codeOf('texts.title', 'Another title')).toBe('IMPORT_VALUE_THERE');
    const level = 'concepts.participation-level';
    const unfit: [string, unknown][] = [
      ['texts.recipe', 'Words'],
      ['owner', genk],
      ['fields.milestones', []],
      ['texts.risks', '  '],
      [level, []],
      [level, ['participation-level/no-such-level']],
      [level, ['method/other']],
      [level, ['participation-level/inform', 'participation-level/consult']],
      ['fields.cost', { currency: 'EUR', approximate: false }],
      ['fields.cost', { min: 1, currency: 'euro', approximate: false }],
      ['cities', [{ name: 'Nowhere', matches: [] }]],
      ['networks', [{ name: 'Genk', matches: [{ id: genk, slug: 'genk' }] }]],
    ];
    for (const [path, value] of unfit) {
      expect([path, value, await codeOf(path, value)]).toEqual([path, value, 'IMPORT_VALUE_UNFIT']);
    }
    expect((await add(found, 'plan', 'start', 'in spring')).code).toBe('IMPORT_VALUE_UNFIT');
    const after = await desk.ask(IMPORTS.get, { id: found.id });
    const count = ({ records }: Imported): number[] => records.map(({ values }) => values.length);
    expect(count(after)).toEqual(count(found));
  });

  it('have fields that each kind takes', async () => {
    const { app, dataSource } = running();
    const [kinds, records] = [
      app.get(KindRegistry, { strict: false }),
      app.get(RecordsService, { strict: false }),
    ];
    const all: string[] = [];
    for (const kind of [
      RecordKind.PLAN,
      RecordKind.ACTION,
      RecordKind.PRACTICE,
      RecordKind.EVENT,
      RecordKind.NETWORK,
    ]) {
      for (const field of fieldsOf(kind, kinds.get(kind).textFields)) {
        if (field.path === 'networks') continue;
        const path = field.path.replace('*', 'x1');
        const value = SAID[field.form](field, genk) as never;
        const content = contentOf(
          { kind, sourceLocale: 'en', values: [{ path, value, origin: 'person' }] },
          ({ matches }) => matches[0]?.id,
        );
        const problems = await records.problemsOf(dataSource.manager, { ...content, slug: 'x' });
        const own = problems.filter((one) => one.field.startsWith(path));
        if (own.length > 0) all.push(`${kind} ${path}: ${own[0]?.message}`);
      }
    }
    expect(all).toEqual([]);
  });
});
