/** Where in a file something stands. Counted from 1; only what the kind of file knows is there. */
export interface SourceAnchor {
  page?: number;
  /**
   * In reading order over the whole document, a block each. Where a page numbers its paragraphs itself it is that
   * number, which a heading and the blocks below it share.
   */
  paragraph?: number;
  /** name of a spreadsheet's sheet */
  sheet?: string;
  /** `B7` in a sheet or table file */
  cell?: string;
  /** number of a presentation's slide */
  slide?: number;
  /** path of the file inside an archive */
  file?: string;
}

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-row';

/** A piece of a document in reading order. Plain text in NFC, one space between words, never markup. */
export interface Block {
  kind: BlockKind;
  text: string;
  /** 1 the highest; only where the file itself says so */
  level?: number;
  /** of a row of a table, in order; empty cells are there as '', a cell of several lines keeps its line breaks */
  cells?: string[];
  anchor: SourceAnchor;
}

/** Something that a person should know about how a file was read; `code` is a message key's last part. */
export interface ReadWarning {
  code: string;
  anchor?: SourceAnchor;
  parameters?: Record<string, string | number>;
}

/** A file as its reader understood it: no meaning yet, only text, order and place. */
export interface ReadDocument {
  /** by content, not by name */
  mediaType: string;
  /** as the file's own metadata or front matter says; often the site's name rather than a title */
  declaredTitle?: string;
  /** front matter or document properties; never an author's name */
  metadata: Record<string, string>;
  blocks: Block[];
  /** of a paged file */
  pageCount?: number;
  warnings: ReadWarning[];
  /** files of an archive, each read by itself */
  parts?: ReadDocument[];
}
