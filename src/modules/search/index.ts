export { EngineUnavailableError } from './failover/engine-unavailable.error';
export * from './facets';
export { IndexingService, type Verification } from './indexing/indexing.service';
export * from './search-engine';
export * from './search.module';
export * from './search.service';
