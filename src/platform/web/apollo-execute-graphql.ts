import { randomUUID } from 'node:crypto';
import type { ApolloDriver } from '@nestjs/apollo';
import type { GraphQLModule } from '@nestjs/graphql';
import { ServiceUnavailableException } from '@nestjs/common';
import { RequestContext, type ViewerSource } from '../graphql';
import type { ExecuteGraphql } from './execute-graphql';

/**
 * Pages ask the same Apollo server that answers `/graphql`, with its rules, limits and error forms, but without a
 * request over the network.
 */
export function apolloExecuteGraphql(
  server: () => GraphQLModule<ApolloDriver>,
  viewers: ViewerSource,
): ExecuteGraphql {
  return async ({ query, variables, locale, request }) => {
    const context = new RequestContext(randomUUID(), await viewers.viewerOf(request), locale);
    const { body } = await server().graphQlAdapter.instance.executeOperation(
      { query, variables },
      { contextValue: { request: context } },
    );
    if (body.kind !== 'single') throw new ServiceUnavailableException('pages take no incremental answers');
    return body.singleResult;
  };
}
