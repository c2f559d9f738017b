export * from './practices.module';
