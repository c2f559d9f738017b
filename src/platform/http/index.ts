export * from './json-edge';
