import { addCounts, countIn, countOne, PostingLists, readPostings } from './postings';

const pack = (...fields: number[]): number =>
  fields.reduce((counts, count, field) => {
    let packed = counts;
    for (let turn = 0; turn < count; turn += 1) packed = countOne(packed, field);
    return packed;
  }, 0);
const fieldsOf = (counts: number): number[] => [0, 1, 2, 3].map((field) => countIn(counts, field));
const read = (bytes: Uint8Array): [number, number[]][] => {
  const found: [number, number[]][] = [];
  readPostings(bytes, (row, counts) => found.push([row, fieldsOf(counts)]));
  return found;
};

describe('lists of rows', () => {
  const ROWS: [number, number[]][] = [
    [0, [1, 0, 0, 0]],
    [1, [0, 0, 2, 3]],
    [130, [255, 254, 3, 1]],
    [70_000, [0, 1, 0, 0]],
    [2_000_000_000, [0, 0, 0, 40]],
  ];

  it('are read as they were written, each term for itself', () => {
    const lists = new PostingLists();
    for (const [row, fields] of ROWS) {
      lists.add(5, row, pack(...fields));
      if (row > 100) lists.add(4000, row, pack(...fields));
    }
    expect(lists.numbers()).toEqual([5, 4000]);
    expect(read(lists.bytesOf(5))).toEqual(ROWS);
    expect(read(lists.bytesOf(4000))).toEqual(ROWS.slice(2));
    expect(lists.size).toBe(lists.bytesOf(5).length + lists.bytesOf(4000).length);
    lists.clear();
    expect([lists.size, lists.numbers()]).toEqual([0, []]);
  });

  it('are one list when put one behind the other, in whatever order', () => {
    const made = [ROWS.slice(0, 2), ROWS.slice(2)].map((rows) => {
      const lists = new PostingLists();
      for (const [row, fields] of rows) lists.add(0, row, pack(...fields));
      return lists.bytesOf(0);
    });
    expect(read(Buffer.concat(made))).toEqual(ROWS);
    expect(read(Buffer.concat([...made].reverse()))).toEqual([...ROWS.slice(2), ...ROWS.slice(0, 2)]);
    expect(read(new Uint8Array(0))).toEqual([]);
  });

  it('count no further than 255, and never into the next field', () => {
    expect(fieldsOf(pack(300, 1, 0, 300))).toEqual([255, 1, 0, 255]);
    expect(fieldsOf(addCounts(pack(200, 1, 0, 255), pack(100, 1, 0, 1)))).toEqual([255, 2, 0, 255]);
    expect(addCounts(0, pack(0, 0, 0, 255))).toBe(pack(0, 0, 0, 255));
  });
});
