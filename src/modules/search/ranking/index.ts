export {
  FIELDS,
  FIELD_WEIGHTS,
  inverseDocumentFrequency,
  scoreRecord,
  scoreRow,
  termWeight,
  titleWorth,
  type FieldName,
  type IndexStatistics,
  type PerField,
  type RowMatch,
} from './bm25';
export { ENOUGH_MATCHES, ENOUGH_RELAXED, relaxationSteps, type RelaxationStep } from './relaxation';
