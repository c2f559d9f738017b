import type { MatchAnswer, MatchRequest } from './match.query';

/** Pages that are kept: the first ones of each group of readers, in their languages. */
const MOST = 100;

interface KeptAnswer {
  version: string;
  answer: Promise<MatchAnswer>;
}

/**
 * Keeps what is found when nothing is asked and nothing filtered, as counting every record is slow and the start page
 * asks for it again and again. An answer serves only until something in the index changes that its readers may see.
 */
export class KeptAnswers {
  private readonly kept = new Map<string, KeptAnswer>();

  constructor(private readonly match: (request: MatchRequest) => Promise<MatchAnswer>) {}

  /** @param version of the index, read before: an answer made later than it is replaced the sooner */
  answer(version: string, request: MatchRequest): Promise<MatchAnswer> {
    if (!asksForEverything(request)) return this.match(request);
    const { audiences, sort, locale, limit, offset } = request;
    const key = JSON.stringify([[...audiences].sort(), sort, locale, limit, offset]);
    const known = this.kept.get(key);
    if (known?.version === version) return known.answer;
    const answer = this.match(request);
    this.kept.delete(key);
    this.kept.set(key, { version, answer });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest);
    // A failure is told to those who wait for it and to nobody later.
    answer.catch(() => {
      if (this.kept.get(key)?.answer === answer) this.kept.delete(key);
    });
    return answer;
  }
}

function asksForEverything({ condition, phrases, excluded, filters }: MatchRequest): boolean {
  return condition === null && phrases.length === 0 && excluded.length === 0 && filters.length === 0;
}
