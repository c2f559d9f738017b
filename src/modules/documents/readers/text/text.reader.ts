import { BlockList } from '../block-list';
import type { ReadContent, ReaderInput, ReadingLimits } from '../reader.type';
import { decodeText } from './decode-text';
import { findOwnNumbers } from './own-numbers';
import { findPageChrome } from './page-chrome';
import {
  headingDepth,
  isHardWrapped,
  isListItem,
  joinLines,
  type TextLine,
  withoutBullet,
} from './text-lines';

/**
 * Plain text and the text of scraped pages. Where a page numbers its paragraphs itself, `anchor.paragraph` is its
 * number, shared by the heading over it and all blocks down to the next; else blocks are counted.
 */
export function readText({ bytes, limits }: Pick<ReaderInput, 'bytes' | 'limits'>): ReadContent {
  const { text, encoding, warnings } = decodeText(bytes);
  const content = readLines(text.split(/\r\n|[\n\r\u0085\u2028\u2029\f]/), limits);
  return {
    ...content,
    metadata: { encoding },
    warnings: [...warnings, ...content.warnings],
  };
}

export function readLines(lines: readonly string[], limits: ReadingLimits): ReadContent {
  const chrome = findPageChrome(lines);
  const numbers = findOwnNumbers(lines.map((line, index) => (chrome.has(index) ? '' : line)));
  const isWrapped = isHardWrapped(lines);
  const list = new BlockList(limits);
  const write = (group: readonly TextLine[], paragraph: number | undefined, endsInHeading: boolean): void => {
    const joined = joinLines(group, isWrapped);
    for (const [index, line] of joined.entries()) {
      const isHeading = endsInHeading && index === joined.length - 1;
      addLine(list, line.text, paragraph, isHeading);
    }
  };
  let group: TextLine[] = [];
  let current: number | undefined;
  let afterGap = true;
  for (const [index, line] of lines.entries()) {
    const own = numbers.get(index);
    if (own !== undefined) {
      const heading = afterGap ? [] : lastStretch(group);
      write(group.slice(0, group.length - heading.length), current, false);
      write(heading, own, heading.length > 0);
      [group, current, afterGap] = [[], own, true];
    } else if (line.trim() === '' || chrome.has(index)) {
      afterGap = true;
    } else {
      group.push({ text: line, number: index + 1, afterGap });
      afterGap = false;
    }
  }
  write(group, current, false);
  const warnings = [...list.warnings];
  if (chrome.size > 0) warnings.unshift({ code: 'pageChromeRemoved', parameters: { lines: chrome.size } });
  return { metadata: {}, blocks: list.blocks, warnings };
}

/** The lines at the end that no empty line parts. */
function lastStretch(group: readonly TextLine[]): TextLine[] {
  const start = group.findLastIndex((line) => line.afterGap);
  return group.slice(Math.max(0, start));
}

function addLine(list: BlockList, text: string, paragraph: number | undefined, isHeading: boolean): void {
  const anchor = paragraph === undefined ? {} : { paragraph };
  const depth = headingDepth(text.trim());
  if (isListItem(text) && !isHeading) list.add('list-item', withoutBullet(text), { anchor });
  else if (isHeading || depth !== undefined) list.add('heading', text, { level: depth ?? 1, anchor });
  else list.add('paragraph', text, { anchor });
}
