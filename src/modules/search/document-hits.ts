import type { Locale } from '../../common/locale';
import { PASSAGE_FIELD, type PassagePlace, type RecordPassage } from '../records';
import { highlight, type Matcher } from './analysis';
import type { Passage } from './hit-text.query';

/** The passage of a document in which the most different words of the query stand; undefined where none does. */
export function bestOfDocument(
  passages: readonly RecordPassage[],
  sourceLocale: Locale,
  matcher: Matcher,
): { passage: Passage; place: PassagePlace } | undefined {
  let best: { passage: Passage; place: PassagePlace; matches: number } | undefined;
  for (const { text, locale, place } of passages) {
    const language = locale ?? sourceLocale;
    const { text: snippet, matches } = highlight(text, language, matcher);
    if (matches > (best?.matches ?? 0)) {
      best = { passage: { snippet, field: PASSAGE_FIELD, locale: language }, place, matches };
    }
  }
  return best && { passage: best.passage, place: best.place };
}
