import { randomUUID } from 'node:crypto';
import { human, practice, publish, source } from '../../../test/doubles/published';
import { ScriptedTranslator } from '../../../test/doubles/scripted.translator';
import { useApplication } from '../../../test/harness/application';
import { RecordKind } from '../../common/records';
import { TranslatorError, TranslatorRegistry } from '.';

interface Row {
  locale: string;
  text: string;
  origin: string;
  state: string;
  engine: string | null;
  reason: string | null;
}
interface Shown {
  text: string;
  locale: string;
  origin: string;
  state: string;
  engine: string | null;
  stateReason: string | null;
  stateNote: string | null;
  viewerCanRequest: boolean;
}

const READ = `query ($slug: String!, $locale: Locale) { record(slug: $slug) {
  title(locale: $locale) { text locale origin state engine stateReason stateNote viewerCanRequest }
  ... on Practice { challenge(locale: $locale) { text locale origin state engine stateReason stateNote viewerCanRequest } }
} }`;
const REQUEST = `mutation ($id: ID!, $field: String!, $locale: Locale!) {
  requestTranslation(recordId: $id, field: $field, locale: $locale) {
    __typename
    ... on TranslationRequested { text { state locale } }
    ... on UserError { code message }
  } }`;

describe('translations that follow a publication', () => {
  const running = useApplication();
  let engine: ScriptedTranslator;
  let script: (text: string, from: string, to: string) => string | Promise<string>;

  beforeAll(() => {
    engine = new ScriptedTranslator('scripted', (text, from, to) => script(text, from, to));
    running().app.get(TranslatorRegistry, { strict: false }).add(engine);
  });
  beforeEach(() => {
    script = (text, _, to) => `${text} ${to}`;
    engine.asked.length = 0;
  });

  const slug = (): string => `test-${randomUUID()}`;
  const rows = (id: string, field: string): Promise<Row[]> =>
    running().dataSource.query(
      `SELECT locale, text, origin, state, engine, state_reason AS reason FROM record_text
       WHERE record_id = $1 AND field = $2 AND NOT is_source ORDER BY locale`,
      [id, field],
    );
  const jobs = async (id: string): Promise<{ name: string; runAt: Date; tries: number }[]> =>
    running().dataSource.query(
      `SELECT j.task_identifier AS name, j.run_at AS "runAt", (p.payload ->> 'tries')::int AS tries
       FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id)
       WHERE p.payload ->> 'recordId' = $1 AND j.task_identifier LIKE 'translation.%'`,
      [id],
    );
  const read = async (at: string, locale: string): Promise<{ title: Shown; challenge: Shown }> =>
    (await running().query<{ record: { title: Shown; challenge: Shown } }>(READ, { slug: at, locale }))
      .record;
  const LOCALES = ['ca', 'cs', 'da', 'es', 'hu', 'lv', 'nb', 'nl', 'pl', 'ro', 'sk'];

  it('marks title and summary as on their way in all languages, with one job, in the same transaction', async () => {
    const at = slug();
    const id = await publish(
      running(),
      practice(at, [
        source('title', 'en', 'Benches'),
        source('summary', 'en', 'Two benches'),
        source('challenge', 'en', 'No benches'),
      ]),
    );
    for (const field of ['title', 'summary']) {
      expect((await rows(id, field)).map(({ locale, state }) => `${locale} ${state}`)).toEqual(
        LOCALES.map((locale) => `${locale} PENDING`),
      );
    }
    expect(await rows(id, 'challenge')).toEqual([]);
    expect(await jobs(id)).toHaveLength(1);
    expect((await read(at, 'da')).title).toMatchObject({ text: 'Benches', locale: 'en', state: 'PENDING' });
    // Edited before the job began: still one job.
    await publish(running(), practice(at, [source('title', 'en', 'Good benches')]), id);
    expect(await jobs(id)).toHaveLength(1);
    await running().drainJobs();
    expect((await read(at, 'da')).title).toMatchObject({
      text: 'Good benches da',
      locale: 'da',
      origin: 'MACHINE',
      state: 'CURRENT',
      engine: 'scripted',
    });
    expect(await rows(id, 'title')).toHaveLength(11);
    expect(await jobs(id)).toEqual([]);
  });

  it('leaves nothing where the publication is rolled back', async () => {
    const document = practice(slug(), [source('title', 'en', 'Benches')]);
    await expect(
      publish(
        {
          ...running(),
          change: (work) =>
            running().change(async (m) => {
              await work(m);
              throw new Error('no');
            }),
        },
        document,
      ),
    ).rejects.toThrow('no');
    expect(
      await running().dataSource.query(
        `SELECT FROM record_text WHERE text = '' AND record_id NOT IN (SELECT id FROM record)`,
      ),
    ).toEqual([]);
  });

  it('translates an action’s problem, description and milestones unasked, and no names', async () => {
    const at = slug();
    const action = {
      ...practice(at, [
        source('title', 'en', 'A square'),
        source('problem', 'en', 'No shade'),
        source('description', 'en', 'Plant trees'),
        source('risks', 'en', 'Drought'),
        source('milestones.m1.title', 'en', 'First tree'),
      ]),
      kind: RecordKind.ACTION,
      fields: {
        actionKind: 'action-kind/other',
        leadDepartments: [],
        externalLeads: [],
        otherActors: [],
        milestones: [{ id: 'm1' }],
      },
    };
    await publish(running(), {
      ...practice(slug(), [source('title', 'en', 'A plan')]),
      kind: RecordKind.PLAN,
      fields: { planKind: 'plan-kind/other', relatedPlans: [] },
      actions: [action],
    });
    const [{ id }] = (await running().dataSource.query('SELECT id FROM record WHERE slug = $1', [at])) as [
      { id: string },
    ];
    await running().drainJobs();
    const fields: { field: string }[] = await running().dataSource.query(
      `SELECT DISTINCT field FROM record_text WHERE record_id = $1 AND locale = 'da' AND state = 'CURRENT' ORDER BY 1`,
      [id],
    );
    expect(fields.map(({ field }) => field)).toEqual([
      'description',
      'milestones.m1.title',
      'problem',
      'title',
    ]);
    const [{ count }] = (await running().dataSource.query(
      `SELECT count(*)::int AS count FROM record_text t JOIN record r ON r.id = t.record_id
       WHERE r.kind IN ('CITY', 'CONTACT') AND t.field = 'title' AND t.engine = 'scripted'`,
    )) as [{ count: number }];
    expect(count).toBe(0);
  });

  it('finds a translated text at once, and its own announcement asks for no more', async () => {
    const word = `quokka${randomUUID().slice(0, 8)}`;
    script = (text, _, to) => (to === 'da' ? `${text} ${word}` : `${text} ${to}`);
    const id = await publish(running(), practice(slug(), [source('title', 'en', 'A meeting place')]));
    await running().drainJobs();
    const found = await running().query<{ search: { hits: { record: { id: string } }[] } }>(
      'query ($query: String!) { search(query: $query, locale: "da") { hits { record { id } } } }',
      { query: word },
    );
    expect(found.search.hits.map(({ record }) => record.id)).toEqual([id]);
    expect(await jobs(id)).toEqual([]);
  });

  it('makes a machine’s text anew when its source changes, and shows the old one until then', async () => {
    const at = slug();
    const id = await publish(running(), practice(at, [source('title', 'en', 'One')]));
    await running().drainJobs();
    await publish(running(), practice(at, [source('title', 'en', 'Two')]), id);
    expect((await read(at, 'da')).title).toMatchObject({ text: 'One da', state: 'STALE', locale: 'da' });
    await running().drainJobs();
    expect((await read(at, 'da')).title).toMatchObject({ text: 'Two da', state: 'CURRENT' });
  });

  it('drops a result whose source changed while the engine was at work', async () => {
    const at = slug();
    const id = await publish(running(), practice(at, [source('title', 'en', 'Before')]));
    let isFirst = true;
    script = async (text, _, to) => {
      if (isFirst) {
        isFirst = false;
        await publish(running(), practice(at, [source('title', 'en', 'After')]), id);
      }
      return `${text} ${to}`;
    };
    await running().drainJobs();
    expect((await rows(id, 'title')).filter(({ text }) => text.startsWith('Before'))).toEqual([]);
    expect((await read(at, 'da')).title).toMatchObject({ text: 'After da', state: 'CURRENT' });
  });

  it('asks again later for what failed for a while, and says why it waits', async () => {
    const at = slug();
    script = () => Promise.reject(new TranslatorError('scripted', 'rate-limited', 120_000));
    const id = await publish(running(), practice(at, [source('title', 'en', 'Patience')]));
    await running().drainJobs();
    expect((await read(at, 'da')).title).toMatchObject({
      state: 'PENDING',
      stateReason: 'rate-limited',
      stateNote: expect.stringMatching(/busy|travlt/) as string,
    });
    const [job] = await jobs(id);
    expect(job?.tries).toBe(1);
    expect(Number(job?.runAt) - Date.now()).toBeGreaterThan(60_000);
  });
});

