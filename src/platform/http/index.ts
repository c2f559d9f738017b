export * from './access-rule';
export * from './json-edge';
