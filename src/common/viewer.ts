import type { Locale } from './locale';
import { type Audience, PUBLIC_AUDIENCE } from './records';

/** What a person may be in a network, a city or an organisation; anyone at all is a reader. */
export enum Role {
  CONTRIBUTOR = 'CONTRIBUTOR',
  OFFICER = 'OFFICER',
  COORDINATOR = 'COORDINATOR',
  EXPERT = 'EXPERT',
  TRANSLATOR = 'TRANSLATOR',
  ADMINISTRATOR = 'ADMINISTRATOR',
  /** never given: an officer of the city or organisation that keeps a closed network is its keeper */
  KEEPER = 'KEEPER',
}

/** What an API token may be used for; a session may do everything that its account may. */
export enum TokenScope {
  READ = 'READ',
  /** drafts, comments, documents, translations */
  WRITE = 'WRITE',
  /** decisions: reviews, publications, labels */
  REVIEW = 'REVIEW',
  /** invitations, networks */
  MANAGE = 'MANAGE',
}

/** A role that is in force now. `scopeId`: id of the network, city or organisation; null for an administrator. */
export interface RoleGrant {
  role: Role;
  scopeId: string | null;
}

/** The account of who is signed in. Holds no name and no address. */
export interface ViewerAccount {
  id: string;
  /** the language that the person chose; null: none */
  locale: Locale | null;
  grants: readonly RoleGrant[];
  /** absent: a session of a browser, which may do what the account may */
  token?: { id: string; scopes: readonly TokenScope[] };
  /** absent: an API token */
  sessionId?: string;
}

/** Who reads: a set of audiences. Signed out: `public` alone. */
export interface Viewer {
  audiences: readonly Audience[];
  /** null: signed out */
  account: ViewerAccount | null;
  /** true where a session was shown that is none, or none any more; the reader is signed out */
  sessionEnded?: boolean;
}

export const SIGNED_OUT: Viewer = { audiences: [PUBLIC_AUDIENCE], account: null };
