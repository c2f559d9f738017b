import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Audience } from '../../../common/records';
import {
  allowedTypos,
  type Alternative,
  directAlternatives,
  editDistance,
  MATCH_WEIGHTS,
  type ParsedQuery,
  prefixAlternatives,
  type QueryPhrase,
  type QueryWord,
  typoAlternatives,
  type VocabularyWord,
} from '../analysis';
import { ConceptLabels } from '../concept-labels';
import { CatalogueService } from './catalogue.service';
import { type ResolvedPhrase, type ResolvedQuery, type ResolvedWord, TermIndex } from './resolved-query';
import { readBeginnings, readSimilar, readTerms } from './term.query';

/** So many words of labels are tried for an unfinished word, the shortest. */
const LABEL_WORDS = 30;

/**
 * Finds what the words of a query stand for in the index as a reader sees it, and which rows have them. One statement;
 * a second where a word is unfinished, two more where one is unknown, and further ones after changes of the index.
 */
@Injectable()
export class QueryResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalogues: CatalogueService,
    private readonly labels: ConceptLabels,
  ) {}

  async resolve(parsed: ParsedQuery, audiences: readonly Audience[]): Promise<ResolvedQuery> {
    for (;;) {
      const resolved = await this.tryToResolve(parsed, audiences);
      // The index was rebuilt between two statements: its numbers mean others now.
      if (resolved) return resolved;
    }
  }

  private async tryToResolve(
    parsed: ParsedQuery,
    audiences: readonly Audience[],
  ): Promise<ResolvedQuery | undefined> {
    const { manager } = this.dataSource;
    const vocabulary = await this.beginnings(parsed.words, audiences);
    const phrases = parsed.phrases.map((phrase) => this.resolvePhrase(phrase));
    const excluded = parsed.excluded.map((phrase) => this.resolvePhrase(phrase));
    const direct = parsed.words.map(directAlternatives);
    const wanted = [
      ...direct.flatMap((ways) => ways.flatMap(({ terms }) => terms)),
      ...[...vocabulary.values()].flat(),
      ...[...phrases, ...excluded].flatMap(({ phrase }) => phrase.words),
    ];
    const ofPhrases = [...phrases, ...excluded].flatMap(({ concepts }) => concepts);
    const read = await readTerms(manager, [...new Set([...this.withConcepts(wanted), ...ofPhrases])]);
    const catalogue = await this.catalogues.upTo(read.generation, read.change);
    if (catalogue.generation !== read.generation) return undefined;
    const records = catalogue.seenBy(audiences);
    const terms = new TermIndex(records, this.labels);
    terms.add(read.lists);
    const words = parsed.words.map((word, index): ResolvedWord => {
      const begun = frequent(vocabulary.get(word.folded) ?? [], terms);
      const ways = [...(direct[index] ?? []), ...(word.prefix ? prefixAlternatives(word, begun) : [])];
      return { word, alternatives: ways.filter((way) => terms.has(way)), meant: null };
    });
    const unknown = words.filter(
      ({ alternatives, word }) => alternatives.length === 0 && allowedTypos(word.folded.length) > 0,
    );
    if (unknown.length > 0) {
      const generation = await this.correct(unknown, terms, audiences);
      if (generation !== read.generation) return undefined;
    }
    const phraseWords = new Set(phrases.flatMap(({ phrase }) => phrase.words));
    const ranking = [
      ...words.map(({ alternatives }) => alternatives),
      ...[...phraseWords].map((term): Alternative[] => [
        { terms: [term], kind: 'exact', weight: MATCH_WEIGHTS.exact },
      ]),
    ]
      .map((ways) => ways.filter((way) => terms.has(way)))
      .filter((ways) => ways.length > 0);
    return { records, words, phrases, excluded, ranking, terms };
  }

  /** For each unfinished word the words of texts and labels that it may become. */
  private async beginnings(
    words: readonly QueryWord[],
    audiences: readonly Audience[],
  ): Promise<Map<string, string[]>> {
    const unfinished = words.filter(({ prefix }) => prefix).map(({ folded }) => folded);
    const found = await readBeginnings(this.dataSource.manager, unfinished, audiences);
    return new Map(
      unfinished.map((beginning) => {
        const labels = this.labels
          .startingWith(beginning)
          .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
          .slice(0, LABEL_WORDS);
        return [beginning, [...new Set([...(found.get(beginning) ?? []), ...labels])]];
      }),
    );
  }

  /** Looks for what unknown words were meant to be. Returns the generation of the index that it looked into. */
  private async correct(
    unknown: readonly ResolvedWord[],
    terms: TermIndex,
    audiences: readonly Audience[],
  ): Promise<number> {
    const { manager } = this.dataSource;
    const similar = await readSimilar(
      manager,
      unknown.map(({ word }) => word),
      audiences,
    );
    const candidates = unknown.map(({ word: { folded } }) => {
      const slips = allowedTypos(folded.length);
      const labels = this.labels.ofLengthAround(folded.length, slips);
      return [...new Set([...(similar.get(folded) ?? []), ...labels])].filter(
        (term) => editDistance(folded, term, slips) <= slips,
      );
    });
    const read = await readTerms(manager, this.withConcepts(candidates.flat()));
    terms.add(read.lists);
    unknown.forEach((entry, index) => {
      entry.alternatives = typoAlternatives(entry.word, frequent(candidates[index] ?? [], terms));
      entry.meant = entry.alternatives[0]?.terms.join(' ') ?? null;
    });
    return read.generation;
  }

  private resolvePhrase(phrase: QueryPhrase): ResolvedPhrase {
    return { phrase, concepts: this.labels.conceptsWith(phrase.words) };
  }

  /** Terms with those of the concepts in whose labels they stand, each once. */
  private withConcepts(terms: readonly string[]): string[] {
    const concepts = terms.flatMap((word) => this.labels.conceptsOf(word).map(({ term }) => term));
    return [...new Set([...terms, ...concepts])];
  }
}

/** Those of the words that some row has, with the number of rows. */
function frequent(words: readonly string[], terms: TermIndex): VocabularyWord[] {
  return words
    .map((term): VocabularyWord => ({ term, frequency: terms.frequency(term) }))
    .filter(({ frequency }) => frequency > 0);
}
