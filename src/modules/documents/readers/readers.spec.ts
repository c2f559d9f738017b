import {
  makeDocx,
  makeOpenDocument,
  makePptx,
  makeXlsx,
  paragraph,
  shape,
} from '../../../../test/factories/office';
import { workbook } from '../../../../test/factories/workbook';
import { makeZip } from '../../../../test/factories/zip';
import type { Block, ReadDocument } from '../read-document';
import { readBytes } from './read-bytes';
import { DEFAULT_LIMITS } from './reader.type';

const read = (bytes: Buffer, name: string): Promise<ReadDocument> =>
  readBytes(bytes, name, DEFAULT_LIMITS, () => undefined);
const lines = (blocks: readonly Block[]): string[] => blocks.map(({ kind, text }) => `${kind}: ${text}`);

describe('readers of office files', () => {
  it('DOCX: headings, items, rows and pages; nothing that was deleted', async () => {
    const body = [
      paragraph('Plan', '<w:pStyle w:val="H1"/>'),
      paragraph('First &amp; last'),
      '<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>stays</w:t></w:r></w:p>',
      paragraph('An item', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
      '<w:p><w:r><w:lastRenderedPageBreak/><w:t>Next page</w:t></w:r></w:p>',
      `<w:tbl><w:tr><w:tc>${paragraph('a')}</w:tc><w:tc>${paragraph('')}</w:tc><w:tc>${paragraph('c')}</w:tc></w:tr></w:tbl>`,
    ];
    const { blocks, pageCount } = await read(await makeDocx(body.join('')), 'x.docx');
    expect(lines(blocks)).toEqual([
      'heading: Plan',
      'paragraph: First & last',
      'paragraph: stays',
      'list-item: An item',
      'paragraph: Next page',
      'table-row: a | c',
    ]);
    expect(blocks.map(({ anchor }) => anchor.page)).toEqual([1, 1, 1, 1, 2, 2]);
    expect(blocks.at(-1)?.cells).toEqual(['a', '', 'c']);
    expect(pageCount).toBe(2);
  });

  it('PPTX: slides in their order, titles first, no numbers or feet, no hidden slide', async () => {
    const slides = [
      shape('body', 'one', 'two') + shape('title', 'Aims') + shape('sldNum', '1'),
      shape('title', 'More'),
    ];
    const { blocks, pageCount } = await read(await makePptx(slides), 'x.pptx');
    expect(lines(blocks)).toEqual(['heading: Aims', 'list-item: one', 'list-item: two', 'heading: More']);
    expect(blocks.map(({ anchor }) => anchor.slide)).toEqual([1, 1, 1, 2]);
    expect(pageCount).toBe(2);
  });

  it('ODT and ODP: the same, without notes and comments', async () => {
    const text =
      '<office:text><text:h text:outline-level="2">Aim</text:h><text:p>Say<text:s/>it<office:annotation><text:p>no</text:p></office:annotation></text:p><text:list><text:list-item><text:p>item</text:p></text:list-item></text:list></office:text>';
    const odt = await read(await makeOpenDocument('text', text), 'x.odt');
    expect(lines(odt.blocks)).toEqual(['heading: Aim', 'paragraph: Say it', 'list-item: item']);
    const slides =
      '<office:presentation><draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Title</text:p></draw:text-box></draw:frame><presentation:notes><text:p>secret</text:p></presentation:notes></draw:page><draw:page><draw:frame><draw:text-box><text:p>Words</text:p></draw:text-box></draw:frame></draw:page></office:presentation>';
    const odp = await read(await makeOpenDocument('presentation', slides), 'x.odp');
    expect(odp.blocks.map(({ text: words, anchor }) => [words, anchor.slide])).toEqual([
      ['Title', 1],
      ['Words', 2],
    ]);
  });

  it('XLSX: values as they are meant, at their cells; formulas by their last result', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d/m/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>';
    const rows =
      '<row r="2"><c r="B2" t="inlineStr"><is><t>When</t></is></c></row><row r="7"><c r="A7" s="1"><v>45383</v></c><c r="C7" s="2"><v>0.8</v></c><c r="D7"><f>SUM(A1)</f><v>3.3000000000000003</v></c><c r="E7"><f>NOW()</f></c></row>';
    const { blocks, warnings } = await read(
      await makeXlsx({ Plán: rows }, { 'xl/styles.xml': styles }),
      'x.xlsx',
    );
    expect(blocks.map(({ cells }) => cells)).toEqual([
      ['', 'When'],
      ['2024-04-01', '', '80%', '3.3'],
    ]);
    expect(blocks.map(({ anchor }) => [anchor.sheet, anchor.cell])).toEqual([
      ['Plán', 'A2'],
      ['Plán', 'A7'],
    ]);
    expect(warnings).toEqual([{ code: 'formulasWithoutValue', parameters: { count: 1 } }]);
  });

  it('XLS of Excel 2003: the same, formulas by their last result', async () => {
    const { mediaType, blocks } = await read(
      workbook({
        Plán: [
          ['', 'When'],
          [],
          [{ t: 'n', v: 45383, z: 'd/m/yyyy' }, '', { t: 'n', v: 0.8, z: '0%' }, 3.3, true],
        ],
        Hárok2: [['Žilina']],
      }),
      'x.xls',
    );
    expect(mediaType).toBe('application/vnd.ms-excel');
    expect(blocks.map(({ cells, anchor }) => [anchor.sheet, anchor.cell, cells])).toEqual([
      ['Plán', 'A1', ['', 'When']],
      ['Plán', 'A3', ['2024-04-01', '', '80%', '3.3', 'TRUE']],
      ['Hárok2', 'A1', ['Žilina']],
    ]);
  });

  it('ODS: repeated cells are there, a million empty rows are not', async () => {
    const table =
      '<office:spreadsheet><table:table table:name="T"><table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="2.5"><text:p>2,5</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.1"><text:p>10 %</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>';
    const { blocks } = await read(await makeOpenDocument('spreadsheet', table), 'x.ods');
    expect(blocks.map(({ cells, anchor }) => [cells, anchor.cell])).toEqual([[['2.5', '2.5', '10%'], 'A5']]);
  });

  it.each([
    [',', 'Name,Text\n"a, b","line\nline"\n'],
    [';', '\ufeffName;Text\n"a, b";"line\nline"\n'],
    ['tab', 'Name\tText\na, b\t"line\nline"\n'],
    [';', 'sep=;\nName;Text\na, b;"line\nline"\n'],
  ])('CSV: finds the delimiter %s', async (delimiter, text) => {
    const { blocks, metadata } = await read(Buffer.from(text), 'x.csv');
    expect(metadata['delimiter']).toBe(delimiter);
    expect(blocks.map(({ cells, anchor }) => [cells, anchor.cell])).toEqual([
      [['Name', 'Text'], 'A1'],
      [['a, b', 'line\nline'], 'A2'],
    ]);
  });

  it('HTML: the main part without what stands around it', async () => {
    const page = `<!doctype html><html lang="ca"><head><title>El pla</title><style>p{}</style></head><body>
      <nav><a>Home</a></nav><div class="cookie-banner">We use cookies</div>
      <main><h1>Pla d’acció</h1><p>Un <b>text</b> de més de dues-centes lletres, ${'i encara més, '.repeat(16)}</p>
      <ul><li>u</li><li>dos</li></ul><table><tr><th>Any</th><td>2024</td></tr></table>
      <p>Comparteix</p></main><aside>Related</aside><footer>Contact</footer></body></html>`;
    const { blocks, declaredTitle, metadata } = await read(Buffer.from(page), 'x.html');
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'list-item',
      'list-item',
      'table-row',
    ]);
    expect(blocks[1]?.text).toMatch(/^Un text de més/);
    expect(declaredTitle).toBe('El pla');
    expect(metadata['language']).toBe('ca');
  });

  it('Markdown: front matter aside, authors nowhere', async () => {
    const text =
      '---\ntitle: "A plan"\nauthor: Some One\ntags: [a, b]\n---\n\n# Aim\n\nOne *two*\nthree.\n\n- x\n- y\n\n| A | B |\n|---|---|\n| 1 |   |\n';
    const { blocks, declaredTitle, metadata } = await read(Buffer.from(text), 'x.md');
    expect(lines(blocks)).toEqual([
      'heading: Aim',
      'paragraph: One two three.',
      'list-item: x',
      'list-item: y',
      'table-row: A | B',
      'table-row: 1',
    ]);
    expect(declaredTitle).toBe('A plan');
    expect(metadata).toEqual({ title: 'A plan', tags: 'a; b', encoding: 'utf-8' });
  });

  it('ZIP: each file by itself, one that cannot be read is named and the others are there', async () => {
    const zip = await makeZip({
      'a/plan.md': '# Plan',
      'b.csv': 'x;y\n1;2\n',
      'c.bin': Buffer.from([0, 1, 2, 0]),
    });
    const { parts = [], warnings, mediaType } = await read(zip, 'x.zip');
    expect(mediaType).toBe('application/zip');
    expect(parts.map((part) => part.blocks[0]?.anchor.file)).toEqual(['a/plan.md', 'b.csv']);
    expect(warnings).toEqual([
      {
        code: 'partNotRead',
        anchor: { file: 'c.bin' },
        parameters: { file: 'c.bin', reason: 'unknownType' },
      },
    ]);
  });
});
