/** The library reads some 350 bytes of what it is given, so longer texts are shown to it in passages. */
const PASSAGE_LENGTH = 300;
const PASSAGES = 6;

/** What says nothing of a language, or the wrong thing: tags, addresses, codes, place-holders. */
const NOISE = [
  /<[^<>]{0,1000}>/g,
  /&[a-z]{2,8};|&#\d{1,6};/gi,
  /\b(?:https?:\/\/|www\.)\S+/gi,
  /[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]{2,63}/g,
  /\{\{[^{}]{0,100}\}\}/g,
];

export function bareWords(text: string): string {
  return NOISE.reduce((rest, noise) => rest.replace(noise, ' '), text.slice(0, 200_000))
    .replace(/\S+/g, (word) => (/\d/.test(word) ? ' ' : word))
    .replace(/[^\p{L}\p{M}'’·-]+/gu, ' ')
    .trim();
}

/** Up to six passages, evenly spread over the text, each cut between words. */
export function samples(text: string): string[] {
  if (text === '') return [];
  if (text.length <= PASSAGE_LENGTH) return [text];
  const count = Math.min(PASSAGES, Math.ceil(text.length / PASSAGE_LENGTH));
  const step = text.length / count;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor(index * step);
    const start = from === 0 ? 0 : text.indexOf(' ', from) + 1;
    const end = text.indexOf(' ', Math.max(start, from + Math.min(step, PASSAGE_LENGTH)));
    return text.slice(start, end === -1 ? start + PASSAGE_LENGTH : Math.min(end, start + PASSAGE_LENGTH));
  }).filter((passage) => passage !== '');
}

export function wordsOf(passage: string): string[] {
  return passage.toLowerCase().match(/\p{L}+/gu) ?? [];
}
