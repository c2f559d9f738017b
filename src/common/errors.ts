export type ErrorParameters = Record<string, string | number>;

/**
 * An expected failure with a stable code. `messageKey` is a key of `i18n/<locale>/messages/`; it is put into
 * the reader's language where the answer leaves the house. `status` is the HTTP status, 4xx or 503.
 */
export class CodedError extends Error {
  constructor(
    readonly code: string,
    readonly messageKey: string,
    readonly parameters: ErrorParameters = {},
    readonly status = 400,
  ) {
    super(`${code}: ${messageKey}`);
    this.name = 'CodedError';
  }
}

/** The caller asked for something that the API does not offer; 400. */
export class BadInputError extends CodedError {
  constructor(messageKey: string, parameters: ErrorParameters = {}) {
    super('BAD_USER_INPUT', messageKey, parameters, 400);
    this.name = 'BadInputError';
  }
}
