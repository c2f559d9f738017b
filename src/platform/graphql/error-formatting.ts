import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { HttpException, Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CodedError } from '../../common/errors';
import type { I18nService } from '../i18n';
import { databaseFailure } from './database-failure';
import type { GraphqlContext } from './request-context';

const logger = new Logger('GraphQL');
const security = new Logger('Security');
const MOST_OF_A_PATH = 100;

/** Codes that Apollo, the armour and our own scalars set; their messages speak of the request alone. */
const OPEN_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
  'UNKNOWN_LOCALE',
]);

/** Leaves a failure its stable code and takes everything else away: no SQL, no path, no stack. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = causeOf(error);
  if (cause instanceof CodedError) return shaped(formatted, cause.message, cause.code);
  const code = codeOf(error) ?? formatted.extensions?.['code'];
  if (typeof code === 'string' && OPEN_CODES.has(code)) return shaped(formatted, formatted.message, code);
  if (error instanceof GraphQLError && error.originalError === undefined && code === undefined) {
    return shaped(formatted, formatted.message, 'GRAPHQL_VALIDATION_FAILED');
  }
  return shaped(formatted, 'error.internal', 'INTERNAL_ERROR');
}

/** What a resolver threw, as a coded error where it is one of the failures that are expected. */
function causeOf(error: unknown): unknown {
  const cause = unwrapResolverError(error);
  return databaseFailure(cause) ?? cause;
}

function codeOf(error: unknown): unknown {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original instanceof GraphQLError ? original.extensions['code'] : undefined;
}

function shaped(formatted: GraphQLFormattedError, message: string, code: string): GraphQLFormattedError {
  const { locations, path } = formatted;
  return { message, ...(locations ? { locations } : {}), ...(path ? { path } : {}), extensions: { code } };
}

/**
 * Puts the messages of coded errors into the reader's language, sets the HTTP status, and logs what was masked with
 * the request's id.
 */
export function errorEdge(i18n: I18nService): ApolloServerPlugin<GraphqlContext> {
  return {
    // Nothing of it is run: a form of another site, a method that only reads.
    async invalidRequestWasReceived() {
      security.warn('BAD_REQUEST: a request was refused before it was read');
    },
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          const requestId = contextValue?.request?.requestId;
          for (const error of errors) {
            logUnknown(error, requestId);
            logRefusal(error, requestId);
          }
        },
        async willSendResponse({ response, errors, contextValue }) {
          if (response.body.kind !== 'single' || !response.body.singleResult.errors || !errors) return;
          const request = contextValue?.request;
          const given = response.http.status ?? 0;
          const shown = response.body.singleResult.errors.map((formatted, index) =>
            present(formatted, errors[index], i18n, request, isRefusal(given) ? given : 400),
          );
          response.body.singleResult.errors = shown.map(({ error }) => error);
          // Apollo's own choice is 200 or 500, whatever the cause; the gravest of the causes decides.
          response.http.status = Math.max(...shown.map(({ status }) => status));
        },
      };
    },
  };
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

interface Shown {
  error: GraphQLFormattedError;
  status: number;
}

/** One error in the reader's language with its HTTP status; `otherwise` is that of errors of the request itself. */
function present(
  formatted: GraphQLFormattedError,
  error: GraphQLError | undefined,
  i18n: I18nService,
  request: GraphqlContext['request'] | undefined,
  otherwise: number,
): Shown {
  const locale = request?.acceptedLocale;
  const cause = causeOf(error);
  if (cause instanceof CodedError) {
    const message = i18n.translate(locale, cause.messageKey, cause.parameters);
    return { error: { ...formatted, message }, status: cause.status };
  }
  if (formatted.extensions?.['code'] !== 'INTERNAL_ERROR') return { error: formatted, status: otherwise };
  const id = request?.requestId ?? '';
  const message = i18n.translate(locale, 'error.internal', { id });
  return {
    error: { ...formatted, message, extensions: { code: 'INTERNAL_ERROR', requestId: id } },
    status: 500,
  };
}

/** That somebody was refused, and where; never what they sent, which stands in the messages of some of these. */
function logRefusal(error: GraphQLError, requestId: string | undefined): void {
  const cause = unwrapResolverError(error);
  // Aliases are the caller's own words, and may be long.
  const place = error.path?.join('.').slice(0, MOST_OF_A_PATH) ?? 'the request itself';
  const where = `${place}, request ${requestId ?? '?'}`;
  if (cause instanceof CodedError) {
    if (cause.status === 403 || cause.status === 404) security.warn(`${cause.code}: refused at ${where}`);
  } else if (cause instanceof GraphQLError && error.path === undefined) {
    security.warn(
      `${String(codeOf(error) ?? cause.extensions['code'] ?? 'BAD_REQUEST')}: refused at ${where}`,
    );
  }
}

function logUnknown(error: GraphQLError, requestId: string | undefined): void {
  const cause = unwrapResolverError(error);
  if (cause instanceof CodedError || cause instanceof HttpException) return;
  if (cause instanceof GraphQLError) return;
  const stack = cause instanceof Error ? cause.stack : String(cause);
  logger.error(`Request ${requestId ?? '?'} failed at ${error.path?.join('.') ?? '?'}: ${stack}`);
}
