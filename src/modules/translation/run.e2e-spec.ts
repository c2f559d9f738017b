import { randomUUID } from 'node:crypto';
import { practice, publish, source } from '../../../test/doubles/published';
import { ScriptedTranslator } from '../../../test/doubles/scripted.translator';
import { useApplication } from '../../../test/harness/application';
import { Role } from '../../common/viewer';
import { RecordsService } from '../records';
import { TranslatorError, TranslatorRegistry } from '.';

interface Run {
  __typename?: string;
  code?: string;
  state: string;
  total: number;
  done: number;
  unavailable: number;
  left: number;
  rate: number | null;
  waitingUntil: string | null;
}

const FIELDS = '... on TranslationRun { state total done unavailable left rate waitingUntil }';
const START = `mutation ($network: ID) { startTranslationRun(networkId: $network) {
  __typename ${FIELDS} ... on UserError { code } } }`;
const STOP = `mutation ($network: ID) { stopTranslationRun(networkId: $network) {
  __typename ${FIELDS} ... on UserError { code } } }`;
const STATUS = `query ($network: ID) { translationRun(networkId: $network) {
  state total done unavailable left rate waitingUntil } }`;

describe('translating all', () => {
  const running = useApplication();
  let engine: ScriptedTranslator;
  let script: (text: string, from: string, to: string) => string | Promise<string>;
  let administrator: Record<string, string>;
  const ids: string[] = [];

  const ask = async (document: string, network?: string): Promise<Run> => {
    const data = await running().query<Record<string, Run>>(document, { network }, administrator);
    return Object.values(data)[0] as Run;
  };
  const translated = async (): Promise<string[]> =>
    (
      (await running().dataSource.query(
        `SELECT concat_ws(' ', record_id, locale) AS key FROM record_text
         WHERE record_id = ANY($1) AND field = 'title' AND engine = 'scripted' AND state = 'CURRENT' ORDER BY 1`,
        [ids],
      )) as { key: string }[]
    ).map(({ key }) => key);

  beforeAll(async () => {
    administrator = (await running().signIn(Role.ADMINISTRATOR, null)).headers as Record<string, string>;
    // Published while there was no engine, so nothing is on its way.
    for (let count = 0; count < 4; count++) {
      ids.push(
        await publish(
          running(),
          practice(`test-${randomUUID()}`, [source('title', 'en', `Square ${count}`)]),
        ),
      );
    }
    await running().drainJobs();
  });

  it('needs an engine, and is for administrators', async () => {
    expect(await ask(START)).toMatchObject({ code: 'NO_ENGINE' });
    const { headers } = await running().signIn(Role.COORDINATOR, 'part-net');
    const answer = await running().send(START, {}, headers);
    expect(answer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    engine = new ScriptedTranslator('scripted', (text, from, to) => script(text, from, to));
    running().app.get(TranslatorRegistry, { strict: false }).add(engine);
  });

  it('counts what is missing, stops when it is told to, and goes on where it stood', async () => {
    // Told in the midst of a record of ours, of which two languages have been kept by then. Others' longer texts may
    // all have been refused so far, since these answers stay in their own language.
    let answers = 0;
    script = async (text, _, to) => {
      if (text.startsWith('Square')) answers += 1;
      if (answers === 3) await ask(STOP);
      return `${text} ${to}`;
    };
    const begun = await ask(START);
    expect(begun).toMatchObject({ __typename: 'TranslationRun', state: 'RUNNING', done: 0 });
    expect(begun.total).toBeGreaterThanOrEqual(44);
    expect(await ask(START)).toMatchObject({ code: 'RUN_RUNNING' });
    await running().drainJobs();
    const stopped = await ask(STATUS);
    expect(stopped.state).toBe('STOPPED');
    expect(stopped.done).toBeGreaterThan(0);
    expect(stopped.left).toBe(stopped.total - stopped.done - stopped.unavailable);
    expect(await ask(STOP)).toMatchObject({ code: 'RUN_NOT_RUNNING' });
    expect(await ask(START)).toMatchObject({ state: 'RUNNING', total: begun.total, done: stopped.done });
    await running().drainJobs();
    expect(await ask(STATUS)).toMatchObject({
      state: 'DONE',
      total: begun.total,
      left: 0,
      rate: expect.any(Number) as number,
    });
    expect(await translated()).toHaveLength(44);
    // Each text was asked for once.
    const asked = engine.asked
      .flatMap(({ texts, to }) => texts.map((text) => `${text} ${to}`))
      .filter((text) => text.startsWith('Square'));
    expect(asked.length).toBe(new Set(asked).size);
  });

  it('waits where engines ask for patience, and says until when', async () => {
    ids.push(
      await publish(running(), practice(`test-${randomUUID()}`, [source('title', 'en', 'A late square')])),
    );
    script = () => Promise.reject(new TranslatorError('scripted', 'rate-limited', 60_000));
    await ask(START);
    await running().dataSource.query(
      `SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs WHERE task_identifier = 'translation.record'`,
    );
    await running().drainJobs();
    const waiting = await ask(STATUS);
    expect(waiting.state).toBe('RUNNING');
    expect(Date.parse(waiting.waitingUntil ?? '')).toBeGreaterThan(Date.now() + 20_000);
    expect(await ask(STOP)).toMatchObject({ state: 'STOPPED', waitingUntil: null });
  });

  it('is for a network’s coordinators in their network, in the languages that it chose', async () => {
    const [network] = (await running().dataSource.query(`SELECT id FROM record WHERE slug = 'part-net'`)) as [
      { id: string },
    ];
    const { headers } = await running().signIn(Role.COORDINATOR, 'part-net');
    const SET = `mutation ($network: ID!, $locales: [Locale!]) {
      setNetworkTranslation(networkId: $network, everyField: true, locales: $locales) { locales everyField } }`;
    const variables = { network: network.id, locales: ['cs', 'nb'] };
    expect(await running().query(SET, variables, headers)).toEqual({
      setNetworkTranslation: { locales: ['cs', 'nb'], everyField: true },
    });
    const { headers: others } = await running().signIn(Role.COORDINATOR, 'agents-of-co-existence');
    expect((await running().send(SET, variables, others)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    script = (text, _, to) => `${text} ${to}`;
    const document = practice(
      `test-${randomUUID()}`,
      [source('title', 'en', 'Clinic'), source('challenge', 'en', 'Far')],
      { networks: [network.id] },
    );
    const id = await running().change(async (manager) => {
      const made = await running()
        .app.get(RecordsService, { strict: false })
        .create(manager, document.kind, document.slug, 'en');
      await manager.query('INSERT INTO record_network VALUES ($1, $2, 0, now())', [made, network.id]);
      return made;
    });
    await publish(running(), document, id);
    const marked: { field: string; locale: string }[] = await running().dataSource.query(
      `SELECT field, locale FROM record_text WHERE record_id = $1 AND state = 'PENDING' ORDER BY 1, 2`,
      [id],
    );
    expect(marked.map(({ field, locale }) => `${field} ${locale}`)).toEqual([
      'challenge cs',
      'challenge nb',
      'title cs',
      'title nb',
    ]);
    const { startTranslationRun } = await running().query<{ startTranslationRun: Run }>(
      START,
      { network: network.id },
      headers,
    );
    expect(startTranslationRun).toMatchObject({ state: 'RUNNING' });
  });
});
