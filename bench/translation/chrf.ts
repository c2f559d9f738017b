/**
 * chrF2 of a whole corpus: mean over character n-grams of one to six of precision and recall, recall counting four
 * times (beta 2), blanks left out, as sacreBLEU's default. 0 to 100. Popović 2015.
 */
export function chrf(outputs: readonly string[], references: readonly string[]): number {
  if (outputs.length !== references.length) {
    throw new Error(`${outputs.length} outputs for ${references.length} references`);
  }
  const sizes = Array.from({ length: 6 }, () => ({ matched: 0, made: 0, wanted: 0 }));
  outputs.forEach((output, index) => {
    const letters = lettersOf(output);
    const reference = lettersOf(references[index] ?? '');
    sizes.forEach((counts, at) => {
      const there = ngrams(reference, at + 1);
      for (const count of there.values()) counts.wanted += count;
      for (const [ngram, count] of ngrams(letters, at + 1)) {
        counts.made += count;
        counts.matched += Math.min(count, there.get(ngram) ?? 0);
      }
    });
  });
  // A size that one side has none of says nothing.
  const told = sizes.filter(({ made, wanted }) => made > 0 && wanted > 0);
  if (told.length === 0) return 0;
  const mean = (of: (counts: (typeof sizes)[number]) => number): number =>
    told.reduce((sum, counts) => sum + of(counts), 0) / told.length;
  const precision = mean(({ matched, made }) => matched / made);
  const recall = mean(({ matched, wanted }) => matched / wanted);
  return precision + recall === 0 ? 0 : (100 * 5 * precision * recall) / (4 * precision + recall);
}

function lettersOf(text: string): string[] {
  return [...text.replace(/\s+/gu, '')];
}

function ngrams(letters: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let from = 0; from + size <= letters.length; from += 1) {
    const ngram = letters.slice(from, from + size).join('');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
