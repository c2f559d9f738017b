/** Meilisearch is there and took a task, but did not do it. Trying the same again right away will not help. */
export class MeiliTaskError extends Error {
  override readonly name = 'MeiliTaskError';
}
