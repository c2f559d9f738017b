import { RecordKind } from '../src/common/records';
import { useApplication } from './harness/application';

const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];

interface Words {
  text: string;
  locale: string;
  origin: string;
  engine: string | null;
  isFallback: boolean;
  isSource: boolean;
  state: string;
}
interface Found {
  kind: string;
  slug: string;
  sourceLocale: string;
  title: Words;
  summary: Words | null;
  themes: { label: string }[];
}

const WORDS = '{ text locale origin engine isFallback isSource state }';
const ALL = `query ($locale: Locale) {
  ${['cities', 'organisations', 'networks', 'plans', 'actions', 'practices', 'events', 'methods', 'contacts']
    .map(
      (name) => `${name}(first: 100, locale: $locale) { edges { node {
        kind slug sourceLocale title ${WORDS} summary ${WORDS} themes { label }
      } } }`,
    )
    .join('\n')}
}`;

describe('the twelve languages', () => {
  const running = useApplication();

  async function all(locale: string | null, headers: Record<string, string> = {}): Promise<Found[]> {
    const data = await running().query<Record<string, { edges: { node: Found }[] }>>(
      ALL,
      { locale },
      headers,
    );
    return Object.values(data).flatMap(({ edges }) => edges.map(({ node }) => node));
  }

  it('are offered in their order', async () => {
    expect(await running().query('{ locales }')).toEqual({ locales: LOCALES });
  });

  it('are understood with quotes and without', async () => {
    const ask = (tag: string) =>
      running().query(`{ record(slug: "genk") { title(locale: ${tag}) ${WORDS} } }`);
    expect(await ask('lv')).toEqual(await ask('"lv"'));
    const refused = await running().send('{ record(slug: "genk") { title(locale: xx) { text } } }');
    expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([400, 'UNKNOWN_LOCALE']);
  });

  it.each(LOCALES)('%s: titles and summaries of every record, with where they come from', async (locale) => {
    const records = await all(locale);
    const [{ count } = { count: 0 }] = (await running().dataSource.query(
      "SELECT count(*)::int AS count FROM record WHERE state = 'PUBLISHED' AND audience && '{public}'",
    )) as { count: number }[];
    expect(records).toHaveLength(count);
    expect(new Set(records.map(({ kind }) => kind)).size).toBe(Object.keys(RecordKind).length);
    for (const { slug, sourceLocale, title, summary } of records) {
      for (const words of [title, summary]) {
        const shown = { slug, ...words, text: undefined };
        expect(words?.text.trim()).toBeTruthy();
        expect(shown).toMatchObject({ slug, locale, isFallback: false, state: 'CURRENT' });
        if (words?.origin === 'MACHINE') expect(shown).toMatchObject({ engine: 'demo' });
        else expect(shown).toMatchObject({ origin: 'ORIGINAL', locale: sourceLocale, isSource: true });
      }
    }
  });

  it('differ: no text of one language stands for another', async () => {
    const [danish, dutch, hungarian] = await Promise.all([all('da'), all('nl'), all('hu')]);
    const summaryOf = (records: Found[], slug: string): string | undefined =>
      records.find((record) => record.slug === slug)?.summary?.text;
    for (const { slug } of danish ?? []) {
      const summaries = [danish, dutch, hungarian].map((records) => summaryOf(records ?? [], slug));
      expect({ slug, different: new Set(summaries).size }).toEqual({ slug, different: 3 });
    }
  });

  it('are marked as a fallback where a translation is missing', async () => {
    await running().change(async (manager) => {
      await manager.query(
        "DELETE FROM record_text WHERE locale = 'hu' AND field = 'summary' AND record_id = (SELECT id FROM record WHERE slug = 'kekava-mediation-training-2025')",
      );
    });
    const { record } = await running().query<{ record: { summary: Words & { original: Words } } }>(
      `{ record(slug: "kekava-mediation-training-2025") { summary(locale: "hu") { text locale origin isFallback state original ${WORDS} } } }`,
    );
    expect(record.summary).toMatchObject({ locale: 'lv', isFallback: true, state: 'UNAVAILABLE' });
    expect(record.summary.text).toBe(record.summary.original.text);
  });

  it('are chosen by Accept-Language where the query names none', async () => {
    const polish = await all(null, { 'accept-language': 'xx, pl-PL;q=0.9, en;q=0.1' });
    expect(new Set(polish.map(({ title }) => title.locale))).toEqual(new Set(['pl']));
    expect(
      (await running().query(
        '{ locales }',
        {},
        { 'accept-language': '☃'.codePointAt(0)?.toString(16) ?? '' },
      )) as object,
    ).toBeDefined();
    const unknown = await all(null, { 'accept-language': 'xx' });
    for (const { title, sourceLocale } of unknown)
      expect(title).toMatchObject({ locale: sourceLocale, isFallback: false });
  });

  it('give way to the language a field asks for itself', async () => {
    const { record } = await running().query<{ record: Record<string, Words> }>(
      `{ record(slug: "aarhus") { ${LOCALES.map((l) => `${l}: summary(locale: "${l}") ${WORDS}`).join(' ')} } }`,
      {},
      { 'accept-language': 'cs' },
    );
    for (const locale of LOCALES) expect(record[locale]).toMatchObject({ locale, isFallback: false });
  });

  it('accept the forms that browsers send', async () => {
    const { a, b } = await running().query<Record<'a' | 'b', { title: Words }>>(
      `{ a: record(slug: "genk") { title(locale: "nb-NO") ${WORDS} } b: record(slug: "genk") { title(locale: "PL") ${WORDS} } }`,
    );
    expect([a.title.locale, b.title.locale]).toEqual(['nb', 'pl']);
  });

  it('name every concept', async () => {
    const label = await Promise.all(
      LOCALES.map(async (locale) => {
        const data = await running().query<{ concepts: { id: string; label: string }[] }>(
          'query ($l: Locale) { concepts(scheme: "target-group", locale: $l) { id label } }',
          { l: locale },
        );
        expect(data.concepts.length).toBeGreaterThan(5);
        for (const concept of data.concepts) expect(concept.label.trim()).not.toBe('');
        return data.concepts.find(({ id }) => id === 'target-group/youth')?.label;
      }),
    );
    expect(label[LOCALES.indexOf('da')]).toMatch(/unge/i);
    expect(label[LOCALES.indexOf('cs')]).toMatch(/mlad/i);
    expect(new Set(label).size).toBeGreaterThan(8);
  });

  it('know no concept of an unknown scheme', async () => {
    expect(await running().query('{ concepts(scheme: "no-such") { id } }')).toEqual({ concepts: [] });
  });
});
