import { randomUUID } from 'node:crypto';
import { human, practice, publish, source } from '../../../test/doubles/published';
import { ScriptedTranslator } from '../../../test/doubles/scripted.translator';
import { useApplication } from '../../../test/harness/application';
import { Role } from '../../common/viewer';
import { ReadCounter } from './people/read-counter';
import { TranslatorRegistry } from '.';

type Headers = Record<string, string>;
interface Shown {
  text: string;
  origin: string;
  state: string;
  engine: string | null;
  revision: string | null;
  viewerCanCorrect: boolean;
}
interface Result {
  __typename: string;
  code?: string;
  text?: Shown;
  current?: Shown;
}

const TEXT = 'text origin state engine revision viewerCanCorrect';
const READ = `query ($slug: String!, $locale: Locale!) { record(slug: $slug) { title(locale: $locale) { ${TEXT} } } }`;
const CORRECT = `mutation ($input: CorrectTranslationInput!) { correctTranslation(input: $input) {
  __typename ... on TranslationCorrected { text { ${TEXT} } } ... on TranslationConflict { current { ${TEXT} } }
  ... on UserError { code message } } }`;
const QUEUE = `query ($locale: Locale!, $first: Int, $after: String) {
  translationQueue(locale: $locale, first: $first, after: $after) {
    edges { node { record { id } field need origin reads text { text } } } pageInfo { hasNextPage endCursor } } }`;

