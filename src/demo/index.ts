export { type DemoAccount, DemoAccounts } from './demo-accounts';
export { DemoLoader } from './demo-loader';
export * from './demo.module';
