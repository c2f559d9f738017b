import { useFormat } from '../../ui/format';
import type { ImportLineFragment, ImportState, TableImportState } from '../gql/graphql';
import { useImportWords } from './use-import-words';

const TONES: Partial<Record<ImportState, string>> = {
  QUEUED: 'state-open',
  RUNNING: 'state-open',
  READY: 'state-open',
  FAILED: 'state-wrong',
};

export const isUnderWay = (state: ImportState | TableImportState): boolean =>
  state === 'QUEUED' || state === 'RUNNING';

/** Where an import stands, in words; the colour only repeats them. */
export function ImportStateTag({ state }: { state: ImportState }) {
  const words = useImportWords();
  return <span className={`state ${TONES[state] ?? ''}`}>{words(`state.${state}`)}</span>;
}

/** "Reading, page 3 of 12, about 20 seconds to go"; only as much of it as is known. */
export function useProgressWords(): (progress: ImportLineFragment['progress']) => string {
  const words = useImportWords();
  const format = useFormat();
  return ({ stage, done, total, secondsLeft }) => {
    if (!stage) return words('stage.WAITING');
    const parts = [words(`stage.${stage}`)];
    if (total > 1) parts.push(words('page', { page: format.number(done), pages: format.number(total) }));
    if (secondsLeft !== null) parts.push(words('left', { count: secondsLeft }));
    return parts.join(', ');
  };
}
