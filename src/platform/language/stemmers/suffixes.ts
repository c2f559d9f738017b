/** Endings of a language, for taking the longest that a word has. */
export interface SuffixTable {
  /** the word without its longest ending that leaves at least the table's least number of letters, or the word */
  strip(word: string): string;
}

/** `endings` separated by white space; `least` letters stay of a word. */
export function suffixTable(endings: string, least: number): SuffixTable {
  const known = new Set(endings.trim().split(/\s+/));
  const longest = Math.max(...[...known].map((ending) => ending.length));
  return {
    strip(word) {
      for (let length = Math.min(longest, word.length - least); length > 0; length -= 1) {
        if (known.has(word.slice(-length))) return word.slice(0, -length);
      }
      return word;
    },
  };
}
