/** A search engine did not answer in time, refused, or answered something that is no answer. Another one may. */
export class EngineUnavailableError extends Error {
  override readonly name: string = 'EngineUnavailableError';
}

/** The engine is there, its index is not: it has to be made. */
export class IndexMissingError extends EngineUnavailableError {
  override readonly name = 'IndexMissingError';
}
