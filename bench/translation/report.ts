import { type DetectionFigure, TARGETS } from './detection';
import type { RealFigure, RecordedFigure } from './quality';
import type { Survival } from './survival';
import { KINDS } from './things-to-keep';

export interface Results {
  /** name of the folder, and sentences in each language */
  data: { name: string; sentences: number };
  recorded: RecordedFigure[];
  real: RealFigure[];
  survival: Survival;
  detection: DetectionFigure[];
}

/** The results as Markdown tables. */
export function asMarkdown({ data, recorded, real, survival, detection }: Results): string {
  const about = `On \`${data.name}\`: ${data.sentences} sentences in each language.`;
  return [
    about,
    detectionTable(detection),
    recordedTable(recorded),
    realTable(real),
    survivalTable(survival),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}

const share = (value: number): string => value.toFixed(4);
const figure = (value: number): string => value.toFixed(1);

function detectionTable(figures: readonly DetectionFigure[]): string {
  const mean = (of: (one: DetectionFigure) => number): number =>
    figures.reduce((sum, one) => sum + of(one), 0) / Math.max(1, figures.length);
  const row = (one: Omit<DetectionFigure, 'sentences'>): string[] => [
    one.locale,
    share(one.sentence),
    share(one.fiveWords),
    share(one.asked),
    share(one.rightIfSure),
    one.microseconds.toFixed(0),
  ];
  const rows = [...figures].sort((a, b) => a.locale.localeCompare(b.locale)).map(row);
  const means = row({
    locale: '**mean**',
    sentence: mean((one) => one.sentence),
    fiveWords: mean((one) => one.fiveWords),
    asked: mean((one) => one.asked),
    rightIfSure: mean((one) => one.rightIfSure),
    microseconds: mean((one) => one.microseconds),
  });
  const lowest = (of: (one: DetectionFigure) => number): number => Math.min(...figures.map(of));
  return `### Which language a text is in

Whole sentences, and every five words of them. No answer counts as a wrong one. “Asked”: share of five words of which the site is not sure and asks the person.

${table(['language', 'sentence right', 'five words right', 'five words asked', 'right where sure', 'µs a text'], [...rows, means])}

- Lowest for sentences: ${share(lowest((one) => one.sentence))} (target ≥ ${TARGETS.sentence}); for five words: ${share(lowest((one) => one.fiveWords))} (target ≥ ${TARGETS.fiveWords}), their mean ${share(mean((one) => one.fiveWords))} (target ≥ ${TARGETS.fiveWordsMean}).`;
}

function recordedTable(figures: readonly RecordedFigure[]): string {
  const rows = figures.map(({ pair, system, bleu, published, chrf2 }) => [
    pair,
    system,
    figure(bleu),
    published === null ? '–' : figure(published),
    figure(chrf2),
  ]);
  const differences = figures.flatMap(({ bleu, published }) =>
    published === null ? [] : [Math.abs(bleu - published)],
  );
  return `### Recorded translations

${table(['pair', 'model', 'BLEU', 'published', 'chrF2'], rows)}

- Largest difference from the published BLEU: ${differences.length === 0 ? '–' : Math.max(...differences).toFixed(2)}, rounding to one digit included (target ≤ 0.1).`;
}

function realTable(figures: readonly RealFigure[]): string {
  if (figures.length === 0) return '### Apertium\n\nNot installed where this was run.';
  const rows = figures.map(({ path, engine, bleu, chrf2, wordsPerSecond }) => [
    path,
    engine,
    figure(bleu),
    figure(chrf2),
    wordsPerSecond === null ? '–' : wordsPerSecond.toFixed(0),
  ]);
  return `### Apertium, run here

Through the site's engine, in requests of 50 sentences, one after the other; beside each the recorded output of the same pair, where there is one.

${table(['way', 'engine', 'BLEU', 'chrF2', 'words a second'], rows)}`;
}

function survivalTable({ figures, longestBlockMs }: Survival): string {
  const rows = figures.map(({ pair, engine, translated, refused, kinds }) => [
    pair,
    engine,
    String(translated),
    String(refused),
    ...KINDS.map((kind) => `${kinds[kind].lost} of ${kinds[kind].there}`),
  ]);
  const all = KINDS.map((kind) => {
    const sum = (of: 'there' | 'lost'): number =>
      figures.reduce((total, one) => total + one.kinds[kind][of], 0);
    return `${kind} ${sum('lost')} of ${sum('there')}`;
  });
  return `### What a translation may not lose

Through the whole chain. Apertium's sentences have an address, an e-mail-like string and two glossary terms added; recorded ones are as they were recorded. Refused: the chain gave no translation, since the engine's had lost something, was no translation or was in another language; a reader then sees the original.

${table(['pair', 'engine', 'translated', 'refused', ...KINDS.map((kind) => `lost ${kind}`)], rows)}

- Lost in all: ${all.join(', ')} (target 0).
- Longest stretch in which the process computed and answered nobody while it did this: ${longestBlockMs.toFixed(0)} ms (target ≤ 50).`;
}
