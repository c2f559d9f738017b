import { bleu } from './bleu';
import { chrf } from './chrf';
import type { Corpus } from './corpus';
import { installedApertium, translateLines } from './engine-run';

export interface RecordedFigure {
  pair: string;
  system: string;
  bleu: number;
  /** what the makers of the model published; null: nothing */
  published: number | null;
  chrf2: number;
}

export interface RealFigure {
  /** `ro→es→en` */
  path: string;
  engine: string;
  bleu: number;
  chrf2: number;
  /** words of the source a second over all legs that were run; null: the output was recorded */
  wordsPerSecond: number | null;
}

export function recordedQuality({ recordings, sentences, published }: Corpus): RecordedFigure[] {
  return recordings.map(({ from, to, system, lines }) => {
    const references = sentences.get(to) ?? [];
    return {
      pair: `${from}→${to}`,
      system,
      bleu: bleu(lines, references),
      published: published.get(`${from}-${to}.${system}`) ?? null,
      chrf2: chrf(lines, references),
    };
  });
}

/** Ways to a language by Apertium; a leg that it has not is taken from the recordings. */
const PATHS = [
  'en es',
  'es en',
  'en ca',
  'ca en',
  'es ca',
  'ca es',
  'da nb',
  'nb da',
  'ro es',
  'ro es en',
  'en da nb',
];

/** What Apertium really makes of the sentences, each beside the recorded output of the same pair, where there is one. */
export async function realQuality(corpus: Corpus): Promise<RealFigure[]> {
  const apertium = installedApertium();
  if (!apertium) return [];
  const figures: RealFigure[] = [];
  for (const path of PATHS.map((names) => names.split(' '))) {
    const run = await alongPath(corpus, path, apertium);
    const [from = '', to = ''] = [path[0], path.at(-1)];
    if (run) figures.push({ path: path.join('→'), ...run, ...scores(corpus, to, run.lines) });
    const recorded = corpus.recordings.find((one) => one.from === from && one.to === to);
    if (run && recorded) {
      const { lines, system } = recorded;
      const about = { path: `${from}→${to}`, engine: `${system}, recorded`, wordsPerSecond: null };
      figures.push({ ...about, ...scores(corpus, to, lines) });
    }
  }
  return figures.map(({ path, engine, bleu: b, chrf2, wordsPerSecond }) => ({
    path,
    engine,
    bleu: b,
    chrf2,
    wordsPerSecond,
  }));
}

type Apertium = NonNullable<ReturnType<typeof installedApertium>>;

async function alongPath(
  { sentences, recordings }: Corpus,
  path: readonly string[],
  apertium: Apertium,
): Promise<{ lines: string[]; engine: string; wordsPerSecond: number | null } | undefined> {
  let lines = sentences.get(path[0] ?? '');
  let seconds = 0;
  const engines: string[] = [];
  const words = (lines ?? []).reduce((sum, line) => sum + line.split(/\s+/).length, 0);
  for (let leg = 0; leg + 1 < path.length; leg += 1) {
    const [from = '', to = ''] = [path[leg], path[leg + 1]];
    if (!lines) return undefined;
    if ((await apertium.pair(from, to)).state === 'ready') {
      const run = await translateLines(apertium, from, to, lines);
      lines = run.lines;
      seconds += words / run.wordsPerSecond;
      engines.push('apertium');
      continue;
    }
    const recorded = leg === 0 ? recordings.find((one) => one.from === from && one.to === to) : undefined;
    if (!recorded) return undefined;
    lines = recorded.lines;
    engines.push(`${recorded.system}, recorded`);
  }
  if (!lines || seconds === 0) return undefined;
  return { lines, engine: [...new Set(engines)].join(' + '), wordsPerSecond: words / seconds };
}

function scores(
  { sentences }: Corpus,
  to: string,
  lines: readonly string[],
): { bleu: number; chrf2: number } {
  const references = sentences.get(to) ?? [];
  return { bleu: bleu(lines, references), chrf2: chrf(lines, references) };
}
