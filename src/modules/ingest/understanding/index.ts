export { categoryKey, type CategoryMapping, CategoryMappings } from './category-mappings.service';
export type { UnderstandingContext } from './context';
export { type ModelEndpoint, proposeByModel } from './language-model';
export * from './proposal';
export { understand } from './understand';
export * from './understanding.module';
export * from './understanding.service';
