/** Takes a folded word (`fold`) and gives what is common to its inflected forms; never longer, never empty. */
export type Stemmer = (foldedWord: string) => string;
