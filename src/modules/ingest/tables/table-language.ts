import type { Locale } from '../../../common/locale';
import { detectLanguage } from '../../translation';
import type { MappedColumn } from './mapping';
import type { TableFile } from './table-file';
import type { TableColumn } from './table-kinds';

/** under this a person would have to be asked */
const SURE = 0.9;
/** fewer letters are names as often as sentences */
const SHORTEST = 40;
const SAMPLE = 200;

/** The language that a text shows; null: one that the site does not have; undefined: it does not show. */
export function localeOf(text: string): Locale | null | undefined {
  if (text.length < SHORTEST) return undefined;
  const { locale, confidence } = detectLanguage(text);
  return confidence < SURE ? undefined : locale;
}

/** The language that most texts of a table are in, for those that are too short to show theirs. */
export function languageOfTable(
  { rows }: TableFile,
  mapping: readonly MappedColumn[],
  columns: readonly TableColumn[],
): Locale | undefined {
  const texts = new Set(columns.filter(({ form }) => form === 'text').map(({ key }) => key));
  const places = mapping.filter(({ column }) => column !== null && texts.has(column));
  const sample = rows
    .slice(0, SAMPLE)
    .flatMap(({ cells }) => places.map(({ index }) => cells[index] ?? ''))
    .join('\n');
  return localeOf(sample) ?? undefined;
}
