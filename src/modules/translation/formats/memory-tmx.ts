import type { Locale } from '../../../common/locale';
import { addElement, newXml, writeXml } from './xml';

export interface MemoryUnit {
  sourceLocale: Locale;
  source: string;
  locale: Locale;
  text: string;
  updatedAt: Date;
}

/** A translation memory as TMX 1.4b: one unit per text and language, whole paragraphs, plain text. */
export function writeMemoryTmx(units: readonly MemoryUnit[], version: string): string {
  const { document, root } = newXml('tmx');
  root.setAttribute('version', '1.4');
  addElement(root, 'header', {
    creationtool: 'Crosstown',
    creationtoolversion: version,
    segtype: 'block',
    'o-tmf': 'Crosstown',
    adminlang: 'en',
    srclang: '*all*',
    datatype: 'plaintext',
  });
  const body = addElement(root, 'body');
  for (const { sourceLocale, source, locale, text, updatedAt } of units) {
    const unit = addElement(body, 'tu', { srclang: sourceLocale, changedate: stamp(updatedAt) });
    addElement(addElement(unit, 'tuv', { 'xml:lang': sourceLocale }), 'seg', {}, source);
    addElement(addElement(unit, 'tuv', { 'xml:lang': locale }), 'seg', {}, text);
  }
  return writeXml(document);
}

/** `20261121T093000Z`, as the format has it. */
function stamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/gu, '');
}
