import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { HttpException, Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CodedError } from '../../common/errors';
import type { I18nService } from '../i18n';
import type { GraphqlContext } from './request-context';

const logger = new Logger('GraphQL');

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
  const cause = unwrapResolverError(error);
  if (cause instanceof CodedError) return shaped(formatted, cause.message, cause.code);
  const code = codeOf(error) ?? formatted.extensions?.['code'];
  if (typeof code === 'string' && OPEN_CODES.has(code)) return shaped(formatted, formatted.message, code);
  if (error instanceof GraphQLError && error.originalError === undefined && code === undefined) {
    return shaped(formatted, formatted.message, 'GRAPHQL_VALIDATION_FAILED');
  }
  return shaped(formatted, 'error.internal', 'INTERNAL_ERROR');
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
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) logUnknown(error, contextValue?.request?.requestId);
        },
        async willSendResponse({ response, errors, contextValue }) {
          if (response.body.kind !== 'single' || !response.body.singleResult.errors || !errors) return;
          const locale = contextValue?.request?.acceptedLocale;
          response.body.singleResult.errors = response.body.singleResult.errors.map((formatted, index) => {
            const cause = errors[index] && unwrapResolverError(errors[index]);
            if (cause instanceof CodedError) {
              response.http.status = Math.max(response.http.status ?? 0, cause.status);
              return { ...formatted, message: i18n.translate(locale, cause.messageKey, cause.parameters) };
            }
            if (formatted.extensions?.['code'] === 'INTERNAL_ERROR') {
              response.http.status = 500;
              const id = contextValue?.request?.requestId ?? '';
              return {
                ...formatted,
                message: i18n.translate(locale, 'error.internal', { id }),
                extensions: { code: 'INTERNAL_ERROR', requestId: id },
              };
            }
            if (formatted.extensions?.['code'] !== undefined && (response.http.status ?? 200) < 400) {
              response.http.status = 400;
            }
            return formatted;
          });
        },
      };
    },
  };
}

function logUnknown(error: GraphQLError, requestId: string | undefined): void {
  const cause = unwrapResolverError(error);
  if (cause instanceof CodedError || cause instanceof HttpException) return;
  if (cause instanceof GraphQLError) return;
  const stack = cause instanceof Error ? cause.stack : String(cause);
  logger.error(`Request ${requestId ?? '?'} failed at ${error.path?.join('.') ?? '?'}: ${stack}`);
}
