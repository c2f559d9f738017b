import { Module } from '@nestjs/common';
import { RecordsModule } from '../records';
import { VocabularyModule, VocabularyService } from '../vocabulary';
import { ConceptLabels } from './concept-labels';
import { FacetLabels } from './facet-labels.service';
import { SearchResolver, SearchResultsResolver } from './graphql/search.resolver';
import { DocumentBuilder } from './indexing/document-builder.service';
import { FailoverSearchEngine } from './failover/failover-search.engine';
import { IndexingService } from './indexing/indexing.service';
import { PushService } from './indexing/push.service';
import { MeiliClient } from './meilisearch/meili-client';
import { MeiliIndexStore } from './meilisearch/meili-index.store';
import { MeiliSearchEngine } from './meilisearch/meili-search.engine';
import { CatalogueService } from './postgres/catalogue.service';
import { PostgresIndexStore } from './postgres/postgres-index.store';
import { PostgresSearchEngine } from './postgres/postgres-search.engine';
import { QueryResolver } from './postgres/query-resolver';
import { SEARCH_ENGINE } from './search-engine';
import { SearchService } from './search.service';

@Module({
  imports: [RecordsModule, VocabularyModule],
  providers: [
    DocumentBuilder,
    FacetLabels,
    IndexingService,
    CatalogueService,
    {
      provide: ConceptLabels,
      inject: [VocabularyService],
      useFactory: (vocabulary: VocabularyService) =>
        new ConceptLabels(
          [...vocabulary.all()].map(({ id }) => ({
            id,
            labels: new Map(
              [...vocabulary.labelsOf(id)].map(([locale, { label, alternatives }]) => [
                locale,
                [label, ...alternatives],
              ]),
            ),
          })),
        ),
    },
    PostgresIndexStore,
    PostgresSearchEngine,
    QueryResolver,
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
    SearchResultsResolver,
  ],
  exports: [IndexingService, SearchService, SEARCH_ENGINE],
})
export class SearchModule {}
