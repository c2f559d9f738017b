/**
 * In which rows a term stands, and how often in each field, as bytes. For each row: the distance to the row before as
 * a varint, then a byte with two bits a field (title, summary, fields, body): 0 to 2 occurrences, or 3 for "a byte
 * with their number follows". A list begins with a 0, which no distance is, and the number of its first row; so lists
 * can be put one behind the other and are one list.
 */
const MOST_OCCURRENCES = 255;
const FIELD_COUNT = 4;

/** Occurrences of a term in a row, a byte a field, title lowest. */
export type PackedCounts = number;

/** One more occurrence in a field (0 to 3); counted no further than 255. */
export function countOne(counts: PackedCounts, field: number): PackedCounts {
  const shift = field * 8;
  if (((counts >>> shift) & 0xff) === MOST_OCCURRENCES) return counts;
  return (counts + (1 << shift)) >>> 0;
}

/** Both together, a field no more than 255. */
export function addCounts(a: PackedCounts, b: PackedCounts): PackedCounts {
  if (a === 0) return b;
  let sum = 0;
  for (let field = 0; field < FIELD_COUNT; field += 1) {
    sum += Math.min(countIn(a, field) + countIn(b, field), MOST_OCCURRENCES) * 2 ** (field * 8);
  }
  return sum >>> 0;
}

/** Occurrences in a field. */
export function countIn(counts: PackedCounts, field: number): number {
  return (counts >>> (field * 8)) & 0xff;
}

const FIRST_SIZE = 12;
/** bytes that one row can take at most: two varints and a marker, header, four numbers */
const LARGEST_ENTRY = 16;

/** Lists of rows, one per term, terms being numbers. */
export class PostingLists {
  /** bytes of all lists */
  size = 0;
  private lists: Uint8Array[] = [];
  private sizes = new Int32Array(1024);
  private lastRows = new Int32Array(1024);

  /** Rows of one term come in ascending order. */
  add(term: number, row: number, counts: PackedCounts): void {
    if (term >= this.sizes.length) this.growTo(term);
    let list = this.lists[term];
    let at = this.sizes[term] ?? 0;
    const before = at;
    if (!list) this.lists[term] = list = new Uint8Array(FIRST_SIZE + LARGEST_ENTRY);
    else if (at + LARGEST_ENTRY > list.length) {
      const larger = new Uint8Array(list.length * 2);
      larger.set(list);
      this.lists[term] = list = larger;
    }
    let left = row - (this.lastRows[term] ?? 0);
    if (at === 0) {
      list[at++] = 0;
      left = row;
    }
    this.lastRows[term] = row;
    while (left > 0x7f) {
      list[at++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    list[at++] = left;
    const header = at++;
    let bits = 0;
    for (let field = 0; field < FIELD_COUNT; field += 1) {
      const count = countIn(counts, field);
      if (count < 3) bits |= count << (field * 2);
      else {
        bits |= 3 << (field * 2);
        list[at++] = count;
      }
    }
    list[header] = bits;
    this.sizes[term] = at;
    this.size += at - before;
  }

  /** terms that have a list */
  numbers(): number[] {
    const numbers: number[] = [];
    this.sizes.forEach((size, term) => {
      if (size > 0) numbers.push(term);
    });
    return numbers;
  }

  bytesOf(term: number): Uint8Array {
    return this.lists[term]?.subarray(0, this.sizes[term]) ?? new Uint8Array(0);
  }

  clear(): void {
    this.lists = [];
    this.sizes.fill(0);
    this.size = 0;
  }

  private growTo(term: number): void {
    const length = Math.max(term + 1, this.sizes.length * 2);
    const [sizes, lastRows] = [new Int32Array(length), new Int32Array(length)];
    sizes.set(this.sizes);
    lastRows.set(this.lastRows);
    this.sizes = sizes;
    this.lastRows = lastRows;
  }
}

/** Calls `found` for each row of the lists in `bytes`. */
export function readPostings(bytes: Uint8Array, found: (row: number, counts: PackedCounts) => void): void {
  let at = 0;
  let row = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const distance = varint();
    row = distance === 0 ? varint() : row + distance;
    const bits = bytes[at++] ?? 0;
    let counts = 0;
    for (let field = 0; field < FIELD_COUNT; field += 1) {
      const few = (bits >>> (field * 2)) & 3;
      if (few !== 0) counts += (few < 3 ? few : (bytes[at++] ?? 0)) * 2 ** (field * 8);
    }
    found(row, counts >>> 0);
  }
}
