import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import {
  ReleaseReviewDocument,
  SubmissionPageDocument,
  type SubmissionPageQuery,
  TakeReviewDocument,
  WithdrawSubmissionDocument,
} from '../gql/graphql';
import { useFormat } from '../../ui/format';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { Changes } from '../../words/changes';
import { Comments } from './comments';
import { Decision } from './decision';
import { QualityAnswers, QualityForm } from './quality-form';
import { StateTag } from './state-tag';

type Submission = NonNullable<SubmissionPageQuery['submission']>;

/** One submission: what would change for readers, what was said about it, and the decision. */
export function SubmissionPage() {
  const { id = '' } = useParams();
  const query = useQuery(SubmissionPageDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  return (
    <Loaded query={query}>
      {({ submission }) =>
        submission ? <Shown submission={submission} onChange={() => query.refetch()} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

interface ShownProps {
  submission: Submission;
  onChange: () => Promise<unknown>;
}

function Shown({ submission, onChange }: ShownProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  const { title, state, author, submittedAt, note, reason, draft, record, viewerCan } = submission;
  return (
    <DeskPage title={(title ?? record?.title)?.text ?? words('drafts.untitled')}>
      <p className="work-facts">
        <StateTag state={state} />
        <span>
          {words('review.from', {
            name: author?.name ?? words('review.someone'),
            day: format.day(submittedAt),
          })}
        </span>
        {submission.onBehalf && <span>{words('review.onBehalf')}</span>}
        {record && <Link to={recordPath(locale, record.slug)}>{words('review.published')}</Link>}
        {draft?.viewerCan.write && (
          <Link to={deskPath(locale, `drafts/${draft.id}`)}>{words('review.editDraft')}</Link>
        )}
      </p>
      {note && <p className="quote">{note}</p>}
      {reason && (
        <div className="notice">
          <p className="side-label">{words('review.reason')}</p>
          <p className="comment-text">{reason}</p>
        </div>
      )}
      <Gates submission={submission} />
      <Steps submission={submission} onChange={onChange} />
      {draft && (
        <>
          <h2>{words('changes.title')}</h2>
          <Changes changes={draft.changes} empty={words('changes.none')} />
          <Comments
            draftId={draft.id}
            comments={draft.comments}
            places={draft.texts.map(({ field, label }) => ({ field: `texts.${field}`, label }))}
            mayComment={viewerCan.comment}
            onChange={onChange}
          />
          {viewerCan.decide && submission.criteria.length > 0 ? (
            <QualityForm submission={submission} onDone={onChange} />
          ) : (
            <QualityAnswers submission={submission} />
          )}
          {viewerCan.decide && <Decision submission={submission} onDone={onChange} />}
        </>
      )}
      <Timeline submission={submission} />
    </DeskPage>
  );
}

function Gates({ submission: { gates } }: { submission: Submission }) {
  const words = useDeskWords();
  if (gates.length === 0) return null;
  return (
    <ol className="gates" aria-label={words('gates.label')}>
      {gates.map(({ role, holder, state }) => (
        <li key={role}>
          <span className={`state ${state === 'WAITING' ? 'state-open' : ''}`}>
            {words(`role.${holder ?? role}`)}: {words(`gates.${state}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Taking a review, putting it back, withdrawing: what may be done now. */
function Steps({ submission: { id, viewerCan }, onChange }: ShownProps) {
  const words = useDeskWords();
  const take = useAction(TakeReviewDocument, (answer) => answer.takeReview);
  const release = useAction(ReleaseReviewDocument, (answer) => answer.releaseReview);
  const withdraw = useAction(WithdrawSubmissionDocument, (answer) => answer.withdrawSubmission);
  const [failed, setFailed] = useState<string | null>(null);
  const steps = [
    { action: take, label: words('review.take'), isOffered: viewerCan.take },
    { action: release, label: words('review.release'), isOffered: viewerCan.release },
    { action: withdraw, label: words('review.withdraw'), isOffered: viewerCan.withdraw },
  ].filter(({ isOffered }) => isOffered);
  const go = async (action: (typeof steps)[number]['action']) => {
    const outcome = await action.run({ id });
    setFailed('failure' in outcome ? outcome.failure.message : null);
    await onChange();
  };
  return (
    <>
      {failed && <FailureNote message={failed} />}
      {steps.length > 0 && (
        <p className="ways">
          {steps.map(({ action, label }) => (
            <button key={label} type="button" className="button button-quiet" onClick={() => void go(action)}>
              {label}
            </button>
          ))}
        </p>
      )}
    </>
  );
}

function Timeline({ submission: { timeline } }: { submission: Submission }) {
  const words = useDeskWords();
  const format = useFormat();
  return (
    <section>
      <h2>{words('timeline.title')}</h2>
      <ol className="work-list">
        {timeline.map(({ number, event, at, actor, reason, version }) => (
          <li key={number}>
            <p className="work-facts">
              <strong>{words(`timeline.${event}`)}</strong>
              <span>{format.day(at)}</span>
              {actor?.name && <span>{actor.name}</span>}
              {version !== null && version !== undefined && (
                <span>{words('timeline.version', { version })}</span>
              )}
            </p>
            {reason && <p className="comment-text">{reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
