import { editDistance } from '../analysis';
import { lettersOf } from './letters';

const WORDS = ['participacia', 'obyvatelov', 'mediation', 'rada', '2024', 'kvarter7', 'ελλαδα', 'zzz'];
const bits = (value: number): number =>
  [...(value >>> 0).toString(2)].filter((digit) => digit === '1').length;

describe('letters of a word', () => {
  it('differ by two for each slip at most', () => {
    for (const word of WORDS) {
      for (let place = 0; place < word.length; place += 1) {
        const [before, after] = [word.slice(0, place), word.slice(place + 1)];
        const swapped = before + (word[place + 1] ?? '') + (word[place] ?? '') + word.slice(place + 2);
        for (const other of [
          before + after,
          `${before}q${after}`,
          `${before}x${word.slice(place)}`,
          swapped,
        ]) {
          const slips = editDistance(word, other, 2);
          expect(bits(lettersOf(word) ^ lettersOf(other))).toBeLessThanOrEqual(2 * slips);
        }
      }
    }
  });

  it('tell words of other letters apart, whatever their order and number', () => {
    expect(lettersOf('rada')).toBe(lettersOf('dar'));
    expect(bits(lettersOf('rada') ^ lettersOf('plot'))).toBe(7);
  });
});
