import { CodedError } from '../../common/errors';

/** There is no such draft, or none that this reader may know of. */
export class DraftMissingError extends CodedError {
  constructor() {
    super('NOT_FOUND', 'error.draft.missing', {}, 404);
    this.name = 'DraftMissingError';
  }
}

/** Somebody else saved the draft since it was read. */
export class DraftChangedError extends CodedError {
  constructor() {
    super('DRAFT_CHANGED', 'error.draft.changed', {}, 409);
    this.name = 'DraftChangedError';
  }
}

/** What the draft was begun from is no longer what is published; publishing it would undo what came between. */
export class DraftOutdatedError extends CodedError {
  constructor() {
    super('DRAFT_OUTDATED', 'error.draft.outdated', {}, 409);
    this.name = 'DraftOutdatedError';
  }
}
