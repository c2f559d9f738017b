import english from '../../../../i18n/en/desk.json';
import { createI18n } from '../../i18n/messages';
import { actionWords } from './action-words';

const instance = createI18n('en', {});
instance.addResourceBundle('en', 'desk', english);
const words = instance.getFixedT('en', 'desk');

describe('what was done', () => {
  it.each([
    ['submission.request_changes', 'changes asked for'],
    ['submission.assess', 'quality form answered'],
    ['proposal.accept', 'proposed words taken'],
    // What somebody adds to the trail tomorrow is shown, though not in words.
    ['treasure.dig', 'treasure.dig'],
    ['submission.version', 'submission.version'],
    ['toString', 'toString'],
  ])('%s is said as “%s”', (action, said) => {
    expect(actionWords(words, action)).toBe(said);
  });
});
