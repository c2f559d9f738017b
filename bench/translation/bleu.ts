/**
 * BLEU of a whole corpus, as sacreBLEU counts it with its default settings: 13a tokens, case kept, n-grams up to four,
 * one reference, exponential smoothing where a size of n-gram never matches. 0 to 100.
 * Papineni et al. 2002; Post 2018, "A Call for Clarity in Reporting BLEU Scores".
 */
export function bleu(outputs: readonly string[], references: readonly string[]): number {
  if (outputs.length !== references.length) {
    throw new Error(`${outputs.length} outputs for ${references.length} references`);
  }
  const matched = [0, 0, 0, 0];
  const made = [0, 0, 0, 0];
  let length = 0;
  let referenceLength = 0;
  outputs.forEach((output, index) => {
    const tokens = tokens13a(output);
    const wanted = tokens13a(references[index] ?? '');
    length += tokens.length;
    referenceLength += wanted.length;
    for (let size = 1; size <= 4; size += 1) {
      const there = countNgrams(wanted, size);
      for (const [ngram, count] of countNgrams(tokens, size)) {
        matched[size - 1]! += Math.min(count, there.get(ngram) ?? 0);
        made[size - 1]! += count;
      }
    }
  });
  if (matched[0] === 0 || made.some((count) => count === 0)) return 0;
  let smoothing = 1;
  let logarithms = 0;
  for (let size = 0; size < 4; size += 1) {
    const hits = matched[size]!;
    if (hits === 0) smoothing *= 2;
    logarithms += Math.log(hits === 0 ? 1 / (smoothing * made[size]!) : hits / made[size]!);
  }
  const brevity = length < referenceLength ? 1 - referenceLength / length : 0;
  return 100 * Math.exp(brevity + logarithms / 4);
}

const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&quot;/g, '"'],
  [/&amp;/g, '&'],
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
];

/**
 * Tokens by the rules of NIST's mteval-v13a for Western languages: ASCII punctuation stands alone; full stop and comma
 * do unless a digit stands on both sides; a hyphen does behind a digit. Other punctuation („“–) stays at its word.
 */
export function tokens13a(line: string): string[] {
  const plain = ENTITIES.reduce((text, [entity, letter]) => text.replace(entity, letter), line);
  return ` ${plain} `
    .replace(/[!-&(-+:-@/[-`{-~]/g, ' $& ')
    .replace(/([^0-9])([.,])/g, '$1 $2 ')
    .replace(/([.,])([^0-9])/g, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ')
    .split(/\s+/)
    .filter((token) => token !== '');
}

export function countNgrams(tokens: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let from = 0; from + size <= tokens.length; from += 1) {
    const ngram = tokens.slice(from, from + size).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