describe('what a reader asks for', () => {
  const running = useApplication();
  let engine: ScriptedTranslator;

  const add = (): void => {
    engine = new ScriptedTranslator('scripted', (text, _, to) => `${text} ${to}`, ['en-da']);
    running().app.get(TranslatorRegistry, { strict: false }).add(engine);
  };
  const slug = `test-${randomUUID()}`;
  let id = '';
  const read = async (locale: string): Promise<{ title: Shown; challenge: Shown }> =>
    (
      await running().query<{ record: { title: Shown; challenge: Shown } }>(
        READ,
        { slug, locale },
        { 'accept-language': 'sk' },
      )
    ).record;
  const request = async (field: string, locale: string): Promise<Record<string, unknown>> =>
    (await running().query<{ requestTranslation: Record<string, unknown> }>(REQUEST, { id, field, locale }))
      .requestTranslation;

  it('with no engine at all reads the original, and is told why in their language', async () => {
    id = await publish(
      running(),
      practice(slug, [
        source('title', 'en', 'Benches'),
        source('challenge', 'en', 'None'),
        human('title', 'da', 'Bænke'),
      ]),
    );
    await running().drainJobs();
    expect((await read('nl')).title).toMatchObject({
      text: 'Benches',
      locale: 'en',
      state: 'UNAVAILABLE',
      stateReason: 'no-engine',
      stateNote: 'Na tejto stránke nie je nastavený žiadny prekladový systém, preto vidíte originál.',
      viewerCanRequest: false,
    });
    expect(await request('title', 'nl')).toMatchObject({ code: 'NO_ENGINE' });
    const stored: unknown[] = await running().dataSource.query(
      `SELECT FROM record_text WHERE state IN ('PENDING', 'UNAVAILABLE')`,
    );
    expect(stored).toEqual([]);
  });

  it('has another field translated once, for everyone', async () => {
    add();
    expect((await read('da')).challenge).toMatchObject({
      stateReason: 'not-requested',
      viewerCanRequest: true,
    });
    expect(await request('challenge', 'da')).toMatchObject({ text: { state: 'PENDING', locale: 'en' } });
    expect(await request('challenge', 'da')).toMatchObject({ text: { state: 'PENDING' } });
    await running().drainJobs();
    expect((await read('da')).challenge).toMatchObject({
      text: 'None da',
      state: 'CURRENT',
      engine: 'scripted',
    });
    expect(await request('challenge', 'da')).toMatchObject({ text: { state: 'CURRENT' } });
    expect(engine.asked).toHaveLength(1);
  });

  it('is told that no engine knows the pair', async () => {
    expect(await request('challenge', 'lv')).toMatchObject({ text: { state: 'PENDING' } });
    await running().drainJobs();
    expect((await read('lv')).challenge).toMatchObject({
      state: 'UNAVAILABLE',
      stateReason: 'no-pair',
      locale: 'en',
    });
  });

  it('gets a clear answer to what cannot be', async () => {
    expect(await request('challenge', 'en')).toMatchObject({ code: 'NOTHING_TO_TRANSLATE' });
    const wrong = async (field: string, recordId = id): Promise<string | undefined> =>
      (await running().send(REQUEST, { id: recordId, field, locale: 'da' })).errors[0]?.extensions.code;
    expect(await wrong('lessons')).toBe('NOT_FOUND');
    expect(await wrong("title'; DROP TABLE record")).toBe('BAD_USER_INPUT');
    expect(await wrong('title', 'x')).toBe('BAD_USER_INPUT');
    expect(await wrong('title', randomUUID())).toBe('NOT_FOUND');
    const [{ city }] = (await running().dataSource.query(
      `SELECT id AS city FROM record WHERE slug = 'genk'`,
    )) as [{ city: string }];
    await running().dataSource.query(
      `DELETE FROM record_text WHERE record_id = $1 AND field = 'title' AND locale = 'hu'`,
      [city],
    );
    const answer = await running().query<{ requestTranslation: { code: string } }>(REQUEST, {
      id: city,
      field: 'title',
      locale: 'hu',
    });
    expect(answer.requestTranslation.code).toBe('NOT_BY_MACHINE');
  });

  it('may ask only so often', async () => {
    const { headers } = await running().signIn();
    const texts = Array.from({ length: 61 }, (_, index) =>
      source(`evidence.e${index}.claim`, 'en', `Claim ${index}`),
    );
    const evidence = texts.map((_, index) => ({ id: `e${index}` }));
    const many = await publish(
      running(),
      practice(`test-${randomUUID()}`, [source('title', 'en', 'Many'), ...texts], {
        fields: { tier: 'practice-tier/snippet', evidence },
      }),
    );
    const answers: string[] = [];
    for (const { field } of texts) {
      const { requestTranslation } = await running().query<{ requestTranslation: { code?: string } }>(
        REQUEST,
        { id: many, field, locale: 'da' },
        headers,
      );
      answers.push(requestTranslation.code ?? 'ok');
    }
    expect(answers.filter((one) => one === 'ok')).toHaveLength(60);
    expect(answers.at(-1)).toBe('TOO_MANY_REQUESTS');
  });
});
