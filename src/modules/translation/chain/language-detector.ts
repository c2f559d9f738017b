import type { Locale } from '../../../common/locale';

export interface DetectedLanguage {
  /** null: none of the supported languages, or it cannot be told */
  locale: Locale | null;
  /** 0–1 */
  confidence: number;
}

/** Tells the language of a text. */
export interface LanguageDetector {
  detectLanguage(text: string): DetectedLanguage;
}

export const LANGUAGE_DETECTOR = Symbol('LANGUAGE_DETECTOR');
