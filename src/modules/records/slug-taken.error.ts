import { CodedError } from '../../common/errors';

/** The slug is, or once was, another record's: addresses that were given out keep leading where they led. */
export class SlugTakenError extends CodedError {
  constructor(slug: string) {
    super('SLUG_TAKEN', 'error.slug.taken', { slug }, 409);
    this.name = 'SlugTakenError';
  }
}
