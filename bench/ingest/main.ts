import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareDetection } from '../../src/modules/translation';
import { writeSection } from '../relevance/results-file';
import { bulkAsMarkdown, measureBulk } from './bulk';
import { type CaseResult, findCases, runCase } from './cases';
import { knownNames } from './known-names';
import { type CaseScore, ratios } from './score';

const ROOT = resolve(__dirname, '..', '..');

const USAGE = `npm run bench:ingest -- [options]
  --cases <folder>   other documents, each NAME beside NAME.expected.json (form: bench/ingest/README.md);
                     known.json there may name further cities, organisations and networks
  --data <folder>    the shared material (default: ../shared/data beside the project)
  --json             figures only, on standard output; bench/RESULTS.md stays as it is
  --only <part>      documents or tables
  --verbose          what was wrong or missing, value by value
  --no-write         do not touch bench/RESULTS.md`;

interface Result extends Omit<CaseResult, 'found'> {
  document: string;
  kind: string;
  locale: string;
  records: Record<string, number>;
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const data = resolve(values.data ?? resolve(ROOT, '..', 'shared', 'data'));
  const expectedIn = resolve(values.cases ?? resolve(__dirname, 'expected'));
  const documentsIn = values.cases === undefined ? resolve(data, 'network-documents') : expectedIn;
  const isOwn = values.cases === undefined;
  const results =
    values.only === 'tables' ? [] : await measureDocuments(expectedIn, documentsIn, values.cases);
  const tables = isOwn && values.only !== 'documents' ? await measureBulk(data) : null;
  if (isOwn && tables === null && values.only !== 'documents') {
    console.error(`Skipped: whole tables, as there is no import/ in ${data}.`);
  }
  if (values.json) {
    process.stdout.write(`${JSON.stringify(isOwn ? { documents: results, tables } : results, null, 2)}\n`);
    return;
  }
  const text = [
    ...(results.length > 0 ? [asMarkdown(results)] : []),
    ...(tables ? [bulkAsMarkdown(tables)] : []),
  ].join('\n\n');
  console.log(text);
  if (values.verbose)
    for (const { document, remarks } of results) console.log([`\n${document}`, ...remarks].join('\n  '));
  if (!values['no-write'] && isOwn && values.only === undefined) {
    await writeSection(resolve(ROOT, 'bench', 'RESULTS.md'), 'Ingest', 'npm run bench:ingest', text);
  }
}

async function measureDocuments(
  expectedIn: string,
  documentsIn: string,
  cases: string | undefined,
): Promise<Result[]> {
  prepareDetection();
  const context = knownNames(ROOT, cases);
  const results: Result[] = [];
  for (const one of findCases(expectedIn, documentsIn)) {
    if (one.isThere) results.push(asResult(one.name, await runCase(one, context)));
    else console.error(`Skipped: ${one.name}, as it is not in ${documentsIn}.`);
  }
  if (results.length === 0) throw new Error(`There is no document with expected values in ${documentsIn}.`);
  return results;
}

function asResult(document: string, { found, ...figures }: CaseResult): Result {
  const records: Record<string, number> = {};
  for (const { kind } of found.records) records[kind] = (records[kind] ?? 0) + 1;
  return { document, kind: found.documentKind.value, locale: found.locale, records, ...figures };
}

function asMarkdown(results: readonly Result[]): string {
  const total = { right: 0, wrong: 0, missing: 0 };
  const rows = results.map((result) => {
    for (const key of ['right', 'wrong', 'missing'] as const) total[key] += result[key];
    const records = Object.entries(result.records).map(([kind, count]) => `${count} ${kind.toLowerCase()}`);
    return row(
      result.document,
      result.kind,
      result.locale,
      records.join(', '),
      result,
      `${result.readMs + result.understandMs} ms`,
    );
  });
  return [
    'Field by field against values made by hand (`bench/ingest/expected`): text after NFC and white-space folding, lists item by item, the place in the source counted as a value of its own. What a document does not tell and is proposed all the same counts as wrong; so does a word of the page around it, or of a person, in any text.',
    '',
    '| document | kind | language | records | right | wrong | missing | precision | recall | F1 | time |',
    '| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    row('**all**', '', '', '', { ...total, ...ratios(total) }, ''),
  ].join('\n');
}

function row(
  name: string,
  kind: string,
  locale: string,
  records: string,
  figures: Pick<CaseScore, 'right' | 'wrong' | 'missing' | 'precision' | 'recall' | 'f1'>,
  time: string,
): string {
  const { right, wrong, missing, precision, recall, f1 } = figures;
  const shares = [precision, recall, f1].map((value) => value.toFixed(3));
  return `| ${[name, kind, locale, records, right, wrong, missing, ...shares, time].join(' | ')} |`;
}
