import { findPeriods, type FoundPeriod } from './dates';
import { hasPattern } from './pattern';
import type { Reading } from './record-builder';
import type { Line } from './sections';
import { sentencesOf } from './words';

export interface ToldPeriod extends FoundPeriod {
  line: Line;
}

/**
 * When something as a whole took place: the first period with both ends, from a sentence that speaks of it rather than
 * of the money behind it ("funds 2014–2021"), else the first beginning or end.
 */
export function toldPeriod(
  lines: readonly Line[],
  reading: Reading,
  isAbout: (sentence: string) => boolean,
): ToldPeriod | undefined {
  const own = reading.lexicons[0];
  const found: { period: ToldPeriod; score: number }[] = [];
  for (const line of lines) {
    for (const sentence of sentencesOf(line.text)) {
      const isFunded = own !== undefined && hasPattern(sentence, own.phrases('financedWords'));
      for (const period of findPeriods(sentence, reading.dateWords)) {
        if (!period.start && !period.end) continue;
        const score =
          (period.start && period.end ? 2 : 0) + (isAbout(sentence) ? 1.5 : 0) - (isFunded ? 2 : 0);
        found.push({ period: { ...period, line }, score });
      }
    }
  }
  const best = Math.max(...found.map(({ score }) => score));
  return best >= 1.5 ? found.find(({ score }) => score === best)?.period : undefined;
}
