import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '../../src/modules/search/analysis';
import type { BenchEngine } from './bench-engine.type';
import { readCranfield } from './cranfield';
import { hasFlores, mistype, rareWords, readFlores } from './flores';
import { mean, ndcgAtTen, reciprocalRank } from './metrics';
import { readQuestions } from './questions';
import { meanLine, type TaskResult } from './report';

/** Finished words: a space at the end says that nobody is still typing the last one. */
const asQuery = (words: readonly string[]): string => `${words.join(' ')} `;

async function sentencesFound(
  engine: BenchEngine,
  queries: readonly string[][],
  locale: string,
  every: number,
): Promise<number> {
  const ranks: number[] = [];
  for (const [index, words] of queries.entries()) {
    if (index % every !== 0) continue;
    ranks.push(reciprocalRank(await engine.search(asQuery(words), locale, 10), new Set([String(index)])));
  }
  return mean(ranks);
}

/**
 * Through translations, and the same with slips of the hand and without diacritics. Nothing where the folder lacks it.
 * @param every one query of so many is asked, for a quick look
 */
export async function translationAndTyping(
  data: string,
  engines: readonly BenchEngine[],
  every = 1,
): Promise<TaskResult[]> {
  const folder = join(data, 'flores-dev');
  if (!hasFlores(folder)) return [];
  const { english, languages } = readFlores(folder);
  const queries = rareWords(english);
  const oneSlip = mistype(queries, false);
  const allSlips = mistype(queries, true);
  const clean: TaskResult['lines'] = [];
  const one: TaskResult['lines'] = [];
  const all: TaskResult['lines'] = [];
  const accented: TaskResult['lines'] = [];
  const stripped: TaskResult['lines'] = [];
  for (const { locale, documents, sentences } of languages) {
    const own = rareWords(sentences);
    const ownStripped = own.map((words) => words.map((word) => fold(word)));
    const figures: number[][] = [];
    for (const engine of engines) {
      await engine.index(documents);
      figures.push([
        await sentencesFound(engine, queries, 'en', every),
        await sentencesFound(engine, oneSlip, 'en', every),
        await sentencesFound(engine, allSlips, 'en', every),
        await sentencesFound(engine, own, locale, every),
        await sentencesFound(engine, ownStripped, locale, every),
      ]);
    }
    [clean, one, all, accented, stripped].forEach((lines, column) =>
      lines.push({ label: locale, values: figures.map((row) => row[column] ?? null) }),
    );
  }
  const names = engines.map(({ name }) => name);
  const base = { metric: 'MRR@10', engines: names, notes: [] };
  const share = (part: TaskResult['lines'], whole: TaskResult['lines']): TaskResult['lines'] =>
    part.map(({ label, values }, line) => ({
      label,
      values: values.map((value, column) => ratio(value, whole[line]?.values[column])),
    }));
  return [
    {
      ...base,
      id: 'translations',
      title: 'Through translations',
      about: `${english.length} sentences per language with their recorded English translation; the query is three rare words of the English reference${sampled(every)}.`,
      lines: [...clean, meanLine(clean)],
    },
    {
      ...base,
      id: 'typing-one',
      title: 'Typing: one slip in one of the three words',
      about:
        'Letters swapped, dropped or doubled by turns (seeded), never the first; as a share of the same query without it.',
      metric: 'share of clean',
      lines: [...share(one, clean), meanLine(share(one, clean))],
    },
    {
      ...base,
      id: 'typing-all',
      title: 'Typing: a slip in every word of five letters or more',
      about: 'As above, in all three words.',
      metric: 'share of clean',
      lines: [...share(all, clean), meanLine(share(all, clean))],
    },
    {
      ...base,
      id: 'own-language',
      title: "Three rare words of each language's own text",
      about: 'The same index, asked in the language of the original.',
      lines: [...accented, meanLine(accented)],
    },
    {
      ...base,
      id: 'diacritics',
      title: 'The same without diacritics',
      about: 'As a share of the query with them.',
      metric: 'share of clean',
      lines: [...share(stripped, accented), meanLine(share(stripped, accented))],
    },
  ];
}

function sampled(every: number): string {
  return every === 1 ? '' : ` (asked: one query of ${every})`;
}

function ratio(part: number | null, whole: number | null | undefined): number | null {
  return part === null || whole === null || whole === undefined || whole === 0 ? null : part / whole;
}

/** Questions in Norwegian and Polish, to find the passage that answers them. */
export async function questions(
  data: string,
  engines: readonly BenchEngine[],
  every = 1,
): Promise<TaskResult[]> {
  const sets = [
    { file: 'norquad-validation.nb.json', locale: 'nb', name: 'NorQuAD (nb)' },
    { file: 'poquad.pl.json', locale: 'pl', name: 'PoQuAD (pl)' },
  ].filter(({ file }) => existsSync(join(data, 'retrieval', file)));
  if (sets.length === 0) return [];
  const lines: TaskResult['lines'] = [];
  for (const { file, locale, name } of sets) {
    const set = readQuestions(join(data, 'retrieval', file), locale);
    const values: number[] = [];
    for (const engine of engines) {
      await engine.index(set.documents);
      const ranks: number[] = [];
      for (const [index, { query, passage }] of set.questions.entries()) {
        if (index % every !== 0) continue;
        ranks.push(reciprocalRank(await engine.search(query, locale, 10), new Set([passage])));
      }
      values.push(mean(ranks));
    }
    lines.push({
      label: `${name}: ${set.questions.length} questions, ${set.documents.length} passages`,
      values,
    });
  }
  return [
    {
      id: 'questions',
      title: 'Questions',
      about: `A question as people ask it, to the passage that answers it (answerable ones only)${sampled(every)}.`,
      metric: 'MRR@10',
      engines: engines.map(({ name }) => name),
      lines,
      notes: [],
    },
  ];
}

/** The Cranfield collection, to hold ranking and metric code against published figures. */
export async function cranfield(
  data: string,
  engines: readonly BenchEngine[],
  every = 1,
): Promise<TaskResult[]> {
  const folder = join(data, 'retrieval', 'cranfield');
  if (!existsSync(join(folder, 'cran.qry'))) return [];
  const { documents, queries } = readCranfield(folder);
  const values: number[] = [];
  for (const engine of engines) {
    await engine.index(documents);
    const gains: number[] = [];
    for (const [index, { query, relevant }] of queries.entries()) {
      if (index % every !== 0) continue;
      gains.push(ndcgAtTen(await engine.search(query, 'en', 10), relevant));
    }
    values.push(mean(gains));
  }
  return [
    {
      id: 'cranfield',
      title: 'Cranfield',
      about: `${documents.length} abstracts, ${queries.length} queries, relevant are grades 1–4${sampled(every)}.`,
      metric: 'nDCG@10',
      engines: engines.map(({ name }) => name),
      lines: [{ label: 'en', values }],
      notes: [],
    },
  ];
}
