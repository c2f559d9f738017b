export * from './concept.type';
export * from './vocabulary.module';
export * from './vocabulary.service';
