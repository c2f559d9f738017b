import { Module } from '@nestjs/common';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { FacetLabels } from './facet-labels.service';
import { SearchResolver } from './graphql/search.resolver';
import { DocumentBuilder } from './indexing/document-builder.service';
import { IndexingService } from './indexing/indexing.service';
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
    { provide: SEARCH_ENGINE, useExisting: PostgresSearchEngine },
    SearchService,
    SearchResolver,
  ],
  exports: [IndexingService, SearchService, SEARCH_ENGINE],
})
export class SearchModule {}
