import { makeDocx, makeOpenDocument, makeXlsx, paragraph } from '../../../../test/factories/office';
import { workbook } from '../../../../test/factories/workbook';
import { makeZip } from '../../../../test/factories/zip';
import type { ReadDocument } from '../read-document';
import { readBytes } from './read-bytes';
import { DEFAULT_LIMITS, type ReadingLimits } from './reader.type';

const read = (bytes: Buffer, name: string, limits: Partial<ReadingLimits> = {}): Promise<ReadDocument> =>
  readBytes(bytes, name, { ...DEFAULT_LIMITS, ...limits }, () => undefined);

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(400, 7)]);
const BILLION =
  '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';

/** The same archive, its entries marked as those are that only a password opens. */
function locked(zip: Buffer): Buffer {
  const marked = Buffer.from(zip);
  for (const [mark, flags] of [
    ['504b0304', 6],
    ['504b0102', 8],
  ] as const) {
    for (let at = marked.indexOf(mark, 0, 'hex'); at >= 0; at = marked.indexOf(mark, at + 4, 'hex')) {
      marked[at + flags] = (marked[at + flags] ?? 0) | 1;
    }
  }
  return marked;
}

describe('files that are not what they should be', () => {
  const bad: [string, string, string, () => Buffer | Promise<Buffer>][] = [
    ['an empty file', 'x.pdf', 'empty', () => Buffer.alloc(0)],
    ['a file of spaces', 'x.txt', 'noText', () => Buffer.from('  \n\n ')],
    ['a picture named .pdf', 'plan.pdf', 'notWhatItSays', () => JPEG],
    ['a picture', 'photo.jpg', 'unknownType', () => JPEG],
    ['a program', 'x.exe', 'unknownType', () => Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['an old Word file', 'x.doc', 'legacyOffice', () => Buffer.concat([OLE, Buffer.alloc(600)])],
    [
      'an office file with a password',
      'x.docx',
      'encrypted',
      () => Buffer.concat([OLE, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    [
      'an OpenDocument file with a password',
      'x.odt',
      'encrypted',
      () =>
        makeOpenDocument('text', 'scrambled', {
          'META-INF/manifest.xml':
            '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
        }),
    ],
    [
      'half of an office file',
      'x.docx',
      'damaged',
      async () => (await makeDocx(paragraph('a'))).subarray(0, 300),
    ],
    [
      'an office file whose text breaks off',
      'x.docx',
      'damaged',
      () => makeDocx('', { 'word/document.xml': '<w:document><w:body><w:p><w:r><w:t>half' }),
    ],
    [
      'an office file without its main part',
      'x.xlsx',
      'damaged',
      () =>
        makeZip({
          '[Content_Types].xml':
            '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        }),
    ],
    ['entities that grow', 'x.docx', 'hostileMarkup', () => makeDocx(paragraph('&c;'), {}, BILLION)],
    [
      'an entity that is a file of this machine',
      'x.docx',
      'hostileMarkup',
      () => makeDocx(paragraph('&x;'), {}, '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
    [
      'markup without a bottom',
      'x.odt',
      'hostileMarkup',
      () => makeOpenDocument('text', '<text:section>'.repeat(5_000)),
    ],
    [
      'entities that grow in a workbook',
      'x.xlsx',
      'hostileMarkup',
      () =>
        makeXlsx(
          { T: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' },
          { 'xl/sharedStrings.xml': `${BILLION}<sst><si><t>&c;</t></si></sst>` },
        ),
    ],
    ['a ZIP with nothing in it', 'x.zip', 'empty', () => makeZip({})],
    [
      'a ZIP that breaks off',
      'x.zip',
      'damaged',
      async () => (await makeZip({ 'a.txt': 'words' })).subarray(0, 60),
    ],
    [
      'a ZIP whose files have a password',
      'x.zip',
      'encrypted',
      async () => locked(await makeZip({ 'a.txt': 'words' })),
    ],
    [
      'an old workbook with a torn list of its parts',
      'x.xls',
      'damaged',
      () => workbook({ T: [['a']] }).fill(0xff, 512, 1_024),
    ],
  ];
  it.each(bad)('%s (%s) is refused: %s', async (_what, name, failure, make) => {
    await expect(read(await make(), name)).rejects.toMatchObject({ failure, status: 422 });
  });

  it('a ZIP that unpacks to more than it may is not unpacked', async () => {
    const bomb = await makeZip({
      'a.txt': Buffer.alloc(30 * 1024 ** 2, 'a'),
      'b.txt': Buffer.alloc(5 * 1024 ** 2, 'b'),
    });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(read(bomb, 'x.zip')).rejects.toMatchObject({ failure: 'tooBigUnpacked' });
    await expect(
      read(await makeDocx(paragraph('a'), { 'word/media/x.bin': Buffer.alloc(2_000_000) }), 'x.docx', {
        unpackedBytes: 1_000_000,
      }),
    ).rejects.toMatchObject({ failure: 'tooBigUnpacked', parameters: { megabytes: 0 } });
  });

  it('a ZIP that lies about the size of an entry is stopped at that size', async () => {
    const zip = await makeZip({ 'a.txt': Buffer.alloc(100_000, 'word ') });
    // Size once unpacked, in the central directory: 24 bytes behind its signature.
    zip.writeUInt32LE(10, zip.lastIndexOf(Buffer.from('504b0102', 'hex')) + 24);
    await expect(read(zip, 'x.zip')).rejects.toMatchObject({ failure: 'damaged' });
  });

  it('a ZIP with more files than it may have is not opened', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.txt`, 'x']));
    await expect(read(await makeZip(files), 'x.zip', { entries: 20 })).rejects.toMatchObject({
      failure: 'tooManyEntries',
    });
  });

  it('an archive in an archive is named and left shut', async () => {
    const inner = await makeZip({ 'a.txt': 'inside' });
    await expect(read(await makeZip({ 'inner.zip': inner }), 'x.zip')).rejects.toMatchObject({
      failure: 'nestedArchive',
    });
    const { parts, warnings } = await read(await makeZip({ 'inner.zip': inner, 'b.txt': 'beside' }), 'x.zip');
    expect(parts).toHaveLength(1);
    expect(warnings[0]).toMatchObject({
      code: 'partNotRead',
      parameters: { file: 'inner.zip', reason: 'nestedArchive' },
    });
  });

  it('macros are left out, and that is said', async () => {
    const { blocks, warnings } = await read(
      await makeDocx(paragraph('Text'), { 'word/vbaProject.bin': 'Sub X()' }),
      'x.docm',
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Text']);
    expect(warnings).toEqual([{ code: 'macrosLeftOut' }]);
  });

  it('a million empty rows are no rows', async () => {
    const row = (number: number, cells = ''): string => `<row r="${number}" spans="1:3">${cells}</row>`;
    const rows = Array.from({ length: 1_000_000 }, (_, index) =>
      row(index + 1, index === 999_999 ? '<c r="A1000000" t="inlineStr"><is><t>end</t></is></c>' : ''),
    );
    const { blocks } = await read(await makeXlsx({ T: rows.join('') }), 'x.xlsx');
    expect(blocks.map(({ text, anchor }) => [text, anchor.cell])).toEqual([['end', 'A1000000']]);
  });

  it('rows beyond the limit are left out, and that is said', async () => {
    const csv = Array.from({ length: 50 }, (_, index) => `${index},x`).join('\n');
    const table = await read(Buffer.from(csv), 'x.csv', { rows: 20 });
    expect(table.blocks).toHaveLength(20);
    expect(table.warnings).toEqual([{ code: 'rowsLeftOut', parameters: { max: 20 } }]);
  });

  it('a formula in a table is text here, never run', async () => {
    const { blocks } = await read(Buffer.from('a,b\n"=HYPERLINK(""http://x"")",2\n'), 'x.csv');
    expect(blocks[1]?.cells).toEqual(['=HYPERLINK("http://x")', '2']);
  });
});