describe('people above machines', () => {
  const running = useApplication();
  let engine: ScriptedTranslator;
  let script: (text: string, from: string, to: string) => string | Promise<string>;
  let officer: Headers;
  let genk = '';

  beforeAll(async () => {
    engine = new ScriptedTranslator('scripted', (text, from, to) => script(text, from, to));
    running().app.get(TranslatorRegistry, { strict: false }).add(engine);
    officer = (await running().signIn(Role.OFFICER, 'genk')).headers as Headers;
    const rows: { id: string }[] = await running().dataSource.query(
      `SELECT id FROM record WHERE slug = 'genk'`,
    );
    genk = String(rows[0]?.id);
  });
  beforeEach(() => {
    script = (text, _, to) => `${text} ${to}`;
    engine.asked.length = 0;
  });

  const newSlug = (): string => `test-${randomUUID()}`;
  const own = { owner: '', cities: [] as string[] };
  const document = (
    slug: string,
    title: string,
    ...more: ReturnType<typeof human>[]
  ): ReturnType<typeof practice> =>
    practice(slug, [source('title', 'en', title), ...more], { ...own, owner: genk, cities: [genk] });
  const read = async (slug: string, locale: string, headers: Headers = officer): Promise<Shown> =>
    (await running().query<{ record: { title: Shown } }>(READ, { slug, locale }, headers)).record.title;
  const correct = async (input: object, headers: Headers = officer): Promise<Result> =>
    (await running().query<{ correctTranslation: Result }>(CORRECT, { input }, headers)).correctTranslation;
  const published = async (title: string): Promise<{ id: string; slug: string }> => {
    const slug = newSlug();
    const id = await publish(running(), document(slug, title));
    await running().drainJobs();
    return { id, slug };
  };

  it('a corrected text says so; one written anew is a person’s; both outlast the machines', async () => {
    const { id, slug } = await published('One square');
    const da = await read(slug, 'da');
    expect(da).toMatchObject({ text: 'One square da', origin: 'MACHINE', viewerCanCorrect: true });
    const where = { recordId: id, field: 'title', locale: 'da' };
    expect(await correct({ ...where, text: '  Et torv ', revision: da.revision })).toMatchObject({
      text: { text: 'Et torv', origin: 'MACHINE_EDITED', state: 'CURRENT', engine: 'scripted' },
    });
    expect(
      await running().dataSource.query(
        `SELECT action, facts FROM audit_event WHERE record_id = $1 AND action LIKE 'translation%'`,
        [id],
      ),
    ).toEqual([{ action: 'translation.correct', facts: { field: 'title', locale: 'da' } }]);
    const { revision } = await read(slug, 'nl');
    const nl = { ...where, locale: 'nl', text: 'Een plein', revision, isWrittenAnew: true };
    expect(await correct(nl)).toMatchObject({ text: { origin: 'HUMAN', engine: null } });
    await publish(running(), document(slug, 'Two squares'), id);
    await running().drainJobs();
    expect(await read(slug, 'da')).toMatchObject({
      text: 'Et torv',
      origin: 'MACHINE_EDITED',
      state: 'STALE',
    });
    expect(await read(slug, 'nl')).toMatchObject({ text: 'Een plein', origin: 'HUMAN', state: 'STALE' });
    expect(await read(slug, 'es')).toMatchObject({ text: 'Two squares es', state: 'CURRENT' });
    // Who finds it still right says so by saving it.
    const stale = await read(slug, 'nl');
    expect(await correct({ ...nl, revision: stale.revision, isWrittenAnew: false })).toMatchObject({
      text: { text: 'Een plein', origin: 'HUMAN', state: 'CURRENT' },
    });
  });

  it('is refused with what stands there now where somebody was quicker, or the source changed', async () => {
    const { id, slug } = await published('A bench');
    const { revision } = await read(slug, 'da');
    const where = { recordId: id, field: 'title', locale: 'da', revision };
    const both = await Promise.all([correct({ ...where, text: 'En' }), correct({ ...where, text: 'To' })]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual([
      'TranslationConflict',
      'TranslationCorrected',
    ]);
    const winner = both.find(({ text }) => text)?.text?.text;
    const conflict = both.find(({ current }) => current);
    expect(conflict).toMatchObject({ code: 'TEXT_CHANGED', current: { text: winner } });
    await publish(running(), document(slug, 'A better bench'), id);
    expect(await correct({ ...where, text: 'Tre', revision: conflict?.current?.revision })).toMatchObject({
      code: 'TEXT_CHANGED',
      current: { text: winner, state: 'STALE' },
    });
  });

  it('wins against a machine that answers at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const slug = newSlug();
      const id = await publish(running(), document(slug, `Race ${round}`));
      let person: Promise<Result> | undefined;
      script = async (text, _, to) => {
        if (to === 'da' && !person) {
          const { revision } = await read(slug, 'da');
          const input = { recordId: id, field: 'title', locale: 'da', text: 'Et løb', revision };
          person = correct(input);
          // Sometimes the person is through before the machine's answer, sometimes they meet in the database.
          if (round % 2 === 0) await person;
        }
        return `${text} ${to}`;
      };
      await running().drainJobs();
      const result = await person;
      const shown = await read(slug, 'da');
      if (result?.__typename === 'TranslationCorrected') {
        expect(shown).toMatchObject({ text: 'Et løb', origin: 'HUMAN' });
      } else {
        // The machine was first, so the person was told, and saves on top of it.
        expect(result).toMatchObject({ code: 'TEXT_CHANGED', current: { text: `Race ${round} da` } });
        await correct({
          recordId: id,
          field: 'title',
          locale: 'da',
          text: 'Et løb',
          revision: shown.revision,
        });
      }
      script = (text, _, to) => `${text} ${to}`;
      await publish(running(), document(slug, `Race ${round} again`), id);
      await running().drainJobs();
      expect(await read(slug, 'da')).toMatchObject({ text: 'Et løb', state: 'STALE' });
    }
  });

  it('is not undone by a draft that was begun before', async () => {
    const slug = newSlug();
    const [old, machine] = [human('title', 'da', 'Gammel'), { ...human('title', 'nl', 'Oud') }];
    const before = document(slug, 'Old', old, { ...machine, origin: 'MACHINE' as never, engine: 'demo' });
    const id = await publish(running(), before);
    const where = { recordId: id, field: 'title' };
    await correct({ ...where, locale: 'da', text: 'Bedre', revision: (await read(slug, 'da')).revision });
    await correct({ ...where, locale: 'nl', text: 'Beter', revision: (await read(slug, 'nl')).revision });
    await publish(running(), before, id);
    expect(await read(slug, 'da')).toMatchObject({ text: 'Bedre', origin: 'HUMAN', state: 'CURRENT' });
    expect(await read(slug, 'nl')).toMatchObject({
      text: 'Beter',
      origin: 'MACHINE_EDITED',
      state: 'CURRENT',
    });
    // Words that the draft's author wrote themselves count.
    await publish(running(), document(slug, 'Old', human('title', 'da', 'Bedst')), id);
    expect(await read(slug, 'da')).toMatchObject({ text: 'Bedst', origin: 'HUMAN' });
  });

  it('says clearly what cannot be saved, and saves nothing of it', async () => {
    const { id, slug } = await published('A fountain');
    const { revision } = await read(slug, 'da');
    const where = { recordId: id, field: 'title', locale: 'da', revision };
    expect(await correct({ ...where, text: ' \u0000\n' })).toMatchObject({ code: 'TEXT_EMPTY' });
    expect(await correct({ ...where, text: 'x'.repeat(200_001) })).toMatchObject({ code: 'TEXT_TOO_LONG' });
    expect(await correct({ ...where, locale: 'en', text: 'Hers' })).toMatchObject({ code: 'TEXT_IS_SOURCE' });
    const code = async (input: object, headers: Headers): Promise<string | undefined> =>
      (await running().send(CORRECT, { input }, headers)).errors[0]?.extensions.code;
    expect(await code({ ...where, field: 'lessons', text: 'x' }, officer)).toBe('NOT_FOUND');
    expect(await code({ ...where, recordId: randomUUID(), text: 'x' }, officer)).toBe('NOT_FOUND');
    expect(await code({ ...where, text: 'x' }, {})).toBe('UNAUTHENTICATED');
    const stranger = (await running().signIn(Role.OFFICER, 'breda')).headers as Headers;
    expect(await code({ ...where, text: 'x' }, stranger)).toBe('FORBIDDEN');
    expect(await read(slug, 'da', stranger)).toMatchObject({ viewerCanCorrect: false, revision: null });
    expect(await read(slug, 'da')).toMatchObject({ text: 'A fountain da', origin: 'MACHINE' });
  });

  it('is used for the same words elsewhere before any engine is', async () => {
    const { id, slug } = await published('A shared kitchen');
    await correct({
      recordId: id,
      field: 'title',
      locale: 'da',
      text: 'Et fælles køkken',
      revision: (await read(slug, 'da')).revision,
    });
    engine.asked.length = 0;
    const other = await published('A shared kitchen');
    expect(await read(other.slug, 'da')).toMatchObject({
      text: 'Et fælles køkken',
      origin: 'MACHINE',
      engine: 'memory',
    });
    expect(engine.asked.filter(({ to }) => to === 'da')).toEqual([]);
  });

  it('shows translators stale texts first, then what is read most and not there', async () => {
    const translator = (await running().signIn(Role.TRANSLATOR, 'genk')).headers as Headers;
    script = (text, _, to) => (to === 'lv' ? '' : `${text} ${to}`);
    const [rare, often, stale] = [
      await published('Rare'),
      await published('Often'),
      await published('Stale'),
    ];
    await correct({
      recordId: stale.id,
      field: 'title',
      locale: 'lv',
      text: 'Vecs',
      revision: (await read(stale.slug, 'lv')).revision,
    });
    await publish(running(), document(stale.slug, 'Stale by now'), stale.id);
    await running().drainJobs();
    const counter = running().app.get(ReadCounter, { strict: false });
    await counter.write();
    await running().dataSource.query('DELETE FROM record_reads');
    for (let count = 0; count < 3; count++) await read(often.slug, 'lv', {});
    await read(rare.slug, 'lv', {});
    await counter.write();
    interface Page {
      translationQueue: {
        edges: { node: { record: { id: string }; need: string; origin: string | null; reads: number } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const mine = [rare.id, often.id, stale.id];
    const seen: { id: string; need: string; reads: number }[] = [];
    for (let after: string | null = null; ;) {
      const { translationQueue }: Page = await running().query<Page>(
        QUEUE,
        { locale: 'lv', first: 7, after },
        translator,
      );
      seen.push(
        ...translationQueue.edges.map(({ node: { record, ...node } }) => ({ id: record.id, ...node })),
      );
      after = translationQueue.pageInfo.endCursor;
      if (!translationQueue.pageInfo.hasNextPage) break;
    }
    expect(seen.filter(({ id }) => mine.includes(id))).toMatchObject([
      { id: stale.id, need: 'STALE', origin: 'HUMAN' },
      { id: often.id, need: 'UNTRANSLATED', origin: null, reads: 3 },
      { id: rare.id, need: 'UNTRANSLATED', reads: 1 },
    ]);
    expect(new Set(seen.map(({ need }) => need)).size).toBe(2);
    const elsewhere = (await running().signIn(Role.TRANSLATOR, 'breda')).headers as Headers;
    const theirs = await running().query<Page>(QUEUE, { locale: 'lv', first: 100 }, elsewhere);
    expect(theirs.translationQueue.edges.map(({ node }) => node.record.id)).not.toContain(stale.id);
    const wrong = await running().send(QUEUE, { locale: 'lv', after: 'x' }, translator);
    expect(wrong.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('keeps of readers nothing but a sum', async () => {
    const columns: { name: string }[] = await running().dataSource.query(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'record_reads' ORDER BY 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['locale', 'reads', 'record_id']);
  });
});
