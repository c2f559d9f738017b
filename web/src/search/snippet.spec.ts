import { splitSnippet } from './snippet';

const OPEN = '\uE000';
const CLOSE = '\uE001';

describe('a passage with what matched', () => {
  it('is split at the marks, in order', () => {
    expect(splitSnippet(`to ${OPEN}unge${CLOSE} og en ${OPEN}ung${CLOSE} til`)).toEqual([
      { text: 'to ', isMatch: false },
      { text: 'unge', isMatch: true },
      { text: ' og en ', isMatch: false },
      { text: 'ung', isMatch: true },
      { text: ' til', isMatch: false },
    ]);
  });

  it('never shows a mark that lost its partner', () => {
    const parts = splitSnippet(`a${CLOSE}b ${OPEN}c`);
    expect(parts.map(({ text }) => text).join('')).toBe('ab c');
    expect(parts.some(({ isMatch }) => isMatch)).toBe(false);
  });

  it('leaves markup as the text that it is', () => {
    expect(splitSnippet(`<b>${OPEN}x${CLOSE}`)[0]).toEqual({ text: '<b>', isMatch: false });
  });
});
