import type { Locale } from '../../../common/locale';
import type { TextWeight } from '../../records';
import { analyse, fold } from '../analysis';
import { type ConceptLabels, conceptTerm } from '../concept-labels';
import { ANY_LANGUAGE, type SearchDocument } from '../indexing/search-document';
import { fingerprintOf } from '../postgres/encode-document';

type Attribute = 'title' | 'summary' | 'fields' | 'body';
const ATTRIBUTE_OF: Record<TextWeight, Attribute> = {
  title: 'title',
  summary: 'summary',
  field: 'fields',
  body: 'body',
};
/** Titles are compared by so many characters. */
const TITLE_LENGTH = 100;

/** A record as Meilisearch keeps it, the texts of all its languages together. */
export interface MeiliDocument extends Record<Attribute, string[]> {
  id: string;
  fingerprint: string;
  audience: string[];
  facets: string[];
  /** every analysed term of every row: what decides whether it matches */
  terms: string[];
  /** `20240401`; a year or month counts as after all its days */
  date: number;
  /** for each locale the folded title to sort by */
  titles: Record<Locale, string>;
}

/** `locales`: all that a reader may sort titles in. */
export function meiliDocument(
  document: SearchDocument,
  locales: readonly Locale[],
  labels: ConceptLabels,
): MeiliDocument {
  const texts: Record<Attribute, string[]> = { title: [], summary: [], fields: [], body: [] };
  const terms = new Set<string>();
  for (const row of document.rows) {
    for (const { weight, text, locale } of row.texts) {
      const words: string[] = [];
      // After the words and apart from them, so that phrases are words next to each other.
      const others: string[] = [];
      for (const { folded, stem, joined } of analyse(text, locale ?? ANY_LANGUAGE)) {
        (joined ? others : words).push(folded);
        terms.add(folded);
        if (stem === null) continue;
        others.push(stem);
        terms.add(stem);
      }
      if (words.length > 0) texts[ATTRIBUTE_OF[weight]].push(words.join(' '), others.join(' '));
    }
  }
  for (const concept of document.concepts) {
    terms.add(conceptTerm(concept));
    // For phrases alone: words are found in labels by the concept's term.
    for (const { text, locale } of labels.textsOf(concept)) {
      texts.fields.push(
        analyse(text, locale)
          .filter(({ joined }) => !joined)
          .map(({ folded }) => folded)
          .join(' '),
      );
    }
  }
  const { recordId, audience, facets, titles, sourceLocale, sortDate } = document;
  const titleIn = (locale: Locale): string => titles[locale] ?? titles[sourceLocale] ?? '';
  return {
    id: recordId,
    fingerprint: fingerprintOf(document),
    audience,
    facets,
    terms: [...terms],
    date: Number(sortDate.replaceAll('-', '').replace('~', '').padEnd(8, '9')),
    titles: Object.fromEntries(
      locales.map((locale) => [locale, fold(titleIn(locale)).slice(0, TITLE_LENGTH)]),
    ),
    ...texts,
  };
}
