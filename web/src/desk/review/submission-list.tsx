import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import type { SubmissionLineFragment } from '../gql/graphql';
import { useFormat } from '../../ui/format';
import { useDeskWords } from '../use-desk-words';
import { StateTag } from './state-tag';
import { isForTogether, type Selection } from './use-selection';

interface SubmissionListProps {
  submissions: SubmissionLineFragment[];
  empty: string;
  /** lets each that the person may do something to be chosen; left out: nothing is chosen here */
  selection?: Selection;
}

/** Submissions, each with what a person decides by: what it is, where it stands, whose it is, until when. */
export function SubmissionList({ submissions, empty, selection }: SubmissionListProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  if (submissions.length === 0) return <p className="desk-lead">{empty}</p>;
  return (
    <ul className={selection ? 'work-list work-list-chosen' : 'work-list'}>
      {submissions.map((submission) => {
        const { id, title, record, state, author, reviewer, dueAt, submittedAt, onBehalf } = submission;
        const shown = title ?? record?.title;
        const name = shown?.text ?? words('drafts.untitled');
        return (
          <li key={id}>
            {selection && isForTogether(submission) && (
              <label className="check choose">
                <input
                  type="checkbox"
                  checked={selection.chosen.has(id)}
                  onChange={() => selection.toggle(submission)}
                  aria-label={words('together.one', { title: name })}
                />
              </label>
            )}
            <p className="work-title">
              <Link to={deskPath(locale, `review/${id}`)} lang={shown?.locale}>
                {name}
              </Link>
            </p>
            <p className="work-facts">
              <StateTag state={state} />
              <span>
                {words('review.from', {
                  name: author?.name ?? words('review.someone'),
                  day: format.day(submittedAt),
                })}
              </span>
              {reviewer?.name && <span>{words('review.reviewer', { name: reviewer.name })}</span>}
              {dueAt && <span>{words('review.due', { day: format.day(dueAt) })}</span>}
              {onBehalf && <span>{words('review.onBehalf')}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
