export { fold, segment, type Segment, stemmerFor, STEMMED_LOCALES } from '../../../platform/language';
export { analyse, eachWord, type AnalysedWord, stemOf, stemTerm, MAX_WORD_LENGTH } from './analyse';
export {
  directAlternatives,
  prefixAlternatives,
  typoAlternatives,
  EXPANSION_LIMITS,
  MATCH_WEIGHTS,
  type VocabularyWord,
} from './alternatives';
export { allowedTypos, editDistance } from './edit-distance';
export { highlight, matcherOf, MATCH_END, MATCH_START, type Matcher, type Snippet } from './highlight';
export { parseQuery, QUERY_LIMITS } from './query';
export { isQueryStopWord, isStopWord } from './stop-words';
export { SynonymTable, type SynonymGroup } from './synonyms';
export type {
  Alternative,
  MatchKind,
  ParsedQuery,
  QueryPhrase,
  QueryWord,
  StemTerm,
  Token,
} from './analysis.type';
