import type { ReviewState } from '../gql/graphql';
import { useDeskWords } from '../use-desk-words';

const TONES: Partial<Record<ReviewState, string>> = {
  SUBMITTED: 'state-open',
  IN_REVIEW: 'state-open',
  CHANGES_REQUESTED: 'state-wrong',
  REJECTED: 'state-wrong',
};

/** Where a submission stands, in words; the colour only repeats them. */
export function StateTag({ state }: { state: ReviewState }) {
  const words = useDeskWords();
  return <span className={`state ${TONES[state] ?? ''}`}>{words(`state.${state}`)}</span>;
}
