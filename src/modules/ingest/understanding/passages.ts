import type { Locale } from '../../../common/locale';
import type { Block } from '../../documents';
import type { DetectLanguage } from './context';
import type { LanguagePassage } from './proposal';

/** Words of fewer letters than this in all are taken for what the blocks around them are. */
const ENOUGH = 60;

/**
 * Runs of blocks in one language. A short block takes the language of its neighbours; a single long one in another
 * language (a summary in English) is a passage of its own.
 */
export function findPassages(
  blocks: readonly Block[],
  detect: DetectLanguage,
  fallback: Locale,
): { locale: Locale; passages: LanguagePassage[] } {
  const whole = detect(
    blocks
      .map((block) => block.text)
      .join('\n')
      .slice(0, 20_000),
  );
  const main = whole.locale ?? fallback;
  const guesses = blocks.map((block) => {
    if (block.text.length < ENOUGH) return undefined;
    const { locale, confidence } = detect(block.text);
    return locale !== null && confidence >= 0.6 ? { locale, confidence } : undefined;
  });
  const passages: LanguagePassage[] = [];
  for (const [index, guess] of guesses.entries()) {
    const current = passages.at(-1);
    const locale = guess?.locale ?? current?.locale ?? main;
    if (current && current.locale === locale) {
      current.to = index;
      current.confidence = Math.max(current.confidence, guess?.confidence ?? 0);
    } else {
      passages.push({
        from: index,
        to: index,
        locale,
        confidence: guess?.confidence ?? whole.confidence,
      });
    }
  }
  return { locale: main, passages: absorbed(passages, blocks, main) };
}

/** A passage of a block or two that is barely longer than needed for a guess is more likely misjudged than foreign. */
function absorbed(
  passages: readonly LanguagePassage[],
  blocks: readonly Block[],
  main: Locale,
): LanguagePassage[] {
  const result: LanguagePassage[] = [];
  for (const passage of passages) {
    const length = blocks
      .slice(passage.from, passage.to + 1)
      .reduce((sum, block) => sum + block.text.length, 0);
    const isDoubtful = passage.locale !== main && (length < 200 || passage.confidence < 0.8);
    const locale = isDoubtful ? main : passage.locale;
    const before = result.at(-1);
    if (before && before.locale === locale) before.to = passage.to;
    else result.push({ ...passage, locale });
  }
  return result;
}
