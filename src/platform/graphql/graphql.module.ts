import { randomUUID } from 'node:crypto';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { GraphQLModule as NestGraphqlModule } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { I18nService } from '../i18n';
import { CodedErrorFilter } from './coded-error.filter';
import { errorEdge, formatError } from './error-formatting';
import { JsonObjectScalar } from './json.scalar';
import { complexityLimit, MAX_TOKENS, protection } from './limits';
import { type GraphqlContext, RequestContext } from './request-context';
import { LocaleScalarResolver, PartialDateScalar } from './scalars';
import { UserErrorResolver } from './user-error';
import { VIEWER_SOURCE, type ViewerSource } from './viewer-source';

export const SCHEMA_OPTIONS = {
  scalarsMap: [],
  numberScalarMode: 'integer' as const,
};

@Module({
  providers: [LocaleScalarResolver, UserErrorResolver, { provide: APP_FILTER, useClass: CodedErrorFilter }],
  imports: [
    NestGraphqlModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [I18nService, VIEWER_SOURCE],
      useFactory: (i18n: I18nService, viewers: ViewerSource): ApolloDriverConfig => {
        const armour = protection();
        return {
          path: '/graphql',
          autoSchemaFile: true,
          sortSchema: true,
          inheritResolversFromInterfaces: true,
          resolvers: { PartialDate: PartialDateScalar, JSONObject: JsonObjectScalar },
          buildSchemaOptions: SCHEMA_OPTIONS,
          graphiql: false,
          playground: false,
          introspection: true,
          includeStacktraceInErrorResponses: false,
          allowBatchedHttpRequests: false,
          parseOptions: { maxTokens: MAX_TOKENS },
          // Nest would answer 200 whatever a resolver says; `errorEdge` sets the status.
          preserveHttpStatusForExecutionErrors: false,
          formatError,
          validationRules: armour.validationRules ?? [],
          plugins: [
            ...(armour.plugins ?? []),
            complexityLimit(),
            errorEdge(i18n),
            // Answers depend on who asks, so none is cached; with it every field of every answer is looked at once more.
            ApolloServerPluginCacheControlDisabled(),
          ] as NonNullable<ApolloDriverConfig['plugins']>,
          context: async ({ req, res }: { req: Request; res: Response }): Promise<GraphqlContext> => ({
            request: new RequestContext(
              randomUUID(),
              await viewers.viewerOf(req),
              i18n.negotiate(req.headers['accept-language']),
            ),
            http: { request: req, response: res },
          }),
        };
      },
    }),
  ],
})
export class GraphqlModule {}
