import { useQuery } from '@apollo/client/react';
import { Link, useNavigate, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useTranslation } from '../../i18n/use-translation';
import { useFormat } from '../../ui/format';
import {
  DiscardDraftDocument,
  DraftPageDocument,
  type DraftWorkFragment,
  SubmitDraftDocument,
} from '../gql/graphql';
import { Changes } from '../../words/changes';
import { Comments } from '../review/comments';
import { StateTag } from '../review/state-tag';
import { DeskPage } from '../ui/desk-page';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { DraftEditor } from './draft-editor';
import { type Autosave, useAutosave } from './use-autosave';

/** One draft: written, looked at beside what is published, talked about, and handed in. */
export function DraftPage() {
  const { id = '' } = useParams();
  const query = useQuery(DraftPageDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  return (
    <Loaded query={query}>
      {({ draft }) => (draft ? <Shown draft={draft} onChange={() => query.refetch()} /> : <NotFoundPage />)}
    </Loaded>
  );
}

interface ShownProps {
  draft: DraftWorkFragment;
  onChange: () => Promise<unknown>;
}

function Shown({ draft, onChange }: ShownProps) {
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
        <span>{words('drafts.complete', { share: format.percent(draft.completeness.share * 100) })}</span>
        {record && <Link to={recordPath(locale, record.slug)}>{words('review.published')}</Link>}
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
      {draft.viewerCan.write && <DraftEditor work={work} />}
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
      <HandIn draft={draft} work={work} onChange={onChange} />
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

function HandIn({ draft, work, onChange }: ShownProps & { work: Autosave }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const submit = useAction(SubmitDraftDocument, (answer) => answer.submitDraft);
  const discard = useAction(DiscardDraftDocument, (answer) => answer.discardDraft);
  const { id, viewerCan } = draft;
  const handIn = async ({ note = '' }: Record<string, string>) => {
    // Words written a second ago are handed in too.
    const lockVersion = await work.flush();
    if (lockVersion === null) return;
    const outcome = await submit.run({ id, lockVersion, note: note || null });
    if ('done' in outcome && 'state' in outcome.done) {
      void navigate(deskPath(locale, `review/${outcome.done.id}`));
    } else await onChange();
  };
  const throwAway = async () => {
    if (!window.confirm(words('drafts.discardSure'))) return;
    const outcome = await discard.run({ id });
    if ('done' in outcome) void navigate(deskPath(locale, 'drafts'));
  };
  return (
    <>
      {viewerCan.submit && (
        <section>
          <h2>{words('drafts.handIn')}</h2>
          <Form
            onSubmit={(values) => void handIn(values)}
            submit={words('drafts.handIn')}
            isBusy={submit.isBusy}
            failure={submit.failure}
          >
            <Field label={words('drafts.note')} help={words('drafts.noteHelp')} name="note" rows={3} />
          </Form>
        </section>
      )}
      {discard.failure && <FailureNote message={discard.failure.message} />}
      {viewerCan.discard && (
        <p className="ways">
          <button type="button" className="link-button" onClick={() => void throwAway()}>
            {words('drafts.discard')}
          </button>
        </p>
      )}
    </>
  );
}
