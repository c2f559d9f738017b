import { randomUUID } from 'node:crypto';
import { human, practice, publish, source } from '../../../test/doubles/published';
import { ScriptedTranslator } from '../../../test/doubles/scripted.translator';
import { useApplication } from '../../../test/harness/application';
import { Role } from '../../common/viewer';
import { RecordsService } from '../records';
import { TranslatorRegistry } from '.';

type Headers = Record<string, string>;

const TERM = 'id locale term leaveAsIs entries { locale rendering definition }';
const GLOSSARY = `query ($network: ID!) { glossary(networkId: $network) { ${TERM} } }`;
const SAVE = `mutation ($input: GlossaryTermInput!) { saveGlossaryTerm(input: $input) {
  __typename ... on GlossaryTerm { ${TERM} } ... on UserError { code message } } }`;
const IMPORT = `mutation ($network: ID!, $format: GlossaryFormat!, $content: String!) {
  importGlossary(networkId: $network, format: $format, content: $content) {
    ... on GlossaryImported { added changed unchanged }
    ... on GlossaryImportRefusal { code message problems { place problem found } } } }`;
const EXPORT = `query ($network: ID!, $format: GlossaryFormat!) { exportGlossary(networkId: $network, format: $format) }`;
const MEMORY = `query ($network: ID!) { exportTranslationMemory(networkId: $network) }`;
const READ = `query ($slug: String!, $locale: Locale!) { record(slug: $slug) {
  summary(locale: $locale) { text state stateReason engine terms { start end term definition } } } }`;

interface Term {
  id: string;
  term: string;
  leaveAsIs: boolean;
}
interface Summary {
  text: string;
  state: string;
  stateReason: string | null;
  engine: string | null;
  terms: { start: number; end: number; term: string; definition: string }[];
}

