export * from './access-rule';
export * from './json-edge';
export * from './long-requests';
