import { WordTable } from './word-table';

describe('a table of words', () => {
  const made: string[] = [];
  const make = (word: string): { word: string } => {
    made.push(word);
    return { word };
  };
  beforeEach(() => (made.length = 0));

  it('makes the value of a word once, wherever in whatever text it stands', () => {
    const table = new WordTable<{ word: string }>(10);
    const first = table.of('a city', 2, 6, make);
    expect(table.of('city of rivers', 0, 4, make)).toBe(first);
    expect(table.of('city of rivers', 8, 14, make)).toEqual({ word: 'rivers' });
    expect(made).toEqual(['city', 'rivers']);
  });

  it('keeps apart words of one sum, and finds all of them again after it grew', () => {
    const table = new WordTable<{ word: string }>(10_000);
    // `Aa` and `BB` have the same sum.
    const words = ['Aa', 'BB', ...Array.from({ length: 5_000 }, (_, index) => `word${index}`)];
    const values = words.map((word) => table.of(word, 0, word.length, make));
    expect(words.map((word) => table.of(word, 0, word.length, make))).toEqual(values);
    expect(values.map(({ word }) => word)).toEqual(words);
    expect(made).toHaveLength(words.length);
  });

  it('forgets all when it is full, and goes on', () => {
    const table = new WordTable<{ word: string }>(3);
    for (const word of ['one', 'two', 'three', 'four', 'one']) table.of(word, 0, word.length, make);
    expect(made).toEqual(['one', 'two', 'three', 'four', 'one']);
  });
});
