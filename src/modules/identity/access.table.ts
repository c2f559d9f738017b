import { Role, TokenScope } from '../../common/viewer';

/** From where a role is held, how far it reaches. */
export type Reach =
  | 'anything'
  /** about the account itself */
  | 'own'
  | 'of the owner'
  | 'in the city'
  | 'in the network'
  | 'in the network, as the owner lets'
  | 'written by them'
  | 'shared with them'
  | 'in any network or city of theirs';

export interface Holder {
  role: Role | 'ANYONE' | 'SIGNED_IN';
  reach: Reach;
}

export interface OperationRule {
  /** in a person's words, for docs/access.md */
  about: string;
  /** what an API token must be good for; null: a session only */
  token: TokenScope | null;
  holders: readonly Holder[];
  /** true: never by who wrote it */
  exceptAuthor?: true;
}

const { CONTRIBUTOR, OFFICER, COORDINATOR, EXPERT, TRANSLATOR, ADMINISTRATOR, KEEPER } = Role;
const { READ, WRITE, REVIEW, MANAGE } = TokenScope;

const anyone: Holder = { role: 'ANYONE', reach: 'anything' };
const everybody = [anyone] as const;
const signedIn: Holder = { role: 'SIGNED_IN', reach: 'anything' };
const self: Holder = { role: 'SIGNED_IN', reach: 'own' };
const administrator: Holder = { role: ADMINISTRATOR, reach: 'anything' };
const officer: Holder = { role: OFFICER, reach: 'of the owner' };
const coordinator: Holder = { role: COORDINATOR, reach: 'in the network' };
const expert: Holder = { role: EXPERT, reach: 'in the network' };
const keeper: Holder = { role: KEEPER, reach: 'in the network' };
const expertAsAuthor: Holder = { role: EXPERT, reach: 'written by them' };
const contributorWhereShared: Holder = { role: CONTRIBUTOR, reach: 'shared with them' };
const contributorAsAuthor: Holder = { role: CONTRIBUTOR, reach: 'written by them' };
const translator: Holder = { role: TRANSLATOR, reach: 'in any network or city of theirs' };

const rule = (about: string, token: TokenScope | null, ...holders: readonly Holder[]): OperationRule => ({
  about,
  token,
  holders,
});
const notByAuthor = (
  about: string,
  token: TokenScope | null,
  ...holders: readonly Holder[]
): OperationRule => ({
  ...rule(about, token, ...holders),
  exceptAuthor: true,
});

