import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LocaleDefinition } from '../../src/common/locale';
import { RecordKind } from '../../src/common/records';
import type { UnderstandingContext } from '../../src/modules/ingest/understanding';
import type { KnownConcept, KnownParty, KnownRecord } from '../../src/modules/ingest/understanding/context';
import { loadLexicons } from '../../src/modules/ingest/understanding/lexicon';
import { detectLanguage } from '../../src/modules/translation';
import { fold, stemmerFor } from '../../src/platform/language';

interface DemoRecord {
  kind: RecordKind;
  slug: string;
  sourceLocale: string;
  texts: { title: { original?: string; translations?: Record<string, string> } };
  fields: {
    exonyms?: { locale: string; name: string; forms?: string[] }[];
    alternativeNames?: string[];
    networkKind?: string;
  };
  actions?: DemoRecord[];
}

/** A file `known.json` beside foreign cases: what the site of those cases knows by name. */
interface KnownFile {
  parties?: { slug: string; kind: RecordKind; names: string[]; forms?: string[]; isProgramme?: boolean }[];
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** What a site with the demo's cities, organisations and networks knows, without a database. */
export function knownNames(root: string, casesFolder?: string): UnderstandingContext {
  const locales = readJson<LocaleDefinition[]>(resolve(root, 'i18n', 'locales.json')).map(({ tag }) => tag);
  const demo = ['cities', 'networks', 'organisations', 'plans', 'events', 'practices'].flatMap((folder) => {
    const path = resolve(root, 'src', 'demo', 'content', folder);
    return readdirSync(path).map((file) => readJson<DemoRecord>(resolve(path, file)));
  });
  const known = casesFolder === undefined ? '' : resolve(casesFolder, 'known.json');
  const own = existsSync(known) ? readJson<KnownFile>(known) : {};
  return {
    lexicons: loadLexicons(locales),
    parties: [...demo.filter(isParty).map(asParty), ...(own.parties ?? []).map(asOwnParty)],
    records: demo.flatMap((record) => [record, ...(record.actions ?? [])]).map(asRecord),
    concepts: concepts(root, locales),
    detectLanguage,
    stem: (word, locale) => stemmerFor(locale)?.(word) ?? fold(word),
  };
}

const isParty = ({ kind }: DemoRecord): boolean =>
  [RecordKind.CITY, RecordKind.NETWORK, RecordKind.ORGANISATION].includes(kind);

const titlesOf = ({ texts, sourceLocale }: DemoRecord): { text: string; locale: string }[] => [
  ...(texts.title.original === undefined ? [] : [{ text: texts.title.original, locale: sourceLocale }]),
  ...Object.entries(texts.title.translations ?? {}).map(([locale, text]) => ({ text, locale })),
];

function asParty(record: DemoRecord): KnownParty {
  const { slug, kind, sourceLocale: locale, fields } = record;
  return {
    id: slug,
    slug,
    kind,
    names: [
      ...titlesOf(record).map((title) => ({ ...title, form: false })),
      ...(fields.exonyms ?? []).flatMap((exonym) => [
        { text: exonym.name, locale: exonym.locale, form: false },
        ...(exonym.forms ?? []).map((text) => ({ text, locale: exonym.locale, form: true })),
      ]),
      ...(fields.alternativeNames ?? []).map((text) => ({ text, locale, form: false })),
    ],
    ...(fields.networkKind === 'network-kind/programme' ? { isProgramme: true } : {}),
  };
}

function asOwnParty(party: NonNullable<KnownFile['parties']>[number]): KnownParty {
  const names = [
    ...party.names.map((text) => ({ text, locale: 'en', form: false })),
    ...(party.forms ?? []).map((text) => ({ text, locale: 'en', form: true })),
  ];
  return {
    id: party.slug,
    slug: party.slug,
    kind: party.kind,
    names,
    ...(party.isProgramme ? { isProgramme: true } : {}),
  };
}

const asRecord = (record: DemoRecord): KnownRecord => ({
  id: record.slug,
  slug: record.slug,
  kind: record.kind,
  titles: titlesOf(record).map(({ text }) => text),
});

function concepts(root: string, locales: readonly string[]): KnownConcept[] {
  const files = new Map(
    locales.map((locale) => [
      locale,
      readJson<Record<string, { label: string; alt?: string[] }>>(
        resolve(root, 'i18n', locale, 'vocabulary.json'),
      ),
    ]),
  );
  return readJson<{ id: string; scheme: string }[]>(
    resolve(root, 'src', 'modules', 'vocabulary', 'concepts.json'),
  ).map(({ id, scheme }) => ({
    id,
    scheme,
    labels: [...files].flatMap(([locale, rows]) => {
      const row = rows[id];
      return row ? [{ locale, label: row.label, alternatives: row.alt ?? [] }] : [];
    }),
  }));
}
