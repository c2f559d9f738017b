/** Lets in so many at a time; the others wait in the order in which they came. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly room: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.room) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.inside++;
    try {
      return await work();
    } finally {
      // The place is handed on, so nobody slips in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.inside--;
    }
  }
}
