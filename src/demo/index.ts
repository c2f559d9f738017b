export { DemoLoader } from './demo-loader';
export * from './demo.module';
