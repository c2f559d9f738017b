import { randomUUID } from 'node:crypto';
import { LaterTranslator } from '../../../test/doubles/later.translator';
import { practice, publish, source } from '../../../test/doubles/published';
import { ScriptedTranslator } from '../../../test/doubles/scripted.translator';
import { useApplication } from '../../../test/harness/application';
import { TranslationInbox, TranslatorRegistry } from '.';

interface Shown {
  text: string;
  state: string;
  engine: string | null;
  stateReason: string | null;
}

const READ = `query ($slug: String!, $locale: Locale!) { record(slug: $slug) {
  title(locale: $locale) { text state engine stateReason } } }`;

describe('an engine that answers later', () => {
  const running = useApplication();
  let later: LaterTranslator;

  beforeAll(() => {
    const registry = running().app.get(TranslatorRegistry, { strict: false });
    later = new LaterTranslator('later', ['da']);
    registry.add(later);
    registry.add(new ScriptedTranslator('other', (text, _, to) => `${text} (${to})`, ['da-nb']));
  });
  beforeEach(() => {
    later.taken.length = 0;
    later.deadlineMs = 3_600_000;
    later.onTaken = () => Promise.resolve();
  });

  const inbox = (): TranslationInbox => running().app.get(TranslationInbox, { strict: false });
  const read = async (slug: string, locale = 'da'): Promise<Shown> =>
    (await running().query<{ record: { title: Shown } }>(READ, { slug, locale })).record.title;
  const published = async (
    title: string,
    id?: string,
    slug = `test-${randomUUID()}`,
  ): Promise<{ id: string; slug: string }> => {
    const made = await publish(running(), practice(slug, [source('title', 'en', title)]), id);
    await running().drainJobs();
    return { id: made, slug };
  };
  const done = (text: string) => ({ kind: 'done', texts: [text] }) as const;
  /** Danish is asked for first, and once more on the way to Norwegian. */
  const requestFor = (text: string, to = 'da'): string =>
    later.taken.filter((one) => one.text === text && one.to === to).at(0)?.requestId ?? '';

  it('is waited for, once, and its words are kept when they come, whatever follows', async () => {
    const { slug } = await published('A meeting');
    expect(await read(slug)).toMatchObject({ text: 'A meeting', state: 'PENDING', stateReason: 'awaited' });
    const requestId = requestFor('A meeting');
    expect(await inbox().receive('later', requestId, done('Et møde'))).toBe(true);
    // Sent again, and an error after the answer: neither changes anything.
    expect(await inbox().receive('later', requestId, done('Noget andet'))).toBe(false);
    expect(await inbox().receive('later', requestId, { kind: 'failed', failure: 'unavailable' })).toBe(false);
    await running().drainJobs();
    expect(await read(slug)).toMatchObject({ text: 'Et møde', state: 'CURRENT', engine: 'later' });
    expect(await inbox().receive('later', requestId, done('For sent'))).toBe(false);
    await running().drainJobs();
    expect(await read(slug)).toMatchObject({ text: 'Et møde' });
  });

  it('goes on with the rest of the way', async () => {
    const { slug } = await published('A path');
    const request = later.taken.filter(({ text }) => text === 'A path').at(-1);
    for (const { requestId, text } of later.taken) {
      if (text === 'A path') await inbox().receive('later', requestId, done('En sti'));
    }
    expect(request).toBeDefined();
    await running().drainJobs();
    expect(await read(slug, 'nb')).toMatchObject({
      text: 'En sti (nb)',
      state: 'CURRENT',
      engine: 'later en→da, other da→nb',
    });
  });

  it('may be quicker than our own note that we wait', async () => {
    later.onTaken = async (requestId, text) => {
      await inbox().receive('later', requestId, done(text.replace('Quick', 'Hurtig')));
    };
    const { slug } = await published('Quick');
    expect(await read(slug)).toMatchObject({ text: 'Hurtig', state: 'CURRENT' });
  });

  it('is no use where the source changed meanwhile', async () => {
    const { id, slug } = await published('Before');
    const requestId = requestFor('Before');
    await published('After', id, slug);
    await inbox().receive('later', requestId, done('Før'));
    await running().drainJobs();
    expect(await read(slug)).toMatchObject({ text: 'After', state: 'PENDING' });
    await inbox().receive('later', requestFor('After'), done('Efter'));
    await running().drainJobs();
    expect(await read(slug)).toMatchObject({ text: 'Efter', state: 'CURRENT' });
  });

  it('that answers with an error, nonsense or never leaves the text to others', async () => {
    const [wrong, empty, lost, never] = [
      await published('Wrong'),
      await published('Empty'),
      await published('In 2024'),
      await published('Never'),
    ];
    const wait = 'Never';
    const third = new ScriptedTranslator('third', (text, _, to) => `${text} (${to})`, ['en-da']);
    running().app.get(TranslatorRegistry, { strict: false }).add(third);
    await inbox().receive('later', requestFor('Wrong'), { kind: 'failed', failure: 'unsupported' });
    await inbox().receive('later', requestFor('Empty'), done(''));
    // Its number is shown to the engine as a placeholder.
    await inbox().receive('later', requestFor('In Zq0zq'), done('I fjor'));
    await running().dataSource.query(
      `UPDATE translation_awaited SET deadline = now() WHERE engine = 'later' AND request_id = $1`,
      [requestFor(wait)],
    );
    await running().dataSource.query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE payload ->> 'requestId' = $1`,
      [requestFor(wait)],
    );
    await running().drainJobs();
    for (const [{ slug }, text] of [
      [wrong, 'Wrong (da)'],
      [empty, 'Empty (da)'],
      [lost, 'In 2024 (da)'],
      [never, 'Never (da)'],
    ] as const) {
      expect(await read(slug)).toMatchObject({ text, state: 'CURRENT', engine: 'third' });
    }
    // After its time it is too late: others have answered.
    await inbox().receive('later', requestFor(wait), done('Aldrig'));
    await running().drainJobs();
    expect(await read(never.slug)).toMatchObject({ text: 'Never (da)' });
  });

  it('is told nothing of answers that nobody asked for', async () => {
    expect(await inbox().receive('later', randomUUID(), done('Hvad?'))).toBe(true);
    await running().drainJobs();
    const rows: unknown[] = await running().dataSource.query(`SELECT FROM record_text WHERE text = 'Hvad?'`);
    expect(rows).toEqual([]);
  });
});
