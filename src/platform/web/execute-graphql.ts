import type { Request } from 'express';
import type { FormattedExecutionResult } from 'graphql';
import type { Locale } from '../../common/locale';

export interface PageOperation {
  /** GraphQL document */
  query: string;
  variables: Record<string, unknown>;
  /** language of the page, for messages of errors */
  locale: Locale;
  /** the reader's request, for who reads */
  request: Request;
}

/** Runs an operation of a page against the schema in this process, as the sender of the request. */
export type ExecuteGraphql = (operation: PageOperation) => Promise<FormattedExecutionResult>;

export const EXECUTE_GRAPHQL = Symbol('EXECUTE_GRAPHQL');
