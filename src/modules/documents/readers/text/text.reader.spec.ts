import { DEFAULT_LIMITS } from '../reader.type';
import { decodeText } from './decode-text';
import { readText } from './text.reader';

const read = (text: string) => readText({ bytes: Buffer.from(text), limits: DEFAULT_LIMITS });
const texts = (text: string): string[] => read(text).blocks.map((block) => block.text);

describe('the reader of plain text', () => {
  it('takes the numbers of a page of public comment as anchors, shared by a heading and what is below it', () => {
    const page = [
      'Plan',
      '',
      '1. Aim',
      '1',
      '',
      'To share.',
      '',
      '1.1. When',
      '2',
      '',
      'In 2025',
      '•  soon',
      '',
      '3',
    ];
    const { blocks } = read([...page, '', 'More', '', '4', '', 'Last'].join('\n'));
    expect(blocks.map(({ kind, text, anchor }) => [kind, text, anchor.paragraph])).toEqual([
      ['paragraph', 'Plan', 1],
      ['heading', '1. Aim', 1],
      ['paragraph', 'To share.', 1],
      ['heading', '1.1. When', 2],
      ['paragraph', 'In 2025', 2],
      ['list-item', 'soon', 2],
      ['paragraph', 'More', 3],
      ['paragraph', 'Last', 4],
    ]);
  });

  it('keeps a column of figures that number nothing', () => {
    expect(texts('Visitors\n17\n4\n220\n1\n')).toEqual(['Visitors', '17', '4', '220', '1']);
  });

  it('leaves out consent, sign-in and sharing, and keeps the same words where they are content', () => {
    const page =
      'Skip to main content\n\nCookie settings\n\nMarketing\n\nOur plan\n\nMarketing\n\nWe sell apples.\n\nShare\n';
    expect(texts(page)).toEqual(['Our plan', 'Marketing', 'We sell apples.']);
    expect(read(page).warnings).toEqual([{ code: 'pageChromeRemoved', parameters: { lines: 4 } }]);
  });

  it.each([
    ['Přejít na hlavní obsah', 'Nastavení cookies'],
    ['Prejsť na hlavný obsah', 'Zdieľať'],
    ['Przejdź do treści', 'Udostępnij'],
    ['Ugrás a tartalomhoz', 'Süti beállítások'],
    ['Gå til hovedinnhold', 'Logg inn'],
    ['Naar de inhoud', 'Cookie-instellingen'],
    ['Pāriet uz saturu', 'Dalīties'],
    ['Sari la conținut', 'Partajează'],
    ['Ves al contingut', 'Comparteix'],
    ['Saltar al contenido', 'Configuración de cookies'],
    ['Spring til indhold', 'Accepter alle cookies'],
  ])('knows the chrome of a page that says %s', (first, last) => {
    expect(texts(`${first}\n\nA\n\n${last}\n`)).toEqual(['A']);
  });

  it('joins the lines of a paragraph that was broken at a width, and words parted there', () => {
    const wrapped = [
      'The river park is looked after by the people who live along it, week by',
      'week, in groups that choose their own stretch of the bank and the neigh-',
      'bourhood pays for the tools and for the bread that is eaten together in',
      'the evening, whoever comes by, since that is how most of them came here.',
      'It began with four of them.',
      '',
      'Another paragraph.',
    ];
    expect(texts(wrapped.join('\n'))).toHaveLength(2);
    expect(texts(wrapped.join('\n'))[0]).toContain('the neighbourhood pays');
  });

  it('stops at its limit and says so', () => {
    const limits = { ...DEFAULT_LIMITS, characters: 10 };
    const { blocks, warnings } = readText({ bytes: Buffer.from('123456789\nabcdef\nx'), limits });
    expect(blocks.map(({ text }) => text)).toEqual(['123456789']);
    expect(warnings).toEqual([{ code: 'textLeftOut', parameters: { max: 10 } }]);
  });
});

describe('decoding', () => {
  const czech = 'Žluťoučký kůň úpěl ďábelské ódy; šťastné město a náměstí v obci.';
  const polish = 'Gdańsk: zażółć gęślą jaźń, mieszkańcy i społeczność, łódź, środki.';
  const latvian = 'Ķekavas novads, iedzīvotāju padomes un līdzdalība, ģimenes, šķēršļi.';
  const western = 'Gemeenteraad één, København på øen, añadir niños, col·legi, über.';
  const tables: Record<string, string> = {};
  const encode = (text: string, encoding: string): Buffer => {
    tables[encoding] ??= new TextDecoder(encoding).decode(
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
    );
    const table = tables[encoding];
    return Buffer.from([...text].map((letter) => table?.indexOf(letter) ?? 0));
  };

  it.each([
    ['windows-1250', czech],
    ['iso-8859-2', czech],
    ['windows-1250', polish],
    ['windows-1257', latvian],
    ['windows-1252', western],
  ])('finds %s by its letters', (encoding, text) => {
    expect(decodeText(encode(text, encoding))).toMatchObject({ text, warnings: [] });
  });

  it.each([
    ['utf-16le', false],
    ['utf-16be', true],
  ])('reads %s with and without its mark', (encoding, swapped) => {
    const bytes = Buffer.from('Town, Genk; people 17 and more', 'utf16le');
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]);
    for (const given of [bytes, marked]) {
      expect(decodeText(swapped ? Buffer.from(given).swap16() : given)).toMatchObject({ encoding });
      expect(decodeText(swapped ? Buffer.from(given).swap16() : given).text).toContain('Genk; people');
    }
  });

  it('decodes each line by itself where encodings are mixed, and says so', () => {
    const bytes = Buffer.concat([Buffer.from(`${czech}\n`), encode(czech, 'windows-1250')]);
    expect(decodeText(bytes)).toEqual({
      text: `${czech}\n${czech}`,
      encoding: 'windows-1250',
      warnings: [{ code: 'mixedEncodings', parameters: { encoding: 'windows-1250' } }],
    });
  });
});
