export * from './methods.module';
