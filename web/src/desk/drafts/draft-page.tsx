import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath, recordWorkPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useTranslation } from '../../i18n/use-translation';
import { useFormat } from '../../ui/format';
import { DraftPageDocument, type DraftWorkFragment } from '../gql/graphql';
import { Changes } from '../../words/changes';
import { Comments } from '../review/comments';
import { StateTag } from '../review/state-tag';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { DraftEditor } from './draft-editor';
import { DraftWays } from './draft-ways';
import { useAutosave } from './use-autosave';

/** One draft: written, looked at beside what is published, talked about, and handed in. */
export function DraftPage() {
  const { id = '' } = useParams();
  const query = useQuery(DraftPageDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const [rebasedFrom, setRebasedFrom] = useState<number | null>(null);
  return (
    <Loaded query={query}>
      {({ draft }) =>
        draft ? (
          <Shown
            // Fields that were brought up to date are filled anew, once the new draft is there.
            key={rebasedFrom !== null && draft.lockVersion > rebasedFrom ? rebasedFrom : 'begun'}
            draft={draft}
            isRebased={rebasedFrom !== null}
            onChange={() => query.refetch()}
            onRebased={() => setRebasedFrom(draft.lockVersion)}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

interface ShownProps {
  draft: DraftWorkFragment;
  isRebased: boolean;
  onChange: () => Promise<unknown>;
  onRebased: () => void;
}

function Shown({ draft, isRebased, onChange, onRebased }: ShownProps) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const title = draft.texts.find(({ field }) => field === 'title')?.text;
  const { submission, record, owner } = draft;
  const work = useAutosave(draft, onChange);
  return (
    <DeskPage title={title || words('drafts.untitled')}>
      <p className="work-facts">
        <span>{t(`kind.${draft.kind}`)}</span>
        {owner && <span lang={owner.title.locale}>{owner.title.text}</span>}
        <span>{words('drafts.saved', { day: format.day(draft.updatedAt) })}</span>
        <span>
          {words('drafts.complete', { share: format.percent(Math.round(draft.completeness.share * 100)) })}
        </span>
        {record && <Link to={recordPath(locale, record.slug)}>{words('review.published')}</Link>}
        {record && <Link to={recordWorkPath(locale, record.slug)}>{words('proposals.title')}</Link>}
        {submission && (
          <Link to={deskPath(locale, `review/${submission.id}`)}>
            <StateTag state={submission.state} />
          </Link>
        )}
      </p>
      {submission?.reason && (
        <div className="notice">
          <p className="side-label">{words('review.reason')}</p>
          <p className="comment-text">{submission.reason}</p>
        </div>
      )}
      {isRebased && (
        <p className="notice" role="status">
          {words('drafts.rebased')}
        </p>
      )}
      {draft.viewerCan.write && <DraftEditor work={work} comments={draft.comments} />}
      <Problems draft={draft} />
      <Comments
        draftId={draft.id}
        comments={draft.comments}
        places={draft.texts.map(({ field, label }) => ({ field: `texts.${field}`, label }))}
        mayComment={draft.viewerCan.comment}
        onChange={onChange}
      />
      <section>
        <h2>{words('changes.title')}</h2>
        <Changes changes={draft.changes} empty={words('changes.none')} />
      </section>
      <DraftWays draft={draft} work={work} onChange={onChange} onRebased={onRebased} />
    </DeskPage>
  );
}

/** What keeps the draft from being handed in, said before somebody tries. */
function Problems({ draft: { problems } }: { draft: DraftWorkFragment }) {
  const words = useDeskWords();
  if (problems.length === 0) return null;
  return (
    <section>
      <h2>{words('drafts.problems')}</h2>
      <ul className="prose-list">
        {problems.map(({ field, label, message }) => (
          <li key={`${field} ${message}`}>
            {label}: {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
