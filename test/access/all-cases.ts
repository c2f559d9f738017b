import type { AccessCase } from './access-case';
import { IDENTITY_CASES } from './identity.cases';
import { GLOSSARY_CASES } from './glossary.cases';
import { INGEST_CASES } from './ingest.cases';
import { RECORD_CASES } from './records.cases';
import { REVIEW_CASES } from './review.cases';
import { ROUTE_CASES } from './routes.cases';
import { STANDING_CASES } from './standing.cases';
import { TRANSLATION_CASES } from './translation.cases';

/** How every root and route is called. A new one has its cases in the file of its part, listed here. */
export const ALL_CASES: readonly AccessCase[] = [
  ...IDENTITY_CASES,
  ...RECORD_CASES,
  ...ROUTE_CASES,
  ...TRANSLATION_CASES,
  ...GLOSSARY_CASES,
  ...REVIEW_CASES,
  ...STANDING_CASES,
  ...INGEST_CASES,
];
