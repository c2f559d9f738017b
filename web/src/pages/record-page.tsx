import { useQuery } from '@apollo/client/react';
import { useTranslation } from '../i18n/use-translation';
import { Link, Navigate, useParams } from 'react-router';
import { IS_SERVER, usePage, usePageHead } from '../app/page-context';
import { recordPath, recordWorkPath } from '../app/paths';
import { RecordPageDocument } from '../gql/graphql';
import { RecordBody } from '../record/body';
import { Glance } from '../record/glance';
import { RecordAnchor } from '../record/links';
import type { PageRecord } from '../record/types';
import { Broken } from '../ui/broken';
import { CorrectLink } from '../words/correct-link';
import { Plain } from '../words/inline-words';
import { Original } from '../words/original';
import { PageWords } from '../words/page-words';
import { Prose } from '../words/prose';
import { otherOriginal } from '../words/provenance';
import { RequestButton } from '../words/request-button';
import { useProvenance } from '../words/use-provenance';
import { useRequested } from '../words/use-requested';
import { NotFoundPage } from './not-found-page';

/** The page of any record, found by its slug; an old slug leads to the new one. */
export function RecordPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { slug = '' } = useParams();
  const { data, loading, error, refetch } = useQuery(RecordPageDocument, { variables: { slug, locale } });
  if (error) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  if (loading && !data) {
    return (
      <p className="message" aria-live="polite">
        {t('record.loading')}
      </p>
    );
  }
  const record = data?.record;
  if (!record) return <NotFoundPage />;
  if (record.slug !== slug) return <Moved to={recordPath(locale, record.slug)} />;
  return <Found record={record} />;
}

function Moved({ to }: { to: string }) {
  usePageHead({ title: '', redirect: to });
  return IS_SERVER ? null : <Navigate to={to} replace />;
}

function Found({ record }: { record: PageRecord }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const describe = useProvenance();
  const requested = useRequested(record.title);
  const title = requested.shown;
  const { summary } = record;
  usePageHead({ title: title.text, ...(summary ? { description: summary.text } : {}) });
  const originalTitle = otherOriginal(title);
  const titleNote = describe(title);
  const said = summary ? describe(summary) : '';
  return (
    <PageWords said={said} sourceUrl={record.sourceUrl}>
      <article className="record">
        <header className="record-head">
          <p className="record-kind">
            {t(`kind.${record.kind}`)}
            {record.__typename === 'Action' && record.plan && (
              <>
                {' · '}
                {t('record.partOf')} <RecordAnchor record={record.plan} />
              </>
            )}
          </p>
          <h1>
            <Plain value={title} />
          </h1>
          {Object.values(record.viewerCan).some((one) => one === true) && (
            <p className="record-ways">
              <Link to={recordWorkPath(locale, record.slug)}>{t('record.work')}</Link>
            </p>
          )}
          {(titleNote !== '' || title.viewerCanCorrect) && (
            <div className="words-note title-note">
              {titleNote !== said && titleNote}
              <RequestButton requested={requested} />
              <CorrectLink value={title} />
              {originalTitle && (
                <Original
                  locale={originalTitle.locale}
                  text={originalTitle.text}
                  isNewer={title.state === 'STALE'}
                />
              )}
            </div>
          )}
        </header>
        <div className="record-layout">
          {summary && <Prose value={summary} isFull className="summary" />}
          <Glance record={record} />
          <div className="record-body">
            <RecordBody record={record} />
          </div>
        </div>
      </article>
    </PageWords>
  );
}
