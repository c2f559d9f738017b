import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locale, type LocaleDefinition, matchLocale } from '../../../common/locale';
import { PROJECT_ROOT } from '../../../platform/config';
import { norwegianOverDanish } from './danish-norwegian';
import { languageEvidence, loadModel } from './evidence';
import { bareWords, samples, wordsOf } from './sample';

export interface DetectedLanguage {
  /** null: none of ours, or nothing to tell it by */
  locale: Locale | null;
  /** 0 to 1: how likely that is right; below `ASK_BELOW` a person should be asked */
  confidence: number;
}

/** Under this confidence one answer in ten or more is wrong. */
export const ASK_BELOW = 0.9;

/**
 * How much one unit of evidence counts, and how much rarer a language that is not ours is than one that is. Both made
 * so that confidence comes out as the share of right answers on this project's own messages (i18n/), not on any text
 * that figures are measured with.
 */
const SHARPNESS = 0.02;
const FOREIGN_PENALTY = 4;

/** A word or two stand in many languages, and in names, whatever their letters claim. */
const MOST_BY_WORDS = [0, 0.5, 0.8];

/** Loads what telling languages needs, which stops the process for about 0.3 s: call it where nobody waits. */
export function prepareDetection(): void {
  loadModel();
  detectLanguage('Kommunen og beboerne bestemmer');
}

let supported: LocaleDefinition[] | undefined;

/** `no`, as the model calls it, is another name of our `nb`; so a thirteenth language needs nothing here. */
function localeOf(code: string): Locale | null {
  supported ??= JSON.parse(
    readFileSync(join(PROJECT_ROOT, 'i18n', 'locales.json'), 'utf8'),
  ) as LocaleDefinition[];
  return matchLocale(code, supported) ?? null;
}

/**
 * The language that most of the text is in. Looks at up to six passages of it, so 200,000 characters take no longer
 * than 2,000. The first call loads the model: about 0.3 s and 70 MB (`prepareDetection`); every further call takes some
 * 25 µs a passage.
 */
export function detectLanguage(text: string): DetectedLanguage {
  const passages = samples(bareWords(text));
  const evidence = new Map<string, number>();
  for (const passage of passages) {
    for (const [code, amount] of languageEvidence(passage)) {
      evidence.set(code, (evidence.get(code) ?? 0) + amount);
    }
  }
  const likely = likelihoods(evidence);
  const danish = likely.get('da') ?? 0;
  const norwegian = likely.get('nb') ?? 0;
  if (danish + norwegian > 0) {
    const share = norwegianOverDanish(passages, (evidence.get('no') ?? 0) - (evidence.get('da') ?? 0));
    likely.set('nb', (danish + norwegian) * share);
    likely.set('da', (danish + norwegian) * (1 - share));
  }
  let best: DetectedLanguage = { locale: null, confidence: 0 };
  for (const [locale, confidence] of likely) {
    if (confidence > best.confidence) best = { locale, confidence };
  }
  const words = passages.slice(0, 3).flatMap(wordsOf).length;
  return { ...best, confidence: Math.min(best.confidence, MOST_BY_WORDS[words] ?? 1) };
}

/** By our locales; all other languages together under null. */
function likelihoods(evidence: ReadonlyMap<string, number>): Map<Locale | null, number> {
  const highest = Math.max(...evidence.values());
  const shares = new Map<Locale | null, number>();
  let total = 0;
  for (const [code, amount] of evidence) {
    const locale = localeOf(code);
    const share = Math.exp((amount - highest) * SHARPNESS - (locale === null ? FOREIGN_PENALTY : 0));
    shares.set(locale, (shares.get(locale) ?? 0) + share);
    total += share;
  }
  for (const [locale, share] of shares) shares.set(locale, share / total);
  return shares;
}
