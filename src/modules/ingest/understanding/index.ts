export type { UnderstandingContext } from './context';
export * from './proposal';
export { understand } from './understand';
export * from './understanding.module';
export * from './understanding.service';
