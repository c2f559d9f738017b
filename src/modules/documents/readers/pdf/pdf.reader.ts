import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { ReadWarning } from '../../read-document';
import { BlockList } from '../block-list';
import { cleanText } from '../plain-text';
import type { ReadContent, ReaderInput } from '../reader.type';
import { ReadingError } from '../reading.error';
import { findPageChrome } from '../text/page-chrome';
import { inReadingOrder, toLines } from './columns';
import type { PageLayout, PageLine } from './layout.type';
import { openRecognition, type Recognition } from './ocr';
import { asMatrix, type Matrix, multiply, type OperatorNumbers, readMarks } from './page-rules';
import { type TextRun, toSegments } from './page-segments';
import { toParagraphs } from './paragraphs';
import { takeRuledTables } from './ruled-tables';
import { withoutRunningLines } from './running-lines';

type Library = typeof import('pdfjs-dist');

/** fewer letters than this on a page that a picture covers, and the page is a scan */
const FEWEST_LETTERS = 30;

/**
 * PDF: text in reading order with its page. Running heads, page numbers and hyphens at line ends are gone, tables are
 * rows. Pages that are pictures are read with the text recognition that is installed; where none is, `pagesScanned`
 * names them. Nothing in the file is run: no script, form or font program.
 */
export async function readPdf(input: ReaderInput): Promise<ReadContent> {
  // Only a process that reads a PDF loads the library: it is large.
  const library = (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as Library;
  const document = await open(library, input.bytes);
  try {
    return await readPages(library, document, input);
  } finally {
    await document.destroy();
  }
}

async function open(library: Library, bytes: Buffer): Promise<PDFDocumentProxy> {
  const { verbosity, ...options } = {
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
  };
  try {
    return await library.getDocument({ data: new Uint8Array(bytes), verbosity, ...options }).promise;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') throw new ReadingError('encrypted');
    throw new ReadingError('damaged');
  }
}

async function readPages(
  library: Library,
  document: PDFDocumentProxy,
  { limits, progress, bytes }: ReaderInput,
): Promise<ReadContent> {
  const warnings: ReadWarning[] = [];
  const count = Math.min(document.numPages, limits.pages);
  if (count < document.numPages) {
    warnings.push({ code: 'pagesLeftOut', parameters: { max: count, pages: document.numPages } });
  }
  // A file whose end is missing is put together again from what is left of it; a person should know.
  if (!bytes.subarray(-2_048).includes('%%EOF')) warnings.push({ code: 'fileCutOff' });
  const sizes: { page: number; height: number }[] = [];
  const scanned: number[] = [];
  const broken: number[] = [];
  const lines: PageLine[] = [];
  const recognition = await openRecognition(limits.ocrCommand);
  let letters = 0;
  for (let number = 1; number <= count && letters < limits.characters; number++) {
    const layout = await readPage(library, document, number, recognition).catch(() => undefined);
    if (!layout) broken.push(number);
    else {
      sizes.push({ page: number, height: layout.height });
      const ofPage = linesOf(layout);
      letters += ofPage.reduce((sum, { text }) => sum + text.length, 0);
      lines.push(...ofPage);
      if (layout.isScanned) scanned.push(number);
    }
    progress(number, document.numPages);
  }
  if (broken.length === count) throw new ReadingError('damaged');
  if (broken.length > 0) warnings.push({ code: 'pagesDamaged', parameters: { pages: numbersOf(broken) } });
  if (scanned.length > 0) {
    const code = recognition ? 'pagesRecognised' : 'pagesScanned';
    warnings.push({ code, parameters: { pages: numbersOf(scanned) } });
    if (!recognition && scanned.length === count) throw new ReadingError('scanned');
  }
  const list = gather(withoutRunningLines(lines, sizes), limits);
  if (list.blocks.length === 0) throw new ReadingError('noText');
  return {
    ...(await declared(document)),
    blocks: list.blocks,
    pageCount: document.numPages,
    warnings: [...warnings, ...list.warnings],
  };
}

function gather(lines: readonly PageLine[], limits: ReaderInput['limits']): BlockList {
  const list = new BlockList(limits);
  const paragraphs = toParagraphs(lines);
  // A page printed from a browser brings its chrome along.
  const chrome = findPageChrome(paragraphs.map(({ text }) => text));
  for (const [index, { kind, text, page, level, cells }] of paragraphs.entries()) {
    if (chrome.has(index)) continue;
    if (cells) list.addRow(cells, { page });
    else list.add(kind, text, { anchor: { page }, ...(level === undefined ? {} : { level }) });
  }
  return list;
}

/** `1–3, 7` */
export function numbersOf(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

interface ReadPage extends PageLayout {
  isScanned: boolean;
}

async function readPage(
  library: Library,
  document: PDFDocumentProxy,
  number: number,
  recognition: Recognition | undefined,
): Promise<ReadPage> {
  const page = await document.getPage(number);
  try {
    const view = page.getViewport({ scale: 1 });
    const turned = asMatrix(view.transform);
    const numbers = library.OPS as unknown as OperatorNumbers;
    const operators = await page.getOperatorList();
    const marks = readMarks(operators, numbers, turned, view.width * view.height);
    const runs = await runsOf(page, turned);
    const letters = runs.reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0);
    const isScanned = letters < FEWEST_LETTERS && marks.pictured > 0.4;
    const segments = toSegments(runs, marks.rules);
    if (isScanned && recognition) segments.push(...(await recognition.read(page, marks.pictures, view)));
    const { width, height } = view;
    return { page: number, width, height, segments, rules: marks.rules, pictured: marks.pictured, isScanned };
  } finally {
    page.cleanup();
  }
}

async function runsOf(page: PDFPageProxy, view: Matrix): Promise<TextRun[]> {
  const content = await page.getTextContent();
  return content.items.flatMap((item): TextRun[] => {
    if (!('str' in item) || item.str === '') return [];
    const at = multiply(view, asMatrix(item.transform as number[]));
    const size = Math.hypot(at[2], at[3]);
    // Words that run up the margin are not part of the text.
    if (Math.abs(at[1]) > Math.abs(at[0])) return [];
    return [
      { text: item.str, x: at[4], y: at[5], width: item.width, size, bold: isBold(page, item.fontName) },
    ];
  });
}

function isBold(page: PDFPageProxy, fontName: string): boolean {
  if (!page.commonObjs.has(fontName)) return false;
  const font = page.commonObjs.get(fontName) as { name?: string; bold?: boolean } | null;
  return font?.bold === true || /bold|black|heavy|semibold/i.test(font?.name ?? '');
}

/** Lines of a page in reading order; drawn tables stand where their top edge does. */
function linesOf(layout: ReadPage): PageLine[] {
  const segments = [...layout.segments];
  const tables = takeRuledTables(segments, layout.rules).sort((a, b) => a.top - b.top);
  const lines: PageLine[] = [];
  let from = -Infinity;
  for (const table of [...tables, undefined]) {
    const until = table?.top ?? Infinity;
    const part = segments.filter(({ y }) => y > from && y <= until);
    lines.push(...inReadingOrder(part).flatMap((column) => toLines(column, layout)));
    if (table) lines.push(...tableLines(table, layout.page));
    from = until;
  }
  return lines;
}

function tableLines(table: ReturnType<typeof takeRuledTables>[number], page: number): PageLine[] {
  return table.rows.map(({ y, cells }) => ({
    page,
    text: cells.join(' | '),
    x: table.left,
    right: table.right,
    y,
    size: 0,
    bold: false,
    columnRight: table.right,
    startsStretch: true,
    cells,
  }));
}

/** Title, subject and key words as the file's maker wrote them; never who that was. */
async function declared(
  document: PDFDocumentProxy,
): Promise<Pick<ReadContent, 'declaredTitle' | 'metadata'>> {
  const { info } = (await document.getMetadata().catch(() => ({ info: {} }))) as {
    info: Record<string, unknown>;
  };
  const text = (name: string): string => (typeof info[name] === 'string' ? cleanText(info[name]) : '');
  const [title, subject, keywords, language] = ['Title', 'Subject', 'Keywords', 'Language'].map(text);
  return {
    metadata: {
      ...(subject ? { subject } : {}),
      ...(keywords ? { keywords } : {}),
      ...(language ? { language } : {}),
    },
    // Word processors write the name of their file there.
    ...(title && !/\.(?:docx?|odt|pdf|indd|pptx?|xlsx?|rtf)$/i.test(title) ? { declaredTitle: title } : {}),
  };
}
