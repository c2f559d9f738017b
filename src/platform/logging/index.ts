export * from './site-logger';
