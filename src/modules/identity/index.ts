export * from './access.decorator';
export * from './access.policy';
export { ACCESS_TABLE, type Operation } from './access.table';
export * from './accounts.service';
export * from './identity.module';
export { SessionsService } from './sessions.service';
export { useSignInEdge } from './sign-in-edge';
export { ViewerQuery } from './viewer.query';
