const FIRST = 'a'.charCodeAt(0);
const LETTERS = 26;
/** bits for all signs that are no plain letter */
const OTHERS = 5;

/** The set of a folded word's letters, a bit each; one letter put in, left out or replaced changes two bits at most. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let place = 0; place < word.length; place += 1) {
    const code = word.charCodeAt(place);
    const letter = code - FIRST;
    letters |= 1 << (letter >= 0 && letter < LETTERS ? letter : LETTERS + (code % OTHERS));
  }
  return letters;
}
