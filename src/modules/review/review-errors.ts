import { CodedError, type ErrorParameters } from '../../common/errors';

/** Codes of what may go wrong in a review, each with its sentence `review.error.<code>` in `i18n/<locale>/messages/`. */
export type ReviewErrorCode =
  | 'DRAFT_IN_REVIEW'
  | 'ALREADY_SUBMITTED'
  | 'NOT_POSSIBLE_NOW'
  | 'REASON_MISSING'
  | 'OWN_SUBMISSION'
  | 'NOT_YOUR_GATE'
  | 'NOT_YOUR_REVIEW'
  | 'WITH_A_COLLEAGUE'
  | 'TOO_MANY_AT_ONCE'
  | 'SUBMISSION_CHANGED'
  | 'SUBMISSION_MISSING'
  | 'RECORD_MISSING'
  | 'VERSION_MISSING'
  | 'COMMENT_MISSING'
  | 'PROPOSAL_MISSING'
  | 'COLLECTION_MISSING'
  | 'FIELD_UNKNOWN'
  | 'TEXT_TOO_LONG'
  | 'PROPOSAL_OUTDATED'
  | 'PROPOSAL_ANSWERED'
  | 'NOTHING_PROPOSED'
  | 'OWNER_UNKNOWN'
  | 'NETWORK_UNKNOWN'
  | 'NETWORK_CLOSED'
  | 'NETWORK_ENDED'
  | 'KEEPER_UNKNOWN'
  | 'CONTENT_TOO_LARGE'
  | 'CRITERION_UNKNOWN'
  | 'CRITERION_UNANSWERED'
  | 'LABEL_UNKNOWN'
  | 'LABEL_GIVEN'
  | 'NOT_ASKED'
  | 'RULE_INVALID';

const MISSING = /_MISSING$/;

/** Something that the person can put right; nothing was changed. `field`: the argument or field that it is about. */
export class ReviewError extends CodedError {
  constructor(
    code: ReviewErrorCode,
    readonly field: string | null = null,
    parameters: ErrorParameters = {},
  ) {
    super(
      code,
      `review.error.${code}`,
      parameters,
      MISSING.test(code) && code !== 'REASON_MISSING' ? 404 : 409,
    );
    this.name = 'ReviewError';
  }
}
