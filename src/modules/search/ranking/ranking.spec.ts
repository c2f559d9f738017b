import { inverseDocumentFrequency, relaxationSteps, scoreRecord, scoreRow, termWeight } from '.';

const statistics = { rows: 100, averageLengths: [5, 20, 10, 100] as const };
const lengths = [5, 20, 10, 100] as const;

describe('BM25F', () => {
  it('is BM25 where there is one field of average length', () => {
    const weight = termWeight([0, 0, 0, 3], lengths, statistics);
    expect(weight).toBeCloseTo((3 * 2.2) / (3 + 1.2), 10);
  });

  it('values title above summary above fields above body', () => {
    const once = [0, 1, 2, 3].map((field) =>
      termWeight(
        [0, 1, 2, 3].map((at) => (at === field ? 1 : 0)) as unknown as typeof lengths,
        lengths,
        statistics,
      ),
    );
    expect([...once].sort((a, b) => b - a)).toEqual(once);
    expect(new Set(once).size).toBe(4);
  });

  it('values a word less in a longer text', () => {
    expect(termWeight([0, 0, 0, 1], [5, 20, 10, 400], statistics)).toBeLessThan(
      termWeight([0, 0, 0, 1], [5, 20, 10, 50], statistics),
    );
  });

  it('values rare words above common ones and never below nothing', () => {
    expect(inverseDocumentFrequency(1, 100)).toBeGreaterThan(inverseDocumentFrequency(50, 100));
    expect(inverseDocumentFrequency(100, 100)).toBeGreaterThan(0);
  });

  it('values a title that says just what was asked, in whatever form, above a summary that has the very words', () => {
    const stem = { weight: 0.65, frequency: 3, occurrences: [1, 0, 0, 0] as const };
    const word = { weight: 1, frequency: 3, occurrences: [0, 1, 0, 0] as const };
    const called = scoreRow([[stem], [stem]], [2, 20, 10, 100], statistics);
    expect(called).toBeGreaterThan(scoreRow([[word], [word]], [5, 20, 10, 100], statistics));
    expect(called).toBeGreaterThan(scoreRow([[stem], [stem]], [10, 20, 10, 100], statistics));
    const exact = { ...stem, weight: 1 };
    expect(scoreRow([[exact], [exact]], [10, 20, 10, 100], statistics)).toBeGreaterThan(
      scoreRow([[exact], [stem]], [10, 20, 10, 100], statistics),
    );
  });

  it('takes the best way in which a word matches, and adds up over words', () => {
    const exact = { weight: 1, frequency: 2, occurrences: [0, 0, 0, 1] as const };
    const typo = { weight: 0.4, frequency: 2, occurrences: [0, 0, 0, 1] as const };
    const one = scoreRow([[exact]], lengths, statistics);
    expect(scoreRow([[typo, exact]], lengths, statistics)).toBe(one);
    expect(scoreRow([[exact], [exact], []], lengths, statistics)).toBeCloseTo(2 * one, 10);
    expect(scoreRow([[], []], lengths, statistics)).toBe(0);
  });

  it('ranks a record by its best row, the second-best adding a little', () => {
    expect(scoreRecord([3])).toBe(3);
    expect(scoreRecord([1, 3, 2])).toBeCloseTo(3.6, 10);
    expect(scoreRecord([])).toBe(0);
  });
});

describe('relaxationSteps', () => {
  it('asks for all words first, then drops the commonest, and at last takes any', () => {
    expect(relaxationSteps([50, 5, 500])).toEqual([
      { required: [0, 1, 2], enough: 10, dropped: [] },
      { required: [0, 1], enough: 100, dropped: [2] },
      { required: [1], enough: 100, dropped: [0, 2] },
      { required: [], enough: 0, dropped: [0, 2] },
    ]);
  });

  it('drops a word that nobody has at once', () => {
    expect(relaxationSteps([0, 7])).toEqual([{ required: [1], enough: 0, dropped: [0] }]);
  });

  it('has no step where no word is known, or none was asked', () => {
    expect(relaxationSteps([0, 0])).toEqual([]);
    expect(relaxationSteps([])).toEqual([]);
  });
});
