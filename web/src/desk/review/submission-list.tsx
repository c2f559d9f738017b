import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import type { SubmissionLineFragment } from '../gql/graphql';
import { useFormat } from '../../ui/format';
import { useDeskWords } from '../use-desk-words';
import { StateTag } from './state-tag';

/** Submissions, each with what a person decides by: what it is, where it stands, whose it is, until when. */
export function SubmissionList({
  submissions,
  empty,
}: {
  submissions: SubmissionLineFragment[];
  empty: string;
}) {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  if (submissions.length === 0) return <p className="desk-lead">{empty}</p>;
  return (
    <ul className="work-list">
      {submissions.map(({ id, title, record, state, author, reviewer, dueAt, submittedAt, onBehalf }) => (
        <li key={id}>
          <p className="work-title">
            <Link to={deskPath(locale, `review/${id}`)} lang={(title ?? record?.title)?.locale}>
              {(title ?? record?.title)?.text ?? words('drafts.untitled')}
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
      ))}
    </ul>
  );
}
