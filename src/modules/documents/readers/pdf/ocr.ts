import { spawn } from 'node:child_process';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Segment } from './layout.type';

/** The text recognition that is installed on this machine. */
export interface Recognition {
  /** Lines of the pictures of a page, at the places where they stand on it. */
  read(
    page: PDFPageProxy,
    pictures: readonly string[],
    view: { width: number; height: number },
  ): Promise<Segment[]>;
}

/** Languages of the house as tesseract names its models. */
const MODELS = ['eng', 'nld', 'dan', 'spa', 'cat', 'pol', 'hun', 'lav', 'ron', 'slk', 'ces', 'nor'];
const LONGEST_MS = 60_000;
const MOST_OUTPUT = 8 * 1024 * 1024;

interface Picture {
  width: number;
  height: number;
  /** 1: one bit a point, 2: red green blue, 3: with opacity */
  kind: number;
  data: Uint8Array;
}

/** Undefined where the command is not there or knows none of our languages. */
export async function openRecognition(command: string): Promise<Recognition | undefined> {
  if (command === '') return undefined;
  const listed = await run(command, ['--list-langs']).catch(() => undefined);
  if (listed === undefined) return undefined;
  const known = new Set(listed.split(/\s+/));
  const models = MODELS.filter((model) => known.has(model));
  if (models.length === 0) return undefined;
  return {
    read: async (page, pictures, view) => {
      const found: Segment[] = [];
      for (const name of pictures) {
        const picture = await pictureOf(page, name);
        if (!picture) continue;
        const given = ['stdin', 'stdout', '-l', models.join('+'), '--psm', '3', 'tsv'];
        const answer = await run(command, given, portableAnymap(picture)).catch(() => '');
        found.push(...segmentsOf(answer, picture, view));
      }
      return found;
    },
  };
}

/** The decoded picture; the library hands it over once it is there. */
async function pictureOf(page: PDFPageProxy, name: string): Promise<Picture | undefined> {
  const objects = name.startsWith('g_') ? page.commonObjs : page.objs;
  const value = await new Promise<unknown>((resolve) => objects.get(name, resolve));
  const picture = value as Partial<Picture> | null;
  if (!picture?.data || !picture.width || !picture.height || !picture.kind) return undefined;
  return { width: picture.width, height: picture.height, kind: picture.kind, data: picture.data };
}

/** The picture as a PGM file, which every build of the recogniser reads: grey, a byte a point. */
function portableAnymap({ width, height, kind, data }: Picture): Buffer {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`);
  const grey = Buffer.alloc(width * height);
  const rowBytes = Math.ceil(width / 8);
  for (let index = 0; index < grey.length; index++) {
    if (kind === 1) {
      const [row, column] = [Math.floor(index / width), index % width];
      grey[index] = ((data[row * rowBytes + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1 ? 255 : 0;
    } else {
      const at = index * (kind === 2 ? 3 : 4);
      grey[index] = ((data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114) / 1000;
    }
  }
  return Buffer.concat([head, grey]);
}

/** Words of the tab-separated answer put into lines. Its columns: level, page, block, paragraph, line, word, box, confidence, text. */
function segmentsOf(answer: string, picture: Picture, view: { width: number; height: number }): Segment[] {
  const scaleX = view.width / picture.width;
  const scaleY = view.height / picture.height;
  const lines = new Map<string, Segment>();
  for (const row of answer.split('\n')) {
    const [level, , block, paragraph, line, , left, top, width, height, , ...words] = row.split('\t');
    const text = words.join(' ').trim();
    if (level !== '5' || text === '') continue;
    const key = `${block}.${paragraph}.${line}`;
    const x = Number(left) * scaleX;
    const right = x + Number(width) * scaleX;
    const bottom = (Number(top) + Number(height)) * scaleY;
    const known = lines.get(key);
    if (known) {
      known.text += ` ${text}`;
      known.right = right;
    } else
      lines.set(key, { text, x, right, y: bottom, size: Math.max(4, Number(height) * scaleY), bold: false });
  }
  return [...lines.values()];
}

/** What the command says; rejects where it fails, is not there or takes longer than a page may. */
function run(command: string, given: readonly string[], input?: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, given, { stdio: ['pipe', 'pipe', 'ignore'], timeout: LONGEST_MS });
    const answer: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_OUTPUT) child.kill('SIGKILL');
      else answer.push(chunk);
    });
    // A recogniser that ends before it read everything closes its end.
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(answer).toString('utf8'));
      else reject(new Error(`${command} ended with ${String(code)}`));
    });
    child.stdin.end(input);
  });
}
