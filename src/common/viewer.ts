import { type Audience, PUBLIC_AUDIENCE } from './records';

/** Who reads: a set of audiences. Signed out: `public` alone. */
export interface Viewer {
  audiences: readonly Audience[];
}

export const SIGNED_OUT: Viewer = { audiences: [PUBLIC_AUDIENCE] };
