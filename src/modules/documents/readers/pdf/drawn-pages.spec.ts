import { makePdf, type PdfPiece } from '../../../../../test/factories/pdf';
import { readDocument } from '../../reading/reading';

const read = (bytes: Buffer) => readDocument(bytes, 'x.pdf');
const column = (x: number, top: number, lines: readonly string[]): PdfPiece[] =>
  lines.map((text, index) => ({ x, y: top - index * 13, text }));

/** Each test starts a process, on a machine that may be busy. */
jest.setTimeout(120_000);

describe('a page as printers and browsers draw it', () => {
  it('two tables of a page that is clipped are two, and the words between them are no headings', async () => {
    const box = (top: number): PdfPiece[] => [
      ...[top, top - 60, top - 120].map((y) => ({ draw: `60 ${y} m 500 ${y} l S` })),
      ...[60, 160, 500].map((x) => ({ draw: `${x} ${top} m ${x} ${top - 120} l S` })),
    ];
    const { blocks } = await read(
      makePdf([
        [
          { draw: 'q 50 50 500 750 re W n' },
          { x: 60, y: 780, text: 'Action 1: A garden', size: 14 },
          ...box(760),
          { x: 65, y: 740, text: 'Partners' },
          { x: 165, y: 740, text: 'School, market hall' },
          { x: 65, y: 680, text: 'Outputs' },
          { x: 165, y: 680, text: 'Beds built (May 2026)' },
          { x: 165, y: 667, text: 'First harvest (July 2026)' },
          { x: 165, y: 654, text: 'of all beds' },
          { x: 60, y: 600, text: 'Then the neighbours decide what is grown in the second year.' },
          ...box(560),
          { x: 65, y: 540, text: 'Partners' },
          { x: 165, y: 540, text: 'Library' },
          { x: 65, y: 480, text: 'Cost' },
          { x: 165, y: 480, text: '500 EUR' },
          { draw: 'Q' },
        ],
      ]),
    );
    expect(blocks.map(({ kind, text, cells: row }) => [kind, row ?? text])).toEqual([
      ['heading', 'Action 1: A garden'],
      ['table-row', ['Partners', 'School, market hall']],
      ['table-row', ['Outputs', 'Beds built (May 2026)\nFirst harvest (July 2026) of all beds']],
      ['paragraph', 'Then the neighbours decide what is grown in the second year.'],
      ['table-row', ['Partners', 'Library']],
      ['table-row', ['Cost', '500 EUR']],
    ]);
  });

  it('words on both sides of a drawn line are of two cells, however near', async () => {
    const lines = [700, 660, 620].map((y) => `60 ${y} m 500 ${y} l S`);
    const bars = [60, 150, 500].map((x) => `${x} 700 m ${x} 620 l S`);
    const { blocks } = await read(
      makePdf([
        [
          ...[...lines, ...bars].map((draw) => ({ draw })),
          { x: 62, y: 685, text: 'Name of the action' },
          { x: 152, y: 685, text: 'Who' },
          { x: 62, y: 645, text: 'A panel of youths' },
          { x: 152, y: 645, text: 'Youth office' },
        ],
      ]),
    );
    expect(blocks.map(({ cells: row }) => row)).toEqual([
      ['Name of the action', 'Who'],
      ['A panel of youths', 'Youth office'],
    ]);
  });

  it('a heading below two columns is read after both', async () => {
    const { blocks } = await read(
      makePdf([
        [
          ...column(
            60,
            700,
            Array.from({ length: 8 }, (_, line) => `Left line ${line + 1} of the running text here`),
          ),
          ...column(
            320,
            700,
            Array.from({ length: 8 }, (_, line) => `Right line ${line + 1} of the running text here`),
          ),
          { x: 60, y: 560, text: 'The local group', size: 14 },
          {
            x: 60,
            y: 540,
            text: 'It met nine times and has members from all districts, associations and services of the city.',
          },
        ],
      ]),
    );
    const text = blocks.map((block) => block.text).join(' ');
    expect(text.indexOf('Right line 8')).toBeLessThan(text.indexOf('The local group'));
  });
});
