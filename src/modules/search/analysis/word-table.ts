const START = 1024;

/**
 * What is known of words, found by a stretch of a text: without cutting the word out of it, which for the millions of
 * words of an index takes longer than all that is done with them. Forgets all when it is full, so that memory stays
 * bounded.
 */
export class WordTable<T> {
  /** a power of two, at least twice as many as words */
  private words: (string | undefined)[];
  private values: (T | undefined)[];
  private count = 0;

  /** @param most words that it keeps */
  constructor(private readonly most: number) {
    this.words = new Array<string | undefined>(START);
    this.values = new Array<T | undefined>(START);
  }

  /** The value of the word that stands there, made where it is met for the first time. */
  of(text: string, start: number, end: number, make: (word: string) => T): T {
    const hash = hashOf(text, start, end);
    for (let place = hash & (this.words.length - 1); ; place = (place + 1) & (this.words.length - 1)) {
      const word = this.words[place];
      if (word === undefined) return this.add(text.slice(start, end), make);
      if (isSame(word, text, start, end)) return this.values[place] as T;
    }
  }

  private add(cut: string, make: (word: string) => T): T {
    if (this.count >= this.most) {
      this.words = new Array<string | undefined>(START);
      this.values = new Array<T | undefined>(START);
      this.count = 0;
    } else if ((this.count + 1) * 2 > this.words.length) this.grow();
    // A word cut out of a text keeps the whole text in memory; one put together from its letters does not.
    const word = Array.from(cut).join('');
    const value = make(word);
    this.put(word, value);
    return value;
  }

  private put(word: string, value: T): void {
    let place = hashOf(word, 0, word.length) & (this.words.length - 1);
    while (this.words[place] !== undefined) place = (place + 1) & (this.words.length - 1);
    this.words[place] = word;
    this.values[place] = value;
    this.count += 1;
  }

  private grow(): void {
    const { words, values } = this;
    this.words = new Array<string | undefined>(words.length * 2);
    this.values = new Array<T | undefined>(words.length * 2);
    this.count = 0;
    words.forEach((word, place) => {
      if (word !== undefined) this.put(word, values[place] as T);
    });
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 15);
}

function isSame(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) {
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}
