import { useQuery } from '@apollo/client/react';
import { Link, useNavigate, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath, versionsPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useTranslation } from '../../i18n/use-translation';
import { AddToCollection } from '../collections/add-to-collection';
import {
  ArchiveRecordDocument,
  ConfirmRecordDocument,
  OpenDraftDocument,
  RecordWorkDocument,
  type RecordWorkQuery,
} from '../gql/graphql';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { EarlierVersions } from './earlier-versions';
import { Labels } from './labels';
import { ProposeChange } from './propose-change';
import { Proposals } from './proposals';

export type WorkedRecord = NonNullable<RecordWorkQuery['record']>;

export interface RecordPartProps {
  record: WorkedRecord;
  onChange: () => Promise<unknown>;
}

const PLACES = ['NETWORK', 'CITY', 'ORGANISATION'];

/** What a person with a role may do about a record that readers see. */
export function RecordWorkPage() {
  const { locale } = usePage();
  const { slug = '' } = useParams();
  const query = useQuery(RecordWorkDocument, {
    variables: { slug, locale },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Loaded query={query}>
      {({ record }) =>
        record ? <Shown record={record} onChange={() => query.refetch()} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Shown({ record, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const { may } = usePerson();
  const { slug, kind, title, viewerCan } = record;
  const isIdle = !Object.values(viewerCan).some((one) => one === true) && !may.includes('collection.keep');
  return (
    <DeskPage title={title.text}>
      <p className="work-facts">
        <span>{t(`kind.${kind}`)}</span>
        <Link to={recordPath(locale, slug)}>{words('review.published')}</Link>
        <Link to={versionsPath(locale, slug)}>{t('versions.link')}</Link>
        {viewerCan.audit && (
          <Link to={`${deskPath(locale, 'trail')}?record=${record.id}`}>{words('trail.title')}</Link>
        )}
        {PLACES.includes(kind) && (
          <Link to={deskPath(locale, `places/${slug}`)}>{words('people.title')}</Link>
        )}
      </p>
      {isIdle && <p className="desk-lead">{words('record.nothing')}</p>}
      <Steps record={record} onChange={onChange} />
      {(viewerCan.answerProposal || viewerCan.edit) && <Proposals record={record} onChange={onChange} />}
      {viewerCan.propose && <ProposeChange record={record} onChange={onChange} />}
      <Labels record={record} onChange={onChange} />
      {may.includes('collection.keep') && <AddToCollection record={record} />}
      {viewerCan.restore && <EarlierVersions record={record} />}
      {viewerCan.archive && <Archive record={record} />}
    </DeskPage>
  );
}

/** The next steps that are one press away. */
function Steps({ record: { id, viewerCan, awaitsConfirmation }, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const open = useAction(OpenDraftDocument, (answer) => answer.openDraft);
  const confirm = useAction(ConfirmRecordDocument, (answer) => answer.confirmRecord);
  const failure = open.failure ?? confirm.failure;
  const edit = async () => {
    const outcome = await open.run({ recordId: id });
    if ('done' in outcome && 'id' in outcome.done)
      void navigate(deskPath(locale, `drafts/${outcome.done.id}`));
  };
  const sayYes = async () => {
    const outcome = await confirm.run({ recordId: id });
    if ('done' in outcome) await onChange();
  };
  return (
    <>
      {failure && <FailureNote message={failure.message} />}
      {awaitsConfirmation && <p className="notice">{words('record.awaits')}</p>}
      {(viewerCan.edit || viewerCan.confirm) && (
        <p className="ways">
          {viewerCan.confirm && (
            <button type="button" className="button" onClick={() => void sayYes()}>
              {words('record.confirm')}
            </button>
          )}
          {viewerCan.edit && (
            <button type="button" className="button button-quiet" onClick={() => void edit()}>
              {words('record.edit')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

/** Takes the record off the pages; its address and versions stay. */
function Archive({ record }: { record: WorkedRecord }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const archive = useAction(ArchiveRecordDocument, (answer) => answer.archiveRecord);
  const submit = async ({ reason = '' }: Record<string, string>) => {
    const outcome = await archive.run({ recordId: record.id, reason });
    if ('done' in outcome) void navigate(deskPath(locale, 'archive'));
  };
  return (
    <section>
      <h2>{words('record.archive')}</h2>
      <p className="desk-lead">{words('record.archiveLead')}</p>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('record.archive')}
        isBusy={archive.isBusy}
        failure={archive.failure}
        fields={['reason']}
      >
        <Field
          label={words('decision.reason')}
          name="reason"
          rows={2}
          error={archive.about('reason')}
          isRequired
        />
      </Form>
    </section>
  );
}
