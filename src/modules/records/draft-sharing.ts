/** What the owner's local group (its contributors) may do with a draft: nothing, comment, or write too. */
export enum DraftSharing {
  NONE = 'NONE',
  COMMENT = 'COMMENT',
  WRITE = 'WRITE',
}
