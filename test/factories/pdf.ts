/** A piece of a page: words at a place, in points from the bottom left, or any drawing. */
export type PdfPiece =
  { x: number; y: number; text: string; size?: number; bold?: boolean } | { draw: string };

export interface PdfPicture {
  width: number;
  height: number;
  /** a byte a point, grey */
  grey: Buffer;
}

const escape = (text: string): string => text.replace(/[\\()]/g, (letter) => `\\${letter}`);

function streamOf(pieces: readonly PdfPiece[]): string {
  return pieces
    .map((piece) => {
      if ('draw' in piece) return piece.draw;
      const { x, y, text, size = 10, bold = false } = piece;
      return `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${x} ${y} Td (${escape(text)}) Tj ET`;
    })
    .join('\n');
}

/** A PDF of A4 pages in Helvetica; letters of Latin-1. `picture`: drawn over the whole of each page. */
export function makePdf(pages: readonly (readonly PdfPiece[])[], picture?: PdfPicture): Buffer {
  const objects: Buffer[] = [];
  const add = (...parts: (string | Buffer)[]): number => {
    objects.push(
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
    );
    return objects.length;
  };
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  const font = (name: string): number =>
    add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);
  const [regular, bold] = [font('Helvetica'), font('Helvetica-Bold')];
  const image =
    picture &&
    add(
      `<< /Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${picture.grey.length} >>\nstream\n`,
      picture.grey,
      '\nendstream',
    );
  const resources = `<< /Font << /F1 ${regular} 0 R /F2 ${bold} 0 R >>${image ? ` /XObject << /I ${image} 0 R >>` : ''} >>`;
  const kids = pages.map((pieces) => {
    const drawn = image ? [{ draw: 'q 595 0 0 842 0 0 cm /I Do Q' }, ...pieces] : pieces;
    const content = Buffer.from(streamOf(drawn), 'latin1');
    const stream = add(`<< /Length ${content.length} >>\nstream\n`, content, '\nendstream');
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${stream} 0 R >>`,
    );
  });
  objects[1] = Buffer.from(
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
  );
  return withTable(objects);
}

function withTable(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(length);
    length += part.length;
    parts.push(part);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(table)]);
}
