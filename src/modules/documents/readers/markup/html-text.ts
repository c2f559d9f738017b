import { Parser } from 'htmlparser2';

const MARKUP =
  /<\/?(?:p|br|ul|ol|li|div|span|strong|em|b|i|a|h[1-6]|table|tr|td)\b[^>]*>|&(?:nbsp|amp|#\d+);/i;
const BREAKS = /^(?:p|br|ul|ol|li|div|h[1-6]|table|tr|td)$/;

/** The words of a cell that holds a piece of a page; a cell without markup comes back as it is. */
export function htmlToText(cell: string): string {
  if (!MARKUP.test(cell)) return cell;
  let text = '';
  let hidden = 0;
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (name === 'script' || name === 'style') hidden++;
        if (BREAKS.test(name)) text += '\n';
      },
      onclosetag: (name) => {
        if (name === 'script' || name === 'style') hidden--;
        if (BREAKS.test(name)) text += '\n';
      },
      ontext: (part) => {
        if (hidden === 0) text += part;
      },
    },
    { decodeEntities: true },
  );
  parser.write(cell);
  parser.end();
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}
