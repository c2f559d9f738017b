import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDocx, paragraph } from '../../../../test/factories/office';
import { makePdf, type PdfPiece } from '../../../../test/factories/pdf';
import { readDocument, type ReadingOptions } from './reading';

const column = (x: number, top: number, lines: readonly string[], size = 10): PdfPiece[] =>
  lines.map((text, index) => ({ x, y: top - index * 13, text, size }));
const prose = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word} line ${index + 1} of a text that fills its column`);
const read = (bytes: Buffer, options?: ReadingOptions) => readDocument(bytes, 'x.pdf', options);

/** Each test starts processes, on a machine that may be busy. */
jest.setTimeout(120_000);

describe('PDF', () => {
  it('two columns are read one after the other, under the line that goes across', async () => {
    const page = [
      {
        x: 60,
        y: 780,
        text: 'A title that goes across both columns of this page, all the way to its end',
        size: 14,
      },
      ...column(60, 740, prose('Left', 12)),
      ...column(320, 740, prose('Right', 12)),
    ];
    const { blocks } = await read(makePdf([page]));
    expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
    const text = blocks.map((block) => block.text).join(' ');
    expect(text.indexOf('Left line 12')).toBeLessThan(text.indexOf('Right line 1 '));
  });

  it('running heads, page numbers and hyphens at line ends are gone; paragraphs go on over the page', async () => {
    const pages = [1, 2, 3, 4].map((page): PdfPiece[] => [
      { x: 60, y: 810, text: 'City of Exampleton - Action plan' },
      { x: 290, y: 30, text: `${page} / 4` },
      ...column(60, 700, [
        `Part ${'ABCD'[page - 1] ?? ''} tells how the neigh-`,
        'bourhood keeps its well-known garden and what',
        page === 4 ? 'it costs.' : 'it costs and who comes to the well-',
      ]),
      ...(page === 4 ? [] : [{ x: 60, y: 600, text: 'This is the end of the page, and of no sentence,' }]),
    ]);
    const { blocks, pageCount } = await read(makePdf(pages));
    const text = blocks.map((block) => block.text).join('\n');
    expect(text).not.toMatch(/Exampleton|\/ 4/);
    expect(text).toContain('tells how the neighbourhood keeps its well-known garden');
    expect(new Set(blocks.map(({ anchor }) => anchor.page))).toEqual(new Set([1, 2, 3, 4]));
    expect(pageCount).toBe(4);
  });

  it('tables are rows, drawn ones with their empty cells and words of several lines', async () => {
    const lines = [700, 660, 620, 580].map((y) => `60 ${y} m 500 ${y} l S`);
    const bars = [60, 200, 350, 500].map((x) => `${x} 700 m ${x} 580 l S`);
    const cells: PdfPiece[] = [
      { x: 65, y: 685, text: 'Action' },
      { x: 205, y: 685, text: 'Who' },
      { x: 355, y: 685, text: 'Cost' },
      { x: 65, y: 645, text: 'Plant trees in' },
      { x: 65, y: 632, text: 'the park' },
      { x: 355, y: 645, text: '500 EUR' },
      { x: 65, y: 605, text: 'Open a kitchen' },
      { x: 205, y: 605, text: 'Women of the street' },
    ];
    const { blocks } = await read(makePdf([[...[...lines, ...bars].map((draw) => ({ draw })), ...cells]]));
    expect(blocks.map(({ kind, cells: row }) => [kind, row])).toEqual([
      ['table-row', ['Action', 'Who', 'Cost']],
      ['table-row', ['Plant trees in the park', '', '500 EUR']],
      ['table-row', ['Open a kitchen', 'Women of the street']],
    ]);
  });

  it('columns of words without lines are rows, too', async () => {
    const rows = ['One', 'Two', 'Three', 'Four'].map((name, index) => [
      { x: 60, y: 700 - index * 16, text: name },
      { x: 250, y: 700 - index * 16, text: `${index}00` },
    ]);
    const { blocks } = await read(makePdf([rows.flat()]));
    expect(blocks.map(({ cells }) => cells)).toEqual([
      ['One', '000'],
      ['Two', '100'],
      ['Three', '200'],
      ['Four', '300'],
    ]);
  });

  describe('of pictures', () => {
    const picture = { width: 100, height: 141, grey: Buffer.alloc(14_100, 200) };
    const words: PdfPiece[] = column(60, 700, [
      'Words of a page that is not a picture, enough of them',
      'to be a text.',
    ]);
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'crosstown-ocr-'));
      // Speaks as tesseract does: lists its models, and reads a picture from its input into lines of tab-separated words.
      const answer = [
        'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
      ]
        .concat(
          ['Read', 'from', 'a', 'picture'].map(
            (word, at) => `5\t1\t1\t1\t1\t${at + 1}\t${10 + at * 20}\t20\t15\t4\t96\t${word}`,
          ),
        )
        .join('\\n');
      const script = `#!/usr/bin/env node
