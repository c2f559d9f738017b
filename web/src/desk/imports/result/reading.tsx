import { useFormat } from '../../../ui/format';
import type { ReadImportFragment } from '../../gql/graphql';
import { useProgressWords } from '../import-state';
import { useImportWords } from '../use-import-words';

const QUARTER = 25;

/** How far the reading of a file is. Seen at every page; heard at every stage and quarter. */
export function Reading({ read: { progress, state } }: { read: ReadImportFragment }) {
  const words = useImportWords();
  const format = useFormat();
  const progressWords = useProgressWords();
  const { done, total, stage } = progress;
  const share = total > 0 ? Math.floor((done / total) * 100) : null;
  const quarter = share === null ? null : Math.floor(share / QUARTER) * QUARTER;
  const stageWords = state === 'QUEUED' || !stage ? words('stage.WAITING') : words(`stage.${stage}`);
  return (
    <div className="progress reading">
      <progress {...(share === null ? {} : { value: share })} max={100} aria-label={words('reading')} />
      <p>{state === 'QUEUED' ? words('stage.WAITING') : progressWords(progress)}</p>
      <p className="visually-hidden" role="status">
        {quarter === null ? stageWords : `${stageWords}, ${format.percent(quarter)}`}
      </p>
      <p className="desk-lead">{words('readingLead')}</p>
    </div>
  );
}
