import { fold, segment } from '../../../platform/language';

/** A word of a text as written and as words are compared; offsets are into the text. */
export interface Word {
  text: string;
  folded: string;
  start: number;
  end: number;
}

/** Words of texts already taken apart: each line of a document is looked at for many things. */
const kept = new Map<string, readonly Word[]>();
const MOST_KEPT = 20_000;

export function wordsOf(text: string): readonly Word[] {
  const known = kept.get(text);
  if (known) return known;
  const words = segment(text).map(({ text: word, start, end }) => ({
    text: word,
    folded: fold(word),
    start,
    end,
  }));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, words);
  return words;
}

/** To be called when a document is done: nothing of it, least of all people's names, stays in memory. */
export const forgetWords = (): void => kept.clear();

/** NFC, one space between words: the form in which texts are compared and quoted. */
export const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Folded words with one space between them; punctuation gone. */
export const plainWords = (text: string): string =>
  wordsOf(text)
    .map((word) => word.folded)
    .join(' ');

const SENTENCE_END = /(?<=[.!?…]["”“»)]?)\s+(?=["„“«(]?\p{Lu})/u;
/** Abbreviations after which a sentence goes on, in our languages; folded. */
const ABBREVIATIONS =
  /(?:^|[\s(„"])(?:napr|resp|tzv|tzn|cca|atd|apod|pod|str|st|sv|c|cl|ods|np|m\.?in|tj|tzw|ok|ul|nr|art|lit|t\.?sk|u\.?c|piem|plkst|bijv|o\.?a|d\.?w\.?z|ca|blz|fx|f\.?eks|bl\.?a|kl|nr|jf|pl|ill|kb|stb|ex|p|pag|num|aprox|e\.?g|i\.?e|no|vs|mr|mrs|dr|ing|mgr|phdr|rndr|prof|doc|n|o|z|s|r|a|b|k|v)\.$/iu;

/** Sentences of a text, in order, each as written. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const part of text.split(SENTENCE_END)) {
    const before = sentences.at(-1);
    if (before !== undefined && ABBREVIATIONS.test(fold(before)))
      sentences[sentences.length - 1] = `${before} ${part}`;
    else sentences.push(part);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}
