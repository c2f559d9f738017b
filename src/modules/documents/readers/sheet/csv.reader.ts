import { parse } from 'csv-parse/sync';
import { BlockList } from '../block-list';
import { htmlToText } from '../markup/html-text';
import type { ReadContent, ReaderInput } from '../reader.type';
import { ReadingError } from '../reading.error';
import { decodeText } from '../text/decode-text';
import { cellName } from './cell-name';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * A table as text. Encoding, delimiter and byte order mark are found out; the place of a row is its first cell, as a
 * spreadsheet would number it.
 */
export function readCsv({ bytes, limits }: Pick<ReaderInput, 'bytes' | 'limits'>): ReadContent {
  const { text, encoding, warnings } = decodeText(bytes);
  // Excel writes this line, which a spreadsheet does not show.
  const named = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? sniffDelimiter(body);
  const list = new BlockList(limits);
  for (const [index, cells] of rowsOf(body, delimiter, limits.rows).entries()) {
    if (list.full) break;
    list.addRow(cells.map(htmlToText), { cell: cellName(1, index + 1) });
  }
  return {
    metadata: { encoding, delimiter: delimiter === '\t' ? 'tab' : delimiter },
    blocks: list.blocks,
    warnings: [...warnings, ...list.warnings],
  };
}

function rowsOf(text: string, delimiter: string, most: number): string[][] {
  const options = {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  };
  try {
    // Empty rows count too here: a file of nothing else ends as well.
    return parse(text, { ...options, to: most * 11, max_record_size: 10_000_000 });
  } catch {
    throw new ReadingError('damaged');
  }
}

/** The delimiter that parts the first rows into the same number of cells, and into most of them. */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, 65_536);
  const scored = DELIMITERS.map((delimiter) => ({
    delimiter,
    score: evenness(countPerRow(sample, delimiter)),
  }));
  const best = scored.reduce((most, next) => (next.score > most.score ? next : most));
  return best.score > 0 ? best.delimiter : ',';
}

/** Delimiters per row, those inside quotes not counted. The last row may be cut off and is not counted either. */
function countPerRow(sample: string, delimiter: string): number[] {
  const counts = [0];
  let quoted = false;
  for (const letter of sample) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === delimiter) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else if (!quoted && letter === '\n') counts.push(0);
  }
  return counts.length > 1 ? counts.slice(0, -1) : counts;
}

function evenness(counts: readonly number[]): number {
  const filled = counts.filter((count) => count > 0);
  if (filled.length === 0) return 0;
  const usual = [...filled].sort((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0;
  const even = filled.filter((count) => count === usual).length / counts.length;
  return even * Math.log2(1 + usual);
}
