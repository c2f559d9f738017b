import type { AnalysedWord } from '../analysis';

/**
 * Numbers the terms of the documents that are written together. A word is looked up once, all the counting that
 * follows is done with numbers.
 */
export class TermNumbers {
  readonly terms: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(term: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    const number = this.terms.push(term) - 1;
    this.numbers.set(term, number);
    return number;
  }

  /** Sees to it that `word.foldedNumber` and `word.stemNumber` are those of here. */
  note(word: AnalysedWord): void {
    if (word.numberedBy === this) return;
    word.numberedBy = this;
    word.foldedNumber = this.of(word.folded);
    word.stemNumber = word.stem === null ? -1 : this.of(word.stem);
  }

  /** Whether it is a folded word, neither a stem (cs:mlad) nor a concept (#theme/youth). */
  isWord(number: number): boolean {
    const term = this.terms[number] ?? '';
    return !term.startsWith('#') && !term.includes(':');
  }
}

/** An Int32Array that grows; 0 where nothing was set. */
export class NumberCounts {
  values = new Int32Array(1024);

  add(number: number, difference: number): void {
    if (number >= this.values.length) {
      const larger = new Int32Array(Math.max(number + 1, this.values.length * 2));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[number] = (this.values[number] ?? 0) + difference;
  }
}