describe('the glossary of a network', () => {
  const running = useApplication();
  let network = '';
  let coordinator: Headers;
  let script = (text: string): string => text;
  let engine: ScriptedTranslator;

  beforeAll(async () => {
    engine = new ScriptedTranslator('scripted', (text) => script(text), ['sk-en', 'en-sk']);
    running().app.get(TranslatorRegistry, { strict: false }).add(engine);
    const rows: { id: string }[] = await running().dataSource.query(
      `SELECT id FROM record WHERE slug = 'agents-of-co-existence'`,
    );
    network = String(rows[0]?.id);
    coordinator = (await running().signIn(Role.COORDINATOR, 'agents-of-co-existence')).headers as Headers;
  });

  const terms = async (): Promise<Term[]> =>
    (await running().query<{ glossary: Term[] }>(GLOSSARY, { network })).glossary;
  const save = async (input: object, headers = coordinator): Promise<Record<string, unknown>> =>
    (
      await running().query<{ saveGlossaryTerm: Record<string, unknown> }>(
        SAVE,
        { input: { networkId: network, ...input } },
        headers,
      )
    ).saveGlossaryTerm;
  const published = async (locale: string, summary: string): Promise<string> => {
    const slug = `test-${randomUUID()}`;
    const document = practice(
      slug,
      [source('title', locale, 'Titul Title'), source('summary', locale, summary)],
      { networks: [network] },
    );
    const id = await running().change(async (manager) => {
      const made = await running()
        .app.get(RecordsService, { strict: false })
        .create(manager, document.kind, slug, locale);
      await manager.query('INSERT INTO record_network VALUES ($1, $2, 0, now())', [made, network]);
      return made;
    });
    await publish(running(), document, id);
    await running().drainJobs();
    return slug;
  };
  const summary = async (slug: string, locale: string): Promise<Summary> =>
    (await running().query<{ record: { summary: Summary } }>(READ, { slug, locale })).record.summary;

  it('is there for readers with what its words mean, in the demo too', async () => {
    expect((await terms()).map(({ term, leaveAsIs }) => `${term} ${leaveAsIs}`)).toEqual([
      'Rada Spolupracovne true',
      'Spolupracovňa true',
      'ULG true',
      'URBACT Local Group true',
    ]);
    const slug = await published('en', 'The ULG meets in the Spolupracovňa every month.');
    const { text, terms: notes } = await summary(slug, 'en');
    expect(notes.map(({ start, end, term }) => `${text.slice(start, end)} ${term}`)).toEqual([
      'ULG ULG',
      'Spolupracovňa Spolupracovňa',
    ]);
    expect(notes[1]?.definition).toContain('Banská Bystrica');
  });

  it('keeps a word through an engine that would translate it, inflected or not', async () => {
    script = (text) =>
      `We meet neighbours in the place called ${text.match(/Zq\d+zq/g)?.join(' and ') ?? 'a co-working space'}.`;
    const slug = await published('sk', 'Susedia sa stretávajú v Spolupracovni s Radou Spolupracovne.');
    expect(await summary(slug, 'en')).toMatchObject({
      text: 'We meet neighbours in the place called Spolupracovňa and Rada Spolupracovne.',
      state: 'CURRENT',
      engine: 'scripted',
    });
  });

  it('has an engine’s answer refused that lost the word, however it was asked', async () => {
    script = () => 'The neighbours meet in a space for co-operation and talk with its council.';
    const slug = await published('sk', 'Susedia sa stretávajú v Spolupracovni každý týždeň.');
    expect(await summary(slug, 'en')).toMatchObject({ state: 'UNAVAILABLE', stateReason: 'rejected' });
  });

  it('has machines’ texts made anew that say a term as it was before, and nobody’s else', async () => {
    script = () => 'Kaviareň opravárov je v meste každý mesiac a prichádza veľa susedov.';
    const slug = await published('en', 'The repair café is in town every month and many neighbours come.');
    const other = await published('en', 'The tool library is in town every month and many neighbours come.');
    const before = await summary(other, 'sk');
    await running().dataSource.query(
      `UPDATE record_text SET updated_at = '2020-01-01' WHERE field = 'summary' AND locale = 'sk'
         AND record_id IN (SELECT id FROM record WHERE slug = ANY($1::text[]))`,
      [[slug, other]],
    );
    script = (text) =>
      `Naša ${/Zq\d+zq/.exec(text)?.[0] ?? 'kaviareň'} je v meste každý mesiac a veľa susedov.`;
    await save({
      locale: 'en',
      term: 'repair café',
      entries: [{ locale: 'sk', rendering: 'opravovňa', definition: null }],
    });
    await running().drainJobs();
    expect(await summary(slug, 'sk')).toMatchObject({
      text: 'Naša opravovňa je v meste každý mesiac a veľa susedov.',
      state: 'CURRENT',
      stateReason: null,
    });
    expect(await summary(other, 'sk')).toEqual(before);
  });

  it('puts a fixed rendering in place of a term', async () => {
    const entries = [{ locale: 'sk', rendering: 'stretnutie susedov', definition: 'Raz za mesiac.' }];
    const saved = await save({ locale: 'en', term: 'neighbours’ meeting', entries });
    expect(saved).toMatchObject({ __typename: 'GlossaryTerm', entries: [{ locale: 'sk' }] });
    script = (text) => `Naše ${/Zq\d+zq/.exec(text)?.[0] ?? 'zhromaždenie'} je každý mesiac v meste.`;
    const slug = await published('en', 'Our neighbours’ meeting is in town every month.');
    expect(await summary(slug, 'sk')).toMatchObject({
      text: 'Naše stretnutie susedov je každý mesiac v meste.',
      terms: [{ term: 'neighbours’ meeting', definition: 'Raz za mesiac.' }],
    });
    expect(
      await save({ id: saved['id'], locale: 'en', term: 'neighbours’ meetings', entries }),
    ).toMatchObject({
      id: saved['id'],
      term: 'neighbours’ meetings',
    });
    const { removeGlossaryTerm } = await running().query<{ removeGlossaryTerm: boolean }>(
      'mutation ($id: ID!) { removeGlossaryTerm(id: $id) }',
      { id: saved['id'] },
      coordinator,
    );
    expect(removeGlossaryTerm).toBe(true);
  });

  it('refuses what says nothing, is there twice or too long, and who may not', async () => {
    expect(await save({ locale: 'en', term: ' - ', leaveAsIs: true })).toMatchObject({ code: 'TERM_EMPTY' });
    expect(await save({ locale: 'en', term: 'ward' })).toMatchObject({ code: 'TERM_SAYS_NOTHING' });
    expect(await save({ locale: 'en', term: 'ulg', leaveAsIs: true })).toMatchObject({
      code: 'TERM_TWICE',
      message: 'The term ulg is in this glossary already.',
    });
    expect(await save({ locale: 'en', term: 'x'.repeat(201), leaveAsIs: true })).toMatchObject({
      code: 'TERM_TOO_LONG',
    });
    const input = { networkId: network, locale: 'en', term: 'ward', leaveAsIs: true };
    const code = async (headers: Headers): Promise<string | undefined> =>
      (await running().send(SAVE, { input }, headers)).errors[0]?.extensions.code;
    expect(await code({})).toBe('UNAUTHENTICATED');
    expect(await code((await running().signIn(Role.COORDINATOR, 'part-net')).headers as Headers)).toBe(
      'FORBIDDEN',
    );
    expect(await code((await running().signIn(Role.OFFICER, 'genk')).headers as Headers)).toBe('FORBIDDEN');
  });

  it.each(['CSV', 'TBX'])('goes out as %s and comes back as it was', async (format) => {
    const { exportGlossary: content } = await running().query<{ exportGlossary: string }>(
      EXPORT,
      { network, format },
      coordinator,
    );
    const before = await terms();
    const bring = async (file: string): Promise<Record<string, unknown>> =>
      (
        await running().query<{ importGlossary: Record<string, unknown> }>(
          IMPORT,
          { network, format, content: file },
          coordinator,
        )
      ).importGlossary;
    expect(await bring(content)).toEqual({ added: 0, changed: 0, unchanged: before.length });
    await running().dataSource.query(`DELETE FROM glossary_term WHERE network_id = $1 AND term <> 'ULG'`, [
      network,
    ]);
    await running().dataSource.query(`UPDATE glossary_term SET leave_as_is = false WHERE network_id = $1`, [
      network,
    ]);
    expect(await bring(content)).toEqual({ added: before.length - 1, changed: 1, unchanged: 0 });
    expect((await terms()).map(({ id: _, ...term }) => term)).toEqual(
      before.map(({ id: _, ...term }) => term),
    );
    expect(await bring('what is this')).toMatchObject({
      code: 'IMPORT_UNREADABLE',
      problems: [{ place: expect.any(String) as string }],
    });
    expect(await terms()).toHaveLength(before.length);
  });

  it('takes nothing of a file that is wrong in one place', async () => {
    const content = 'language,term,leave as is\nen,good,yes\nxx,bad,yes\n';
    const { importGlossary } = await running().query<{ importGlossary: object }>(
      IMPORT,
      { network, format: 'CSV', content },
      { ...coordinator, 'accept-language': 'nl' },
    );
    expect(importGlossary).toMatchObject({
      code: 'IMPORT_UNREADABLE',
      message: expect.stringMatching(/^Het bestand kan niet als CSV worden gelezen: line 3/) as string,
      problems: [{ place: 'line 3', problem: 'unknown-language', found: 'xx' }],
    });
    expect((await terms()).map(({ term }) => term)).not.toContain('good');
  });

  it('gives people’s translations away as TMX', async () => {
    script = (text) => text;
    const slug = `test-${randomUUID()}`;
    const texts = [source('title', 'en', 'A garden & more'), human('title', 'da', 'En have & mere')];
    const document = practice(slug, texts, { networks: [network] });
    const id = await publish(running(), document);
    await running().dataSource.query('UPDATE record_network SET accepted_at = now() WHERE record_id = $1', [
      id,
    ]);
    const { exportTranslationMemory: tmx } = await running().query<{ exportTranslationMemory: string }>(
      MEMORY,
      { network },
      coordinator,
    );
    expect(tmx).toContain('<seg>A garden &amp; more</seg>');
    expect(tmx).toContain('<seg>En have &amp; mere</seg>');
  });
});
