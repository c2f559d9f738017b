import type { Block, BlockKind, ReadWarning, SourceAnchor } from '../read-document';
import { cleanLines, cleanText } from './plain-text';
import type { ReadingLimits } from './reader.type';

export interface BlockDetails {
  level?: number;
  cells?: string[];
  anchor?: SourceAnchor;
}

/** Gathers blocks in reading order, counts their paragraphs, and stops gathering at the limits, saying so once. */
export class BlockList {
  readonly blocks: Block[] = [];
  readonly warnings: ReadWarning[] = [];
  private characters = 0;
  private rows = 0;
  private isFull = false;

  constructor(private readonly limits: Pick<ReadingLimits, 'characters' | 'rows'>) {}

  /** true once nothing more is taken in */
  get full(): boolean {
    return this.isFull;
  }

  /** Text without words adds nothing. A paragraph number that the anchor does not name is counted. */
  add(kind: BlockKind, raw: string, { level, cells, anchor = {} }: BlockDetails = {}): void {
    const text = cleanText(raw);
    if (text === '' || this.isFull) return;
    this.characters += text.length;
    if (kind === 'table-row') this.rows++;
    if (this.characters > this.limits.characters) return this.stop('textLeftOut', this.limits.characters);
    if (this.rows > this.limits.rows) return this.stop('rowsLeftOut', this.limits.rows);
    this.blocks.push({
      kind,
      text,
      ...(level === undefined ? {} : { level }),
      ...(cells === undefined ? {} : { cells }),
      anchor: { ...anchor, paragraph: anchor.paragraph ?? this.blocks.length + 1 },
    });
  }

  /**
   * A row of a table; its text is its cells with a bar between them, and a cell keeps its lines. A row of empty cells adds
   * nothing.
   */
  addRow(raw: readonly string[], anchor: SourceAnchor = {}): void {
    const cells = raw.map(cleanLines);
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    const text = cells.filter((cell) => cell !== '').join(' | ');
    this.add('table-row', text, { cells, anchor });
  }

  private stop(code: string, max: number): void {
    this.isFull = true;
    this.warnings.push({ code, parameters: { max } });
  }
}
