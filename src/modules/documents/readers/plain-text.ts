// Soft hyphens, zero-width characters and byte order marks: never seen, always in the way of a comparison.
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** what no text holds: control characters other than white space, lone surrogates, noncharacters */
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text as blocks hold it: NFC, one space between words, nothing invisible. */
export function cleanText(text: string): string {
  return text.replace(UNSEEN, '').replace(NOT_TEXT, '').normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** The same line by line, without empty ones. */
export function cleanLines(text: string): string {
  if (!/[\n\r]/.test(text)) return cleanText(text);
  return text
    .split(/\r\n|[\n\r]/)
    .map(cleanText)
    .filter((line) => line !== '')
    .join('\n');
}
