/** Why a version was kept: it was handed in for review, or it was published. */
export enum VersionKind {
  SUBMISSION = 'SUBMISSION',
  PUBLICATION = 'PUBLICATION',
}
