export { fold } from './fold';
export { segment, type Segment } from './segment';
export { stemmerFor, STEMMED_LOCALES, type Stemmer } from './stemmers';
