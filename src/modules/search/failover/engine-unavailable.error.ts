/** A search engine did not answer in time, refused, or answered something that is no answer. Another one may. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}
