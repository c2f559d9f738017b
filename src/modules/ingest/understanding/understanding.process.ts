// A process that understands one document and ends: words by the million are looked at many times over, and whoever
// asks the site meanwhile should not wait for that.
import 'reflect-metadata';
import { setPriority } from 'node:os';
import { fold, stemmerFor } from '../../../platform/language';
// eslint-disable-next-line no-restricted-imports -- by its index the whole application would come into this process
import { detectLanguage } from '../../translation/detection';
import { loadLexicons } from './lexicon';
import { understand } from './understand';
import type { UnderstandingAnswer, UnderstandingOrder } from './understanding-order.type';

/** below what answers readers */
const PRIORITY = 10;

function answerTo({ document, locales, ...known }: UnderstandingOrder): UnderstandingAnswer {
  try {
    const understanding = understand(document, {
      ...known,
      lexicons: loadLexicons(locales),
      detectLanguage,
      stem: (word, locale) => stemmerFor(locale)?.(word) ?? fold(word),
    });
    return { kind: 'understood', understanding };
  } catch (error) {
    // Its place in our code, and none of the document's words.
    process.stderr.write(
      error instanceof Error ? (error.stack ?? '').replace(error.message, '…') : 'unknown',
    );
    return { kind: 'failed' };
  }
}

setPriority(PRIORITY);
process.once('message', (order) => {
  process.send?.(answerTo(order as UnderstandingOrder), () => process.exit(0));
});
// Without who started it nobody wants the answer.
process.once('disconnect', () => process.exit(1));
