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
}

interface Label {
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
          const stems = this.stems(wordsOf(text));
          const [first] = stems;
          // abbreviations of two letters (`PR`) mean too many other things
          if (!first || (stems.length === 1 && text.length < 4)) continue;
          const entry: Label = {
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
      for (let at = 0; at < words.length; at++) {
        for (const label of this.byStem.get(stems[at] ?? '') ?? []) {
          if (!schemes.has(label.scheme)) continue;
          if (!label.stems.every((stem, offset) => stems[at + offset] === stem)) continue;
          const word = words[at];
          const end = words[at + label.stems.length - 1]?.end ?? 0;
          const known = found.get(label.id);
          if (!known) {
            found.set(label.id, {
              id: label.id,
              scheme: label.scheme,
              score: label.weight,
              spans: [spanOf(line, clip(line.text, word?.start ?? 0, end))],
              at: { line: index, start: word?.start ?? 0, end },
            });
          } else {
            known.score += label.weight * (seen.has(label.id) ? 0.3 : 1);
            if (!seen.has(label.id) && known.spans.length < 3) {
              known.spans.push(spanOf(line, clip(line.text, word?.start ?? 0, end)));
            }
          }
          seen.add(label.id);
        }
      }
    }
    return [...found.values()].sort((a, b) => b.score - a.score);
  }

  private stems(words: readonly Word[]): string[] {
    return words.map((word) => this.stem(word.text.toLowerCase(), this.locale));
  }
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
