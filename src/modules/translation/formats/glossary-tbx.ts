import type { Locale } from '../../../common/locale';
import type { ExchangedTerm, FindLocale, ImportProblem, ReadGlossary } from './glossary-exchange.type';
import { addElement, childrenOf, elementsOf, newXml, readXml, writeXml, type XmlElement } from './xml';

const NAMESPACE = 'urn:iso:std:iso:30042:ed-2';
/** TBX-Basic has no category for a term that is never translated, so it is told in a note. */
const LEAVE_AS_IS = 'leave as is';

/** A glossary as TBX-Basic (ISO 30042:2019, data categories as attributes). The term's own language comes first. */
export function writeGlossaryTbx(terms: readonly ExchangedTerm[], title: string): string {
  const { document, root } = newXml('tbx', NAMESPACE);
  for (const [name, value] of [
    ['type', 'TBX-Basic'],
    ['style', 'dca'],
    ['xml:lang', 'en'],
  ] as const) {
    root.setAttribute(name, value);
  }
  const description = addElement(addElement(root, 'tbxHeader'), 'fileDesc');
  addElement(addElement(description, 'titleStmt'), 'title', {}, title);
  addElement(addElement(description, 'sourceDesc'), 'p', {}, 'Exported from Crosstown');
  const body = addElement(addElement(root, 'text'), 'body');
  for (const [index, term] of terms.entries()) {
    const entry = addElement(body, 'conceptEntry', { id: `c${index + 1}` });
    if (term.leaveAsIs) addElement(entry, 'note', {}, LEAVE_AS_IS);
    const locales = new Set([term.locale, ...Object.keys(term.renderings), ...Object.keys(term.definitions)]);
    for (const locale of locales) {
      const language = addElement(entry, 'langSec', { 'xml:lang': locale });
      const definition = term.definitions[locale];
      if (definition !== undefined) addElement(language, 'descrip', { type: 'definition' }, definition);
      const words = locale === term.locale ? term.term : term.renderings[locale];
      // A language section has to have a term; one that only defines says the term as it is.
      addElement(addElement(language, 'termSec'), 'term', {}, words ?? term.term);
    }
  }
  return writeXml(document);
}

/** Reads TBX of 2019 (`conceptEntry`) and of 2008 (`termEntry`). Each concept is a term with its first other words. */
export function readGlossaryTbx(content: string, findLocale: FindLocale): ReadGlossary {
  const root = readXml(content);
  const problems: ImportProblem[] = [];
  if (!root || !['tbx', 'martif'].includes(root.localName ?? root.tagName)) {
    return { terms: [], problems: [{ place: 'file', problem: 'no-tbx', found: root?.tagName ?? '' }] };
  }
  const terms = elementsOf(root, 'conceptEntry', 'termEntry').flatMap((entry, index) => {
    const place = `entry ${entry.getAttribute('id') ?? index + 1}`;
    const languages = childrenOf(entry, 'langSec', 'langSet').flatMap((section) => {
      const tag = section.getAttribute('xml:lang') ?? '';
      const locale = findLocale(tag);
      // Files from elsewhere speak languages that are not ours; those are left out, not refused.
      return locale ? [languageOf(section, locale)] : [];
    });
    const own = languages.find(({ term }) => term !== '');
    if (!own) {
      problems.push({ place, problem: 'no-term', found: '' });
      return [];
    }
    return [termOf(entry, own, languages)];
  });
  return { terms, problems };
}

interface Language {
  locale: Locale;
  term: string;
  definition: string | undefined;
}

function languageOf(section: XmlElement, locale: Locale): Language {
  const textOf = (element: XmlElement | undefined): string => (element?.textContent ?? '').trim();
  const definition = elementsOf(section, 'descrip').find((one) => one.getAttribute('type') === 'definition');
  return {
    locale,
    term: textOf(elementsOf(section, 'term')[0]),
    definition: textOf(definition) || undefined,
  };
}

function termOf(entry: XmlElement, own: Language, languages: readonly Language[]): ExchangedTerm {
  const leaveAsIs = childrenOf(entry, 'note').some((note) => note.textContent?.trim() === LEAVE_AS_IS);
  const term: ExchangedTerm = {
    locale: own.locale,
    term: own.term,
    leaveAsIs,
    renderings: {},
    definitions: {},
  };
  for (const { locale, term: words, definition } of languages) {
    if (definition !== undefined) term.definitions[locale] ??= definition;
    if (locale !== own.locale && words !== '' && !(leaveAsIs && words === own.term))
      term.renderings[locale] ??= words;
  }
  return term;
}
