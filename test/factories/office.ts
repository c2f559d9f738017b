import { makeZip } from './zip';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

type Files = Record<string, string | Buffer>;

const types = (part: string, type: string): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;
const relations = (targets: readonly string[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map((target, index) => `<Relationship Id="rId${index + 1}" Type="x" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** `body`: what stands in w:body. `before`: in front of the document's root element. */
export function makeDocx(body: string, more: Files = {}, before = ''): Promise<Buffer> {
  return makeZip({
    '[Content_Types].xml': types('word/document.xml', 'wordprocessingml.document'),
    'word/document.xml': `${XML}${before}<w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `${XML}<w:styles ${W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    ...more,
  });
}

export const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}<w:r><w:t>${text}</w:t></w:r></w:p>`;

/** Sheets by name, each what stands in its sheetData. */
export function makeXlsx(sheets: Readonly<Record<string, string>>, more: Files = {}): Promise<Buffer> {
  const names = Object.keys(sheets);
  const parts = names.map((_, index) => `worksheets/sheet${index + 1}.xml`);
  return makeZip({
    '[Content_Types].xml': types('xl/workbook.xml', 'spreadsheetml.sheet'),
    'xl/workbook.xml': `${XML}<workbook ${S} xmlns:r="${OFFICE}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(parts),
    ...Object.fromEntries(
      names.map((name, index) => [
        `xl/${parts[index] ?? ''}`,
        `${XML}<worksheet ${S}><sheetData>${sheets[name] ?? ''}</sheetData></worksheet>`,
      ]),
    ),
    ...more,
  });
}

/** Slides, each what stands in its shape tree. */
export function makePptx(slides: readonly string[]): Promise<Buffer> {
  const P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
  const A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  const parts = slides.map((_, index) => `slides/slide${index + 1}.xml`);
  return makeZip({
    '[Content_Types].xml': types('ppt/presentation.xml', 'presentationml.presentation'),
    'ppt/presentation.xml': `${XML}<p:presentation ${P} xmlns:r="${OFFICE}"><p:sldIdLst>${slides
      .map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`)
      .join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(parts),
    ...Object.fromEntries(
      slides.map((slide, index) => [
        `ppt/${parts[index] ?? ''}`,
        `${XML}<p:sld ${P} ${A}><p:cSld><p:spTree>${slide}</p:spTree></p:cSld></p:sld>`,
      ]),
    ),
  });
}

export const shape = (kind: string, ...lines: string[]): string =>
  `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${kind}"/></p:nvPr></p:nvSpPr><p:txBody>${lines
    .map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`)
    .join('')}</p:txBody></p:sp>`;

/** `kind`: text, presentation or spreadsheet; `body`: what stands in office:body. */
export function makeOpenDocument(kind: string, body: string, more: Files = {}): Promise<Buffer> {
  const space = (name: string, address: string): string =>
    `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${address}:1.0"`;
  const spaces = [
    space('office', 'office'),
    space('text', 'text'),
    space('table', 'table'),
    space('draw', 'drawing'),
    space('presentation', 'presentation'),
  ].join(' ');
  return makeZip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `${XML}<office:document-content ${spaces}><office:body>${body}</office:body></office:document-content>`,
    'META-INF/manifest.xml': `${XML}<manifest/>`,
    ...more,
  });
}
