import type { Locale } from '../../../common/locale';
import type { ReadDocument } from '../../documents';
import type { UnderstandingContext } from './context';
import type { Understanding } from './proposal';

/** What a process that understands one document is told: all that is data in what it needs. */
export interface UnderstandingOrder extends Pick<
  UnderstandingContext,
  'parties' | 'records' | 'concepts' | 'mappings'
> {
  document: ReadDocument;
  /** languages whose words it reads from their files */
  locales: readonly Locale[];
}

/** What it says, once. */
export type UnderstandingAnswer = { kind: 'understood'; understanding: Understanding } | { kind: 'failed' };
