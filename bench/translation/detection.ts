import { ASK_BELOW, detectLanguage, prepareDetection } from '../../src/modules/translation/detection';
import type { Corpus } from './corpus';

export interface DetectionFigure {
  locale: string;
  sentences: number;
  /** share that was told rightly; another language than ours, or none, counts as wrong */
  sentence: number;
  fiveWords: number;
  /** share of five words that a person would be asked about, and how many of the rest are right */
  asked: number;
  rightIfSure: number;
  microseconds: number;
}

export const TARGETS = { sentence: 0.98, fiveWords: 0.85, fiveWordsMean: 0.96 };

/** Whole sentences, and every five words of them, one after the other. */
export function detection({ sentences }: Corpus): DetectionFigure[] {
  prepareDetection();
  return [...sentences].map(([locale, lines]) => {
    const pieces = lines.flatMap(everyFiveWords);
    const began = performance.now();
    const sentence = lines.filter((line) => detectLanguage(line).locale === locale).length / lines.length;
    const found = pieces.map((piece) => detectLanguage(piece));
    const microseconds = ((performance.now() - began) * 1000) / (lines.length + pieces.length);
    const sure = found.filter(({ confidence }) => confidence >= ASK_BELOW);
    return {
      locale,
      sentences: lines.length,
      sentence,
      fiveWords: found.filter((one) => one.locale === locale).length / found.length,
      asked: 1 - sure.length / found.length,
      rightIfSure: sure.filter((one) => one.locale === locale).length / sure.length,
      microseconds,
    };
  });
}

function everyFiveWords(line: string): string[] {
  const words = line.split(/\s+/);
  return Array.from({ length: Math.floor(words.length / 5) }, (_, index) =>
    words.slice(index * 5, index * 5 + 5).join(' '),
  );
}
