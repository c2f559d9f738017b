import type { ApolloDriver } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { VIEWER_SOURCE, type ViewerSource } from '../graphql';
import { apolloExecuteGraphql } from './apollo-execute-graphql';
import { EXECUTE_GRAPHQL } from './execute-graphql';
import { PagesService } from './pages.service';
import { WebController } from './web.controller';

/**
 * Serves the site of `web/`. It answers every address that nobody else does, so it is the last of the application's
 * imports. `viewers` are the modules that provide VIEWER_SOURCE, where it is not global.
 */
@Module({})
export class WebModule {
  static forRoot(viewers: NonNullable<DynamicModule['imports']> = []): DynamicModule {
    return {
      module: WebModule,
      imports: viewers,
      controllers: [WebController],
      providers: [
        PagesService,
        {
          provide: EXECUTE_GRAPHQL,
          inject: [GraphQLModule, VIEWER_SOURCE],
          useFactory: (graphql: GraphQLModule<ApolloDriver>, source: ViewerSource) =>
            apolloExecuteGraphql(graphql, source),
        },
      ],
    };
  }
}
