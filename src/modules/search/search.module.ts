import { Module } from '@nestjs/common';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { FacetLabels } from './facet-labels.service';
import { SearchResolver } from './graphql/search.resolver';
import { DocumentBuilder } from './indexing/document-builder.service';
import { FailoverSearchEngine } from './failover/failover-search.engine';
import { IndexingService } from './indexing/indexing.service';
import { PushService } from './indexing/push.service';
import { MeiliClient } from './meilisearch/meili-client';
import { MeiliIndexStore } from './meilisearch/meili-index.store';
import { MeiliSearchEngine } from './meilisearch/meili-search.engine';
import { PostgresIndexStore } from './postgres/postgres-index.store';
import { PostgresSearchEngine } from './postgres/postgres-search.engine';
import { SEARCH_ENGINE } from './search-engine';
import { SearchService } from './search.service';

@Module({
  imports: [RecordsModule, VocabularyModule],
  providers: [
    DocumentBuilder,
    FacetLabels,
    IndexingService,
    PostgresIndexStore,
    PostgresSearchEngine,
    MeiliClient,
    MeiliIndexStore,
    MeiliSearchEngine,
    PushService,
    {
      provide: SEARCH_ENGINE,
      inject: [MeiliClient, MeiliSearchEngine, PostgresSearchEngine, PushService],
      useFactory: (
        client: MeiliClient,
        meilisearch: MeiliSearchEngine,
        postgres: PostgresSearchEngine,
        pushing: PushService,
      ) =>
        new FailoverSearchEngine(client.isConfigured ? meilisearch : undefined, postgres, () =>
          pushing.request([]),
        ),
    },
    SearchService,
    SearchResolver,
  ],
  exports: [IndexingService, SearchService, SEARCH_ENGINE],
})
export class SearchModule {}
