/** 1 / place of the first wanted id among the first ten, 0 where it is not among them. */
export function reciprocalRank(found: readonly string[], wanted: ReadonlySet<string>): number {
  const place = found.slice(0, 10).findIndex((id) => wanted.has(id));
  return place === -1 ? 0 : 1 / (place + 1);
}

/** Share of the wanted ids that are among the first ten. */
export function recallAtTen(found: readonly string[], wanted: ReadonlySet<string>): number {
  const hits = found.slice(0, 10).filter((id) => wanted.has(id)).length;
  return wanted.size === 0 ? 0 : hits / Math.min(wanted.size, 10);
}

/** nDCG of the first ten with gain 1 for a relevant document, discount log2(place + 1). */
export function ndcgAtTen(found: readonly string[], relevant: ReadonlySet<string>): number {
  const gain = found
    .slice(0, 10)
    .reduce((sum, id, index) => sum + (relevant.has(id) ? 1 / Math.log2(index + 2) : 0), 0);
  let ideal = 0;
  for (let index = 0; index < Math.min(relevant.size, 10); index += 1) ideal += 1 / Math.log2(index + 2);
  return ideal === 0 ? 0 : gain / ideal;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
