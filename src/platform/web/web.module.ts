import type { ApolloDriver } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { VIEWER_SOURCE, type ViewerSource } from '../graphql';
import { apolloExecuteGraphql } from './apollo-execute-graphql';
import { EXECUTE_GRAPHQL } from './execute-graphql';
import { PagesService } from './pages.service';
import { WebController } from './web.controller';

/**
 * Serves the site of `web/`. It answers every address that nobody else does, so it is the last of the application's
 * imports. Pages ask the running GraphQL server itself, which is there once the application is.
 */
@Module({
  controllers: [WebController],
  providers: [
    PagesService,
    {
      provide: EXECUTE_GRAPHQL,
      inject: [ModuleRef, VIEWER_SOURCE],
      useFactory: (modules: ModuleRef, source: ViewerSource) =>
        apolloExecuteGraphql(
          () => modules.get<GraphQLModule<ApolloDriver>>(GraphQLModule, { strict: false }),
          source,
        ),
    },
  ],
})
export class WebModule {}
