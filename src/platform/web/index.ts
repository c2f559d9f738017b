export * from './execute-graphql';
export * from './web.module';
