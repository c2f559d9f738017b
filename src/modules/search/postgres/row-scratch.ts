/**
 * Arrays as long as there are rows, in which a search works something out. Made anew for each they would be many
 * megabytes a second. All are 0; whoever sets something sets it back before anything else can run.
 */
export class RowScratch {
  counts = new Uint32Array(0);
  scores = new Float64Array(0);
  best = new Float64Array(0);
  told = new Float64Array(0);
  toldByTitle = new Float64Array(0);
  titled = new Uint8Array(0);

  private static readonly shared = new RowScratch();

  static of(rows: number): RowScratch {
    const { shared } = RowScratch;
    if (shared.counts.length < rows) {
      const length = Math.ceil(rows * 1.25);
      shared.counts = new Uint32Array(length);
      shared.scores = new Float64Array(length);
      shared.best = new Float64Array(length);
      shared.told = new Float64Array(length);
      shared.toldByTitle = new Float64Array(length);
      shared.titled = new Uint8Array(length);
    }
    return shared;
  }
}
