/** What people are told of. Each has its sentence `notification.<kind>` in `i18n/<locale>/messages/`. */
export enum NotificationKind {
  REVIEW_WAITING = 'REVIEW_WAITING',
  REVIEW_GIVEN = 'REVIEW_GIVEN',
  REVIEW_DUE = 'REVIEW_DUE',
  WITHDRAWN = 'WITHDRAWN',
  CHANGES_REQUESTED = 'CHANGES_REQUESTED',
  REJECTED = 'REJECTED',
  PUBLISHED = 'PUBLISHED',
  TO_CONFIRM = 'TO_CONFIRM',
  CONFIRMED = 'CONFIRMED',
  COMMENT = 'COMMENT',
  COMMENT_RESOLVED = 'COMMENT_RESOLVED',
  PROPOSAL = 'PROPOSAL',
  PROPOSAL_ANSWERED = 'PROPOSAL_ANSWERED',
  NETWORK_ASKED = 'NETWORK_ASKED',
  NETWORK_ANSWERED = 'NETWORK_ANSWERED',
}

/** How often letters come. In the list on the site it stands at once, whatever is chosen. */
export enum Frequency {
  AT_ONCE = 'AT_ONCE',
  DAILY = 'DAILY',
  WEEKLY = 'WEEKLY',
  NEVER = 'NEVER',
}

const URGENT: ReadonlySet<NotificationKind> = new Set([
  NotificationKind.REVIEW_GIVEN,
  NotificationKind.CHANGES_REQUESTED,
  NotificationKind.REJECTED,
  NotificationKind.REVIEW_DUE,
]);

/** Where somebody has chosen nothing. */
export function usualFrequency(kind: NotificationKind): Frequency {
  return URGENT.has(kind) ? Frequency.AT_ONCE : Frequency.DAILY;
}
