/** Where a record's words stand between the desk and the reader. DRAFT and ARCHIVED belong to the record itself. */
export enum ReviewState {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  IN_REVIEW = 'IN_REVIEW',
  CHANGES_REQUESTED = 'CHANGES_REQUESTED',
  WITHDRAWN = 'WITHDRAWN',
  REJECTED = 'REJECTED',
  PUBLISHED = 'PUBLISHED',
  ARCHIVED = 'ARCHIVED',
}

export enum ReviewEvent {
  SUBMIT = 'SUBMIT',
  WITHDRAW = 'WITHDRAW',
  /** somebody takes the review, or is given it */
  TAKE = 'TAKE',
  RELEASE = 'RELEASE',
  REQUEST_CHANGES = 'REQUEST_CHANGES',
  REJECT = 'REJECT',
  /** one gate is passed and another is still before it */
  PASS_GATE = 'PASS_GATE',
  /** the last gate is passed, or there is none */
  PUBLISH = 'PUBLISH',
  ARCHIVE = 'ARCHIVE',
  UNARCHIVE = 'UNARCHIVE',
}

type Steps = Readonly<Partial<Record<ReviewEvent, ReviewState>>>;

const { DRAFT, SUBMITTED, IN_REVIEW, CHANGES_REQUESTED, WITHDRAWN, REJECTED, PUBLISHED, ARCHIVED } =
  ReviewState;

/** The whole way, and no other. A new submission of a withdrawn or rejected draft begins at DRAFT. */
export const LIFECYCLE: Readonly<Record<ReviewState, Steps>> = {
  [DRAFT]: { SUBMIT: SUBMITTED, PUBLISH: PUBLISHED },
  [SUBMITTED]: { TAKE: IN_REVIEW, WITHDRAW: WITHDRAWN },
  [IN_REVIEW]: {
    TAKE: IN_REVIEW,
    RELEASE: SUBMITTED,
    REQUEST_CHANGES: CHANGES_REQUESTED,
    REJECT: REJECTED,
    PASS_GATE: SUBMITTED,
    PUBLISH: PUBLISHED,
    WITHDRAW: WITHDRAWN,
  },
  [CHANGES_REQUESTED]: { SUBMIT: SUBMITTED, WITHDRAW: WITHDRAWN },
  [WITHDRAWN]: {},
  [REJECTED]: {},
  [PUBLISHED]: { ARCHIVE: ARCHIVED },
  [ARCHIVED]: { UNARCHIVE: PUBLISHED },
};

/** The state that an event leads to, or null where it is impossible. */
export function nextState(state: ReviewState, event: ReviewEvent): ReviewState | null {
  return LIFECYCLE[state][event] ?? null;
}

/** While somebody has it before them the words stay as they are. */
export const FROZEN: ReadonlySet<ReviewState> = new Set([SUBMITTED, IN_REVIEW]);
/** A record has at most one submission in these. */
export const OPEN: readonly ReviewState[] = [SUBMITTED, IN_REVIEW, CHANGES_REQUESTED];
/** Nobody is turned away without being told why. */
export const NEEDS_REASON: ReadonlySet<ReviewEvent> = new Set([
  ReviewEvent.REQUEST_CHANGES,
  ReviewEvent.REJECT,
  ReviewEvent.ARCHIVE,
]);