/** Who may do what: the one table. docs/access.md is written from it. */
export const ACCESS_TABLE = {
  'public.read': rule('read what is published for them', READ, ...everybody),
  'session.begin': rule('sign in, accept an invitation, ask for a new password', null, ...everybody),

  'record.create': rule(
    'begin a record of an owner, in a network',
    WRITE,
    officer,
    coordinator,
    expert,
    { role: CONTRIBUTOR, reach: 'in the city' },
    keeper,
    administrator,
  ),
  'record.draft.read': rule(
    'read a draft, its versions and where it stands',
    READ,
    officer,
    coordinator,
    expert,
    keeper,
    contributorWhereShared,
    contributorAsAuthor,
    administrator,
  ),
  'record.draft.write': rule(
    'change a draft',
    WRITE,
    officer,
    coordinator,
    expertAsAuthor,
    keeper,
    contributorWhereShared,
    contributorAsAuthor,
    administrator,
  ),
  'record.draft.discard': rule(
    'throw a draft away',
    WRITE,
    officer,
    coordinator,
    expertAsAuthor,
    keeper,
    administrator,
  ),
  'record.share': rule('share a draft with contributors', WRITE, officer, coordinator, keeper, administrator),
  'record.propose': rule('propose other words for a field', WRITE, expert, coordinator, keeper),
  'record.answerProposal': rule('accept or refuse what was proposed', WRITE, officer, keeper, administrator),
  'record.submit': rule(
    'hand a draft in for review',
    WRITE,
    officer,
    coordinator,
    expertAsAuthor,
    keeper,
    administrator,
  ),
  'record.confirm': rule('confirm what was written on their behalf', REVIEW, officer, keeper),
  'record.takeReview': rule(
    'take a review or give it to somebody',
    REVIEW,
    coordinator,
    expert,
    officer,
    keeper,
    administrator,
  ),
  'record.review': notByAuthor(
    'decide on what was handed in: ask for changes, approve, reject',
    REVIEW,
    coordinator,
    expert,
    officer,
    keeper,
  ),
  'record.publish': rule(
    'publish what has passed its gates',
    REVIEW,
    officer,
    { role: COORDINATOR, reach: 'in the network, as the owner lets' },
    { role: EXPERT, reach: 'in the network, as the owner lets' },
    keeper,
    administrator,
  ),
  'record.archive': rule('take a record off the pages', REVIEW, officer, keeper, administrator),
  'record.restore': rule(
    'bring an earlier version back as a draft',
    WRITE,
    officer,
    coordinator,
    keeper,
    administrator,
  ),
  'record.comment': rule(
    'comment on a draft and resolve comments',
    WRITE,
    officer,
    coordinator,
    expert,
    keeper,
    contributorWhereShared,
    contributorAsAuthor,
  ),
  'record.label': rule('give and take labels', REVIEW, coordinator, expert, keeper, administrator),
  'record.gates': rule('choose the gates that its records pass', MANAGE, officer, administrator),
  'record.audit': rule('read who did what to a record', READ, coordinator, keeper, administrator),
  'review.queue': rule('see what waits for them', READ, officer, coordinator, expert, keeper, administrator),
  'collection.keep': rule('keep a collection of their own, with notes', WRITE, expertAsAuthor, {
    role: COORDINATOR,
    reach: 'written by them',
  }),

  'translation.correct': rule(
    'correct a translation',
    WRITE,
    translator,
    officer,
    coordinator,
    expert,
    keeper,
    administrator,
  ),
  'translation.request': rule('have a machine translate what they may read', READ, ...everybody),
  'translation.queue': rule(
    'see what waits to be translated',
    READ,
    translator,
    officer,
    coordinator,
    keeper,
    administrator,
  ),
  'translation.run': rule(
    'have all texts of a network translated, say into which languages, and see how far it is',
    MANAGE,
    coordinator,
    administrator,
  ),
  'glossary.edit': rule('edit the glossary of a network', WRITE, translator, coordinator, administrator),

  'document.upload': rule('hand in a document', WRITE, officer, coordinator, expert, keeper, administrator),
  'document.read': rule(
    'read a document that is not published',
    READ,
    officer,
    coordinator,
    expert,
    keeper,
    administrator,
  ),
  'document.clear': rule(
    'release or withdraw a document for readers',
    REVIEW,
    officer,
    coordinator,
    keeper,
    administrator,
  ),
  'import.run': rule('have a document read into drafts', WRITE, officer, coordinator, keeper, administrator),
  'import.confirm': rule(
    'confirm what was read out of a document',
    WRITE,
    officer,
    coordinator,
    keeper,
    administrator,
  ),

  'network.settings': rule(
    'set what a network asks of records: criteria, deadlines',
    MANAGE,
    coordinator,
    administrator,
  ),
  'network.accept': rule('have a record shown in the network', REVIEW, coordinator, administrator),
  'network.close': rule('close a network and name its keeper', MANAGE, coordinator, administrator),
  'role.give': rule('give and end roles', MANAGE, coordinator, officer, administrator),
  'role.read': rule('see who has a role', READ, coordinator, officer, keeper, administrator),

  'account.self': rule('see and use their own account, notifications and settings', READ, self),
  'account.selfChange': rule('change their own settings and notifications', WRITE, self),
  'account.secure': rule('change their own password, address, second factor, sessions, tokens', null, self),
  'account.manage': rule('make administrators, disable accounts', null, administrator),
  'site.operate': rule('see and steer jobs, engines and the state of the site', MANAGE, administrator),
  'site.signedIn': rule('what needs an account and nothing else', READ, signedIn),
} as const satisfies Record<string, OperationRule>;

export type Operation = keyof typeof ACCESS_TABLE;
