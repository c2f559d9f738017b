export * from './address-cipher';
export * from './addresses.module';
