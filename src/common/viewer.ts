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
}

/** Who reads: a set of audiences. Signed out: `public` alone. */
export interface Viewer {
  audiences: readonly Audience[];
  /** null: signed out */
  account: ViewerAccount | null;
}

export const SIGNED_OUT: Viewer = { audiences: [PUBLIC_AUDIENCE], account: null };
