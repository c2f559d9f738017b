import type { Locale } from '../../../common/locale';
import type { ExchangedTerm, FindLocale, ImportProblem, ReadGlossary } from './glossary-exchange.type';

const FIXED = ['language', 'term', 'leave as is'] as const;
const YES = new Set(['yes', 'true', '1', 'x']);
/** A cell that begins so is a formula to spreadsheets; an apostrophe before it keeps it a text. */
const FORMULA = /^[=+\-@\t\r]/u;
const GUARDED = /^'(?=[=+\-@\t\r])/u;

/**
 * A glossary as comma-separated values (RFC 4180, UTF-8 with a byte-order mark for spreadsheets): language, term, leave
 * as is, then for each language a column with the rendering (`sk`) and one with the definition (`sk definition`).
 */
export function writeGlossaryCsv(terms: readonly ExchangedTerm[], locales: readonly Locale[]): string {
  const header = [...FIXED, ...locales, ...locales.map((locale) => `${locale} definition`)];
  const rows = terms.map(({ locale, term, leaveAsIs, renderings, definitions }) => [
    locale,
    term,
    leaveAsIs ? 'yes' : '',
    ...locales.map((one) => renderings[one] ?? ''),
    ...locales.map((one) => definitions[one] ?? ''),
  ]);
  return `\ufeff${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Reads what `writeGlossaryCsv` writes, also with semicolons or tabs, and columns in any order or left out. */
export function readGlossaryCsv(content: string, findLocale: FindLocale): ReadGlossary {
  const rows = parseCsv(content.replace(/^\ufeff/u, ''));
  const problems: ImportProblem[] = [];
  const [header, ...lines] = rows;
  const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase());
  const termAt = names.indexOf('term');
  const localeAt = names.indexOf('language');
  if (termAt < 0 || localeAt < 0) {
    problems.push({ place: 'line 1', problem: 'no-header', found: names.join(', ').slice(0, 100) });
    return { terms: [], problems };
  }
  const columns = names.map((name, index) => columnOf(name, index, findLocale));
  for (const [index, name] of names.entries()) {
    if (!columns[index] && name !== '' && !(FIXED as readonly string[]).includes(name)) {
      problems.push({ place: 'line 1', problem: 'unknown-column', found: name.slice(0, 100) });
    }
  }
  const terms: ExchangedTerm[] = [];
  for (const { line, cells } of lines) {
    const at = (index: number): string => (cells[index] ?? '').replace(GUARDED, '').trim();
    if (cells.every((one) => one.trim() === '')) continue;
    const place = `line ${line}`;
    const locale = findLocale(at(localeAt));
    if (!locale) problems.push({ place, problem: 'unknown-language', found: at(localeAt).slice(0, 100) });
    if (at(termAt) === '') problems.push({ place, problem: 'no-term', found: '' });
    if (!locale || at(termAt) === '') continue;
    const term: ExchangedTerm = {
      locale,
      term: at(termAt),
      leaveAsIs: YES.has(at(names.indexOf('leave as is')).toLowerCase()),
      renderings: {},
      definitions: {},
    };
    for (const column of columns) {
      if (column && at(column.index) !== '') term[column.part][column.locale] = at(column.index);
    }
    terms.push(term);
  }
  return { terms, problems };
}

function columnOf(
  name: string,
  index: number,
  findLocale: FindLocale,
): { index: number; locale: Locale; part: 'renderings' | 'definitions' } | undefined {
  const isDefinition = name.endsWith(' definition');
  const locale = findLocale(isDefinition ? name.slice(0, -' definition'.length) : name);
  return locale ? { index, locale, part: isDefinition ? 'definitions' : 'renderings' } : undefined;
}

/** Rows with the line at which each begins. A quoted cell may hold separators, line ends and doubled quotes. */
function parseCsv(content: string): { line: number; cells: string[] }[] {
  const separator = separatorOf(content);
  const rows: { line: number; cells: string[] }[] = [];
  let row: { line: number; cells: string[] } = { line: 1, cells: [] };
  let text = '';
  let isQuoted = false;
  let line = 1;
  const endRow = (): void => {
    row.cells.push(text);
    rows.push(row);
    text = '';
    row = { line, cells: [] };
  };
  for (let at = 0; at < content.length; at++) {
    const character = content.charAt(at);
    if (character === '\n') line += 1;
    if (isQuoted) {
      if (character !== '"') text += character;
      else if (content.charAt(at + 1) === '"') {
        text += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && text === '') isQuoted = true;
    else if (character === separator) {
      row.cells.push(text);
      text = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') text += character;
  }
  if (text !== '' || row.cells.length > 0) endRow();
  return rows;
}

/** Spreadsheets write what their country uses. */
function separatorOf(content: string): string {
  const header = content.slice(0, 2_000).split('\n')[0] ?? '';
  const count = (sign: string): number => header.split(sign).length;
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ',';
}
