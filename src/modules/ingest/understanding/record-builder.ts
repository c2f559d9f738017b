import type { JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import type { RecordKind } from '../../../common/records';
import type { ConceptIndex } from './concepts';
import type { UnderstandingContext } from './context';
import type { DateWords } from './date-words';
import type { Lexicon } from './lexicon';
import type { Gazetteer } from './parties';
import type {
  ProposalOrigin,
  ProposedParty,
  ProposedRecord,
  ProposedValue,
  RecordMatch,
  SourceSpan,
  UnplacedPassage,
  UnderstandingWarning,
} from './proposal';
import { type Line, spanOf, textOf } from './sections';

/** What reading one document stands on: its language, the words of it, and what the site knows. */
export interface Reading {
  locale: Locale;
  /** of the document's language first */
  lexicons: readonly Lexicon[];
  dateWords: DateWords;
  gazetteer: Gazetteer;
  concepts: ConceptIndex;
  context: UnderstandingContext;
  warnings: UnderstandingWarning[];
}

interface Details {
  confidence?: number;
  origin?: ProposalOrigin;
  asWritten?: string;
}

const LONGEST_QUOTE = 280;

const quoted = (line: Line): SourceSpan =>
  spanOf(line, line.text.length > LONGEST_QUOTE ? `${line.text.slice(0, LONGEST_QUOTE)} …` : line.text);

/** Gathers the values of one record. The first value of a field stands; a later one is kept as unplaced. */
export class RecordBuilder {
  readonly values: Record<string, ProposedValue> = {};
  readonly parties: ProposedParty[] = [];
  readonly unplaced: UnplacedPassage[] = [];
  readonly matches: RecordMatch[] = [];

  constructor(
    readonly ref: string,
    readonly kind: RecordKind,
    readonly locale: Locale,
    private readonly parentRef?: string,
  ) {}

  has(path: string): boolean {
    return path in this.values;
  }

  /** A text field out of whole lines. */
  text(field: string, lines: readonly Line[], details: Details = {}): this {
    const path = `texts.${field}`;
    const known = this.values[path];
    const told = typeof known?.value === 'string' ? known.value.split('\n') : [];
    const filled = lines.filter((line) => line.text !== '' && !told.includes(line.text));
    if (filled.length === 0) return this;
    if (known && typeof known.value === 'string') {
      known.value = `${known.value}${filled[0]?.kind === 'paragraph' ? '\n\n' : '\n'}${textOf(filled)}`;
      known.spans.push(...filled.map(quoted));
      return this;
    }
    return this.value(path, textOf(filled), filled, details);
  }

  value(path: string, value: JsonValue, lines: readonly (Line | SourceSpan)[], details: Details = {}): this {
    if (this.has(path)) return this;
    const [first] = lines;
    const locale = path.startsWith('texts.') && first && 'locale' in first ? first.locale : undefined;
    this.values[path] = {
      value,
      confidence: round(details.confidence ?? 0.9),
      spans: lines.map((line) => ('kind' in line ? quoted(line) : line)),
      origin: details.origin ?? 'extracted',
      ...(details.asWritten === undefined ? {} : { asWritten: details.asWritten }),
      ...(locale === undefined || locale === this.locale ? {} : { locale }),
    };
    return this;
  }

  propose(path: string, value: ProposedValue | undefined): this {
    if (value && !this.has(path)) this.values[path] = value;
    return this;
  }

  leave(heading: string | undefined, lines: readonly Line[]): this {
    for (const line of lines) {
      this.unplaced.push({ ...(heading ? { heading } : {}), text: line.text, span: quoted(line) });
    }
    return this;
  }

  build(): ProposedRecord {
    return {
      ref: this.ref,
      ...(this.parentRef === undefined ? {} : { parentRef: this.parentRef }),
      kind: this.kind,
      sourceLocale: this.locale,
      values: this.values,
      matches: this.matches,
      parties: this.parties,
      unplaced: this.unplaced,
    };
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
