/** Rows of the table that the distance is worked out in; thousands of words are compared for one search. */
let rows: [Uint16Array, Uint16Array, Uint16Array] = [
  new Uint16Array(0),
  new Uint16Array(0),
  new Uint16Array(0),
];

/**
 * How many slips of the typing hand lie between two words: letters dropped, added, replaced, or swapped with their
 * neighbour (Damerau-Levenshtein, each place edited once). Above `limit` it answers `limit + 1` without looking on.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  if (rows[0].length < width) rows = [new Uint16Array(width), new Uint16Array(width), new Uint16Array(width)];
  let [before, above, row] = rows;
  for (let j = 0; j < width; j += 1) above[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [before, above, row] = [above, row, before];
  }
  return Math.min(above[b.length] ?? 0, limit + 1);
}

/** How many slips a word of that many letters is allowed: none under 4, one up to 7, two from 8. */
export function allowedTypos(length: number): 0 | 1 | 2 {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
