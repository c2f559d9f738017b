import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { practice, publish, source } from '../../../test/doubles/published';
import { useApplication } from '../../../test/harness/application';
import { describeIf } from '../../../test/harness/skip';
import { Role } from '../../common/viewer';
import { ApertiumCommand } from './engines/apertium/apertium-command';
import { ApertiumEngine } from './engines/apertium/apertium.engine';
import { TranslatorRegistry } from '.';

const MODES = spawnSync('apertium', ['-l'], { encoding: 'utf8' }).stdout ?? '';
const HAS_APERTIUM = ['cat-spa', 'cat-eng', 'eng-cat'].every((mode) => MODES.includes(mode));

interface Shown {
  text: string;
  locale: string;
  origin: string;
  state: string;
  engine: string | null;
  isFallback: boolean;
  stateReason: string | null;
  stateNote: string | null;
  viewerCanCorrect: boolean;
  revision: string | null;
  sourceChange: { before: string | null; now: string; locale: string } | null;
  original: { text: string; locale: string };
}

const TEXT = `text locale origin state engine isFallback stateReason stateNote viewerCanCorrect revision
  sourceChange { before now locale } original { text locale }`;
const READ = `query ($slug: String!, $locale: Locale!) { record(slug: $slug) {
  title(locale: $locale) { ${TEXT} } summary(locale: $locale) { ${TEXT} } } }`;
const CORRECT = `mutation ($input: CorrectTranslationInput!) { correctTranslation(input: $input) {
  __typename ... on TranslationCorrected { text { ${TEXT} } } ... on UserError { code message } } }`;

const TITLE = 'Els veïns cuiden la plaça';
const SUMMARY =
  'El 2024 l’ajuntament i 1.250 veïns de Genk van plantar 36 arbres a la plaça. Més informació a https://exemple.cat/placa?any=2024 i a placa@exemple.cat.';
const SUMMARY_AFTER = SUMMARY.replace('36 arbres', '48 arbres');

describeIf(HAS_APERTIUM, 'apertium with its Catalan pairs is not installed', 'a Catalan practice', () => {
  const running = useApplication();
  const slug = `test-${randomUUID()}`;
  let id = '';

  const read = async (locale: string, headers = {}): Promise<{ title: Shown; summary: Shown }> =>
    (
      await running().query<{ record: { title: Shown; summary: Shown } }>(
        READ,
        { slug, locale },
        { 'accept-language': locale, ...headers },
      )
    ).record;
  const cityId = async (): Promise<string> => {
    const rows: { id: string }[] = await running().dataSource.query(
      `SELECT id FROM record WHERE slug = 'genk'`,
    );
    return String(rows[0]?.id);
  };
  const publishWith = async (summary: string): Promise<void> => {
    const genk = await cityId();
    const texts = [source('title', 'ca', TITLE), source('summary', 'ca', summary)];
    id = await publish(running(), practice(slug, texts, { cities: [genk], owner: genk }), id || undefined);
  };

  it('with no engine at all reads well and says why', async () => {
    await publishWith(SUMMARY);
    await running().drainJobs();
    const { title, summary } = await read('es');
    expect(title).toMatchObject({
      text: TITLE,
      locale: 'ca',
      isFallback: true,
      state: 'UNAVAILABLE',
      stateReason: 'no-engine',
      stateNote:
        'En este sitio no hay ningún motor de traducción configurado; por eso se muestra el original.',
    });
    expect(summary).toMatchObject({ text: SUMMARY, isFallback: true, stateReason: 'no-engine' });
  });

  it('is there in Spanish and English once Apertium is, marked as a machine’s', async () => {
    const registry = running().app.get(TranslatorRegistry, { strict: false });
    registry.add(new ApertiumEngine(new ApertiumCommand()));
    await publishWith(SUMMARY);
    expect((await read('es')).title).toMatchObject({ state: 'PENDING', text: TITLE });
    await running().drainJobs();
    const [es, en] = [await read('es'), await read('en')];
    expect(es.title).toMatchObject({
      text: 'Los vecinos cuidan la plaza',
      locale: 'es',
      origin: 'MACHINE',
      state: 'CURRENT',
      engine: 'apertium',
      isFallback: false,
      original: { text: TITLE, locale: 'ca' },
    });
    for (const { summary } of [es, en]) {
      expect(summary).toMatchObject({ origin: 'MACHINE', state: 'CURRENT' });
      for (const kept of ['2024', '36', 'Genk', 'https://exemple.cat/placa?any=2024', 'placa@exemple.cat']) {
        expect(summary.text).toContain(kept);
      }
    }
    expect(en.summary.engine).toBe('apertium');
    // No way into Hungarian: the original, and why.
    expect((await read('hu')).title).toMatchObject({
      text: TITLE,
      state: 'UNAVAILABLE',
      stateReason: 'no-pair',
    });
  });

  it('keeps a word that a person put right through the next edit, as stale, with what has changed', async () => {
    const { headers } = await running().signIn(Role.OFFICER, 'genk');
    const { summary: before } = await read('es', headers);
    expect(before.viewerCanCorrect).toBe(true);
    const corrected = before.text.replace('plantaron', 'sembraron').replace('plaza', 'plazuela');
    expect(corrected).not.toBe(before.text);
    const input = {
      recordId: id,
      field: 'summary',
      locale: 'es',
      text: corrected,
      revision: before.revision,
    };
    const { correctTranslation } = await running().query<{
      correctTranslation: { __typename: string; text: Shown };
    }>(CORRECT, { input }, headers);
    expect(correctTranslation).toMatchObject({
      __typename: 'TranslationCorrected',
      text: { text: corrected, origin: 'MACHINE_EDITED', state: 'CURRENT', engine: 'apertium' },
    });
    await publishWith(SUMMARY_AFTER);
    await running().drainJobs();
    const { summary: after } = await read('es', headers);
    expect(after).toMatchObject({
      text: corrected,
      origin: 'MACHINE_EDITED',
      state: 'STALE',
      isFallback: false,
      sourceChange: { before: SUMMARY, now: SUMMARY_AFTER, locale: 'ca' },
    });
    // Machines' own texts were made anew, and nobody else is shown what they cannot use.
    expect((await read('en')).summary).toMatchObject({
      state: 'CURRENT',
      text: expect.stringContaining('48') as string,
    });
    expect((await read('es')).summary).toMatchObject({
      sourceChange: null,
      revision: null,
      viewerCanCorrect: false,
    });
  });

  it('is found by its Spanish words', async () => {
    const found = await running().query<{ search: { hits: { record: { id: string } }[] } }>(
      'query ($query: String!) { search(query: $query, locale: "es") { hits { record { id } } } }',
      { query: 'vecinos sembraron plazuela' },
    );
    expect(found.search.hits.map(({ record }) => record.id)).toContain(id);
  });
});
