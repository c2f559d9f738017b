export * from './access.decorator';
export * from './identity.module';
