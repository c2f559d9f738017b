import { FLORES, hasFlores, NO_FLORES } from '../../test/harness/shared-data';
import { describeIf } from '../../test/harness/skip';
import { bleu, tokens13a } from './bleu';
import { chrf } from './chrf';
import { type Corpus, readCorpus } from './corpus';
import { countsOf, lost, withThings } from './things-to-keep';

/** What a skipped block is built from; a table of tests may not be empty. */
const NOTHING: Corpus = {
  folder: '',
  sentences: new Map(),
  recordings: [{ from: '', to: '', system: '', lines: [] }],
  published: new Map(),
};

describe('tokens of 13a', () => {
  it.each([
    ['It costs 1,234.50 (about 3%), or 2-3 more.', 'It costs 1,234.50 ( about 3 % ) , or 2 - 3 more .'],
    ['"A&quot;B" &amp; C/D', '" A " B " & C / D'],
    ["don't – „ja“", "don't – „ja“"],
  ])('of %s', (line, tokens) => expect(tokens13a(line).join(' ')).toBe(tokens));
});

describe('BLEU', () => {
  it('is 100 for the reference itself and 0 for nothing', () => {
    expect(bleu(['a b c d e'], ['a b c d e'])).toBeCloseTo(100, 10);
    expect(bleu([''], ['a b c d e'])).toBe(0);
  });

  it('agrees with a case counted by hand', () => {
    // the cat sat on the mat / the cat is on the mat: 5 of 6, 3 of 5, 1 of 4, 0 of 3 (smoothed to 1/6)
    const byHand = 100 * ((5 / 6) * (3 / 5) * (1 / 4) * (1 / 6)) ** (1 / 4);
    expect(bleu(['the cat sat on the mat'], ['the cat is on the mat'])).toBeCloseTo(byHand, 10);
  });

  it('counts a word no more often than the reference has it, and punishes short output', () => {
    expect(bleu(['the the the the the the'], ['the cat is on the mat'])).toBeLessThan(20);
    expect(bleu(['a b c d'], ['a b c d e f g h'])).toBeCloseTo(100 * Math.exp(-1), 10);
  });

  it('keeps case', () => {
    expect(bleu(['A B C D E'], ['a b c d e'])).toBe(0);
    expect(bleu(['A b c d e'], ['a b c d e'])).toBeCloseTo(
      100 * ((4 / 5) * (3 / 4) * (2 / 3) * (1 / 2)) ** 0.25,
      10,
    );
  });
});

describe('chrF2', () => {
  it('agrees with a case counted by hand', () => {
    // «abc» for «abd e» (blank out: abde). One letter: 2 of 3, of 4. Two: 1 (ab) of 2, of 3. Three: 0 of 1, of 2.
    // Of four letters the output has none, so those are left out.
    const precision = (2 / 3 + 1 / 2 + 0) / 3;
    const recall = (2 / 4 + 1 / 3 + 0) / 3;
    const byHand = (100 * (1 + 4) * precision * recall) / (4 * precision + recall);
    expect(chrf(['abc'], ['abd e'])).toBeCloseTo(byHand, 10);
  });

  it('is 100 for the reference itself, 0 for nothing alike', () => {
    expect(chrf(['Så er det nu!'], ['Så er det nu!'])).toBeCloseTo(100, 10);
    expect(chrf(['xyz'], ['abc'])).toBe(0);
    expect(chrf([''], ['abc'])).toBe(0);
  });
});

describe('things to keep', () => {
  const source = withThings('Since 2019 some 1,200.5 people in 3 towns took part.', 7);

  it('are counted, those of addresses not twice', () => {
    expect(countsOf(source)).toEqual({ numbers: 3, addresses: 1, 'e-mail-like': 1, terms: 2 });
  });

  it('are all there in another order and another way of writing numbers', () => {
    const translation = `In 3 Städten: 1.200,5 Menschen seit 2019, ${source.slice(source.indexOf('(Spol'))} URBACT Local Group`;
    expect(lost(source, translation)).toEqual({ numbers: 0, addresses: 0, 'e-mail-like': 0, terms: 0 });
  });

  it('are missed', () => {
    const translation = source
      .replace('2019', '2018')
      .replace('page=0', 'page=1')
      .replace('@', ' at ')
      .replace('Spolupracovňa', 'Workshop');
    expect(lost(source, translation)).toEqual({ numbers: 1, addresses: 1, 'e-mail-like': 1, terms: 1 });
  });
});

describeIf(hasFlores, NO_FLORES, 'BLEU of recorded translations', () => {
  const { recordings, sentences, published } = hasFlores ? readCorpus(FLORES) : NOTHING;

  it.each(recordings)(
    'of $from-$to by $system is the published one within 0.1',
    ({ from, to, system, lines }) => {
      const figure = published.get(`${from}-${to}.${system}`) ?? Number.NaN;
      expect(Math.abs(bleu(lines, sentences.get(to) ?? []) - figure)).toBeLessThanOrEqual(0.1);
    },
  );
});
