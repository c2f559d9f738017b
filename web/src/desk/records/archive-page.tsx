import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { recordPath } from '../../app/paths';
import { useTranslation } from '../../i18n/use-translation';
import { NotFoundPage } from '../../pages/not-found-page';
import { useFormat } from '../../ui/format';
import { ArchivedRecordsDocument, type ArchivedRecordsQuery, UnarchiveRecordDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

type Archived = ArchivedRecordsQuery['archivedRecords'][number];

/** What was taken off the pages and may be put back by this person. */
export function ArchivePage() {
  const { may } = usePerson();
  return may.includes('record.archive') ? <Shown /> : <NotFoundPage />;
}

function Shown() {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const query = useQuery(ArchivedRecordsDocument, { fetchPolicy: 'cache-and-network' });
  const back = useAction(UnarchiveRecordDocument, (answer) => answer.unarchiveRecord);
  const [done, setDone] = useState<Archived | null>(null);
  const putBack = async (record: Archived) => {
    if (back.isBusy) return;
    setDone(null);
    const outcome = await back.run({ recordId: record.id });
    if ('done' in outcome) setDone(record);
    await query.refetch().catch(() => undefined);
  };
  const titleOf = ({ title }: Archived) => title ?? words('drafts.untitled');
  return (
    <DeskPage title={words('archived.title')} lead={words('archived.lead')}>
      {back.failure && <FailureNote message={back.failure.message} />}
      <div role="status">
        {done && (
          <p className="notice">
            {words('archived.done', { title: titleOf(done) })}{' '}
            <Link to={recordPath(locale, done.slug)}>{words('review.published')}</Link>
          </p>
        )}
      </div>
      <Loaded query={query}>
        {({ archivedRecords }) =>
          archivedRecords.length === 0 ? (
            <p className="desk-lead">{words('archived.none')}</p>
          ) : (
            <ul className="work-list">
              {archivedRecords.map((record) => (
                <li key={record.id}>
                  <p className="work-title" lang={record.titleLocale ?? undefined}>
                    {titleOf(record)}
                  </p>
                  <p className="work-facts">
                    <span>{t(`kind.${record.kind}`)}</span>
                    <span>{words('people.since', { day: format.day(record.updatedAt) })}</span>
                    <button
                      type="button"
                      className="link-button"
                      aria-disabled={back.isBusy}
                      onClick={() => void putBack(record)}
                    >
                      {words('archived.back')}
                      <span className="visually-hidden">: {titleOf(record)}</span>
                    </button>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </DeskPage>
  );
}
