import { Parser } from 'htmlparser2';
import { ReadingError } from '../reading.error';

export type Attributes = Readonly<Record<string, string>>;

/** What a reader does at the elements of an XML part; names come with their prefix, `w:p`. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
  /** true once nothing more is wanted: the rest is not read */
  isDone?(): boolean;
}

const CHUNK = 256 * 1024;
/** nothing an office program writes is nested as deep */
const DEEPEST = 1_000;

/**
 * Walks an XML part of an office file without building it. Definitions of entities, with which a few bytes can stand
 * for gigabytes or for a file of this machine, are refused: no office program writes any.
 */
export function walkXml(bytes: Buffer, handler: XmlHandler): void {
  let depth = 0;
  let isOver = false;
  const parser = new Parser(
    {
      onprocessinginstruction: (name) => {
        if (name.toLowerCase().startsWith('!')) throw new ReadingError('hostileMarkup');
      },
      onopentag: (name, attributes) => {
        if (++depth > DEEPEST) throw new ReadingError('hostileMarkup');
        handler.open?.(name, attributes);
      },
      onclosetag: (name) => {
        depth--;
        // Office programs close what they open; what the parser has to close at the end was cut off.
        if (isOver) throw new ReadingError('damaged');
        handler.close?.(name);
      },
      ontext: (text) => handler.text?.(text),
    },
    { xmlMode: true, decodeEntities: true, recognizeSelfClosing: true },
  );
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let start = 0; start < bytes.length; start += CHUNK) {
    if (handler.isDone?.()) return;
    parser.write(decoder.decode(bytes.subarray(start, start + CHUNK), { stream: true }));
  }
  isOver = true;
  parser.end();
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
