import type { Locale } from '../../../common/locale';
import type { KnownConcept } from './context';
import type { ProposedValue, SourceSpan } from './proposal';
import { type Line, spanOf } from './sections';
import { type Word, wordsOf } from './words';

/** A concept of the vocabulary that a text speaks of. */
export interface FoundConcept {
  id: string;
  scheme: string;
  /** how often, the label itself counting more than a synonym */
  score: number;
  spans: SourceSpan[];
  /** first place in the text that says it */
  at: { line: number; start: number; end: number };
  /** every place */
  places: { line: number; start: number; end: number }[];
}

interface Label {
  words: readonly string[];
  stems: readonly string[];
  id: string;
  scheme: string;
  weight: number;
}

type Stem = (word: string, locale: Locale) => string;

/** Labels of one language by their first word's stem. Built once per language and vocabulary. */
export class ConceptIndex {
  private readonly byStem = new Map<string, Label[]>();

  constructor(
    concepts: readonly KnownConcept[],
    private readonly locale: Locale,
    private readonly stem: Stem,
  ) {
    for (const { id, scheme, labels } of concepts) {
      for (const { locale: of, label, alternatives } of labels) {
        if (of !== locale) continue;
        for (const [index, text] of [label, ...alternatives].entries()) {
          const parts = wordsOf(text);
          const stems = this.stems(parts);
          const [first] = stems;
          // abbreviations of two letters (`PR`) mean too many other things
          if (!first || (stems.length === 1 && text.length < 4)) continue;
          const entry: Label = {
            words: parts.map((word) => word.folded),
            stems,
            id,
            scheme,
            weight: (index === 0 ? 1 : 0.8) * (stems.length > 1 ? 1.5 : 1),
          };
          this.byStem.set(first, [...(this.byStem.get(first) ?? []), entry]);
        }
      }
    }
  }

  /** Concepts of these schemes in the lines, most spoken of first. */
  find(lines: readonly Line[], schemes: ReadonlySet<string>): FoundConcept[] {
    const found = new Map<string, FoundConcept>();
    for (const [index, line] of lines.entries()) {
      const words = wordsOf(line.text);
      const stems = this.stems(words);
      const seen = new Set<string>();
      for (let at = 0; at < words.length;) {
        // the longest label: "people with disabilities" speaks of no other people
        const fitting = (this.byStem.get(stems[at] ?? '') ?? []).filter(
          (label) =>
            schemes.has(label.scheme) &&
            label.stems.every((stem, offset) => isSame(stems[at + offset] ?? '', stem, label.stems.length)),
        );
        const length = Math.max(1, ...fitting.map((label) => label.stems.length));
        const start = words[at]?.start ?? 0;
        const end = words[at + length - 1]?.end ?? 0;
        // of two that share a stem the one written so is meant: `ouderen` are no `ouders`
        const isWritten = (label: Label): boolean =>
          label.words.every((word, offset) => words[at + offset]?.folded === word);
        const written = new Set(fitting.filter(isWritten).map((label) => label.scheme));
        for (const label of fitting) {
          if (label.stems.length < length || (written.has(label.scheme) && !isWritten(label))) continue;
          this.count(found, label, line, { line: index, start, end }, seen.has(label.id));
          seen.add(label.id);
        }
        at += length;
      }
    }
    return [...found.values()].sort((a, b) => b.score - a.score);
  }

  private count(
    found: Map<string, FoundConcept>,
    label: Label,
    line: Line,
    at: FoundConcept['at'],
    isRepeated: boolean,
  ): void {
    const known = found.get(label.id);
    const span = spanOf(line, clip(line.text, at.start, at.end));
    if (!known) {
      found.set(label.id, {
        id: label.id,
        scheme: label.scheme,
        score: label.weight,
        spans: [span],
        at,
        places: [at],
      });
      return;
    }
    known.places.push(at);
    known.score += label.weight * (isRepeated ? 0.3 : 1);
    if (!isRepeated && known.spans.length < 3) known.spans.push(span);
  }

  private stems(words: readonly Word[]): string[] {
    return words.map((word) => this.stem(word.text.toLowerCase(), this.locale));
  }
}

/** Within a label of several words a long one may keep an ending that its stemmer leaves (`vyloučen`, `vyloučených`). */
function isSame(word: string, stem: string, words: number): boolean {
  if (word === stem) return true;
  if (words < 2 || stem.length < 6 || word.length < 6) return false;
  const shared = Math.min(word.length, stem.length) - 1;
  return Math.abs(word.length - stem.length) <= 4 && word.slice(0, shared) === stem.slice(0, shared);
}

const AROUND = 70;

/** The words around a place of a text, whole words only. */
export function clip(text: string, start: number, end: number): string {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(text.length, end + AROUND);
  const head = from === 0 ? '' : '… ';
  const tail = to === text.length ? '' : ' …';
  const inner = text.slice(from, to);
  const whole = inner.slice(
    from === 0 ? 0 : inner.indexOf(' ') + 1,
    to === text.length ? undefined : inner.lastIndexOf(' '),
  );
  return `${head}${whole}${tail}`;
}

/** How many of a scheme a record may carry (ConceptsContent), and how sure the wording alone makes it. */
const MOST: Readonly<Record<string, number>> = {
  theme: 3,
  'target-group': 8,
  method: 8,
  sdg: 5,
  'ogp-value': 4,
  'participation-level': 1,
};

/** The strongest concepts of one scheme as a value to confirm; undefined where there are none. */
export function proposeConcepts(
  scheme: string,
  found: readonly FoundConcept[],
): ProposedValue<string[]> | undefined {
  const most = MOST[scheme] ?? 5;
  const own = found.filter((concept) => concept.scheme === scheme).slice(0, most);
  if (own.length === 0) return undefined;
  const weakest = own.at(-1)?.score ?? 0;
  return {
    value: own.map((concept) => concept.id),
    confidence: Math.round(Math.min(0.85, 0.4 + weakest * 0.1) * 100) / 100,
    spans: own.map((concept) => concept.spans[0] ?? { anchor: {}, quote: '' }),
    origin: 'extracted',
  };
}
