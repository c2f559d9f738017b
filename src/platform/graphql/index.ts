export { databaseFailure } from './database-failure';
export * from './graphql.module';
export { JsonObjectScalar } from './json.scalar';
export * from './request-context';
export { LocaleScalar, PartialDateScalar } from './scalars';
export * from './viewer-source';
export { UserErrorInterface } from './user-error';
