export * from './content/record-content';
export * from './content/values.content';
