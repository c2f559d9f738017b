export { fold } from './fold';
export { nextWord, segment, type Segment, type WordPlace } from './segment';
export { stemmerFor, STEMMED_LOCALES, type Stemmer } from './stemmers';
