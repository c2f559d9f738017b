// Every language has every word: the same keys as English, each plural form that the language has, and the same
// blanks to fill. Run by `npm test`.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', 'i18n');
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Problems of one language's words against English's, as sentences. */
export function compareMessages(locale, messages, english) {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const wanted = new Map();
  for (const [key, text] of flatten(english)) {
    const base = key.replace(PLURAL, '');
    if (base === key) wanted.set(key, text);
    else for (const form of forms) wanted.set(`${base}_${form}`, text);
  }
  const found = new Map(flatten(messages));
  const problems = [];
  for (const [key, text] of wanted) {
    const own = found.get(key);
    if (own === undefined) problems.push(`${locale}: ${key} is missing`);
    else if (own.trim() === '') problems.push(`${locale}: ${key} is empty`);
    else if (blanks(own) !== blanks(text)) problems.push(`${locale}: ${key} has other blanks: ${own}`);
  }
  for (const key of found.keys()) if (!wanted.has(key)) problems.push(`${locale}: ${key} is not in English`);
  return problems;
}

function flatten(value, prefix = '') {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

function blanks(text) {
  return (text.match(/\{\{.*?\}\}/g) ?? []).sort().join(' ');
}

/** Words of the public pages, of the desk, and of its pages about imports. */
const FILES = ['web.json', 'desk.json', 'imports.json'];

async function read(locale, file) {
  return JSON.parse(await readFile(join(folder, locale, file), 'utf8'));
}

/** Problems of all languages in `i18n/`. */
export async function checkMessages() {
  const entries = await readdir(folder, { withFileTypes: true });
  const locales = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const lists = await Promise.all(
    FILES.map(async (file) => {
      const english = await read('en', file);
      return Promise.all(
        locales.map(async (locale) => compareMessages(locale, await read(locale, file), english)),
      );
    }),
  );
  return lists.flat(2);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = await checkMessages();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
