/** What the thread is asked, one thing at a time. */
export interface ThreadQuestion {
  id: number;
  /** the pair's name, by which the model stays loaded */
  pair: string;
  /** absolute paths, with the sums that the files must have */
  files: ThreadModel;
  texts: readonly string[];
}

export interface ThreadFile {
  path: string;
  sha256: string;
}

export interface ThreadModel {
  model: ThreadFile;
  shortlist: ThreadFile;
  /** one for both languages, or source and target */
  vocabularies: ThreadFile[];
}

/**
 * damaged: a file is missing or has another sum; unusable: the files are right and the runtime cannot use them;
 * broken: the runtime gave up on these texts
 */
export type ThreadFailure = 'damaged' | 'unusable' | 'broken';

export type ThreadAnswer =
  { id: number; kind: 'done'; texts: string[] } | { id: number; kind: 'failed'; failure: ThreadFailure };