if (process.argv.includes('--list-langs')) { console.log('List of available languages (2):\\neng\\nslk'); process.exit(0); }
if (!process.argv.includes('eng+slk')) process.exit(1);
const chunks = []; process.stdin.on('data', (c) => chunks.push(c)); process.stdin.on('end', () => {
  const file = Buffer.concat(chunks);
  if (!file.toString('latin1', 0, 15).startsWith('P5\\n100 141\\n255') || file.length !== 14100 + 15) process.exit(1);
  console.log('${answer}'); });
`;
      writeFileSync(join(folder, 'tesseract'), script);
      chmodSync(join(folder, 'tesseract'), 0o755);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('are refused where nothing is installed that reads them', async () => {
      const limits = { ocrCommand: join(folder, 'nothing') };
      await expect(read(makePdf([[], []], picture), { limits })).rejects.toMatchObject({
        failure: 'scanned',
      });
    });

    it('are named beside pages with text', async () => {
      const scan = makePdf([[], words], picture);
      const { blocks, warnings } = await read(scan, { limits: { ocrCommand: '' } });
      expect(blocks.every(({ anchor }) => anchor.page === 2)).toBe(true);
      expect(warnings).toContainEqual({ code: 'pagesScanned', parameters: { pages: '1' } });
    });

    it('are read where text recognition is installed, and that is said', async () => {
      const limits = { ocrCommand: join(folder, 'tesseract') };
      const { blocks, warnings } = await read(makePdf([[], words], picture), { limits });
      expect(blocks[0]).toMatchObject({ text: 'Read from a picture', anchor: { page: 1 } });
      expect(warnings).toContainEqual({ code: 'pagesRecognised', parameters: { pages: '1' } });
    });
  });

  it('of which only the head is there is damaged, one without a word has no text', async () => {
    await expect(read(Buffer.from('%PDF-1.7\nnothing'))).rejects.toMatchObject({ failure: 'damaged' });
    await expect(read(makePdf([[]]))).rejects.toMatchObject({ failure: 'noText' });
  });

  it('with a password is said to have one', async () => {
    const key = 'ab'.repeat(32);
    const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <${key}> /U <${key}> >> /ID [<${key}> <${key}>]`;
    const pages = makePdf([[{ x: 72, y: 400, text: 'Nobody reads this' }]]).toString('latin1');
    const locked = Buffer.from(pages.replace('trailer\n<<', `trailer\n<< ${lock}`), 'latin1');
    await expect(read(locked)).rejects.toMatchObject({ failure: 'encrypted', status: 422 });
  });

  it('that was cut off is read as far as it is there, and that is said', async () => {
    const pages = Array.from({ length: 30 }, (_, at) => [
      { x: 72, y: 400, text: `Page ${at + 1} says a few words` },
    ]);
    const whole = makePdf(pages);
    const { blocks, warnings } = await read(whole.subarray(0, whole.length - 20));
    expect(blocks.length).toBeGreaterThan(0);
    expect(warnings).toContainEqual({ code: 'fileCutOff' });
  });

  it('of 5,000 pages is read as far as its limit, page by page', async () => {
    const pages = Array.from({ length: 5_000 }, (_, at) => [
      { x: 72, y: 400, text: `Words number ${at + 1} stand here` },
    ]);
    const seen: number[] = [];
    const { blocks, pageCount, warnings } = await read(makePdf(pages), {
      limits: { pages: 300 },
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(pageCount).toBe(5_000);
    expect(blocks).toHaveLength(300);
    expect(warnings).toEqual([{ code: 'pagesLeftOut', parameters: { max: 300, pages: 5_000 } }]);
    expect(seen.length).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  });
});

describe('a reading', () => {
  it('leaves the event loop free: others are answered meanwhile', async () => {
    const pages = Array.from({ length: 400 }, (_, at) => column(60, 800, prose(`Page ${at}`, 40)));
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await read(makePdf(pages));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  it('that takes too long ends, and its process with it', async () => {
    const pages = Array.from({ length: 3_000 }, (_, at) => column(60, 800, prose(`Page ${at}`, 40)));
    await expect(read(makePdf(pages), { timeLimitMs: 50 })).rejects.toMatchObject({
      failure: 'tookTooLong',
      code: 'FILE_TOOK_TOO_LONG',
    });
  });

  it('that takes too much memory ends alone', async () => {
    const body = Array.from({ length: 60_000 }, (_, at) =>
      paragraph(`Paragraph ${at} ${'of a long text '.repeat(40)}`),
    );
    const options = { memoryLimitMb: 60, limits: { characters: 1e9, unpackedBytes: 1e9 } };
    const docx = await makeDocx(body.join(''));
    await expect(readDocument(docx, 'x.docx', options)).rejects.toMatchObject({
      failure: 'tookTooMuchMemory',
    });
    expect((await readDocument(Buffer.from('Still here'), 'x.txt')).blocks).toHaveLength(1);
  });

  it('ends where it is told to', async () => {
    const stop = new AbortController();
    const reading = read(makePdf(Array.from({ length: 3_000 }, () => column(60, 800, prose('x', 40)))), {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(reading).rejects.toThrow('enough');
  });
});
