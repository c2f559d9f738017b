import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { usePage, usePageHead } from '../app/page-context';
import { recordPath, versionsPath } from '../app/paths';
import { OneVersionDocument, type OneVersionQuery } from '../gql/graphql';
import { useTranslation } from '../i18n/use-translation';
import { Broken } from '../ui/broken';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { Section } from '../ui/section';
import { Paragraphs } from '../words/paragraphs';
import { NotFoundPage } from './not-found-page';

type Version = NonNullable<OneVersionQuery['recordVersion']>;

/** One version of a record as it read then, under an address that is its own for good. */
export function VersionPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { slug = '', number: written = '' } = useParams();
  const number = /^[1-9]\d{0,8}$/.test(written) ? Number(written) : 0;
  const { data, loading, error, refetch } = useQuery(OneVersionDocument, {
    variables: { slug, number, locale },
    skip: number === 0,
  });
  if (error) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  if (loading && !data) {
    return (
      <p className="message" aria-live="polite">
        {t('record.loading')}
      </p>
    );
  }
  const version = data?.recordVersion;
  return version?.content ? (
    <Shown slug={slug} version={version} content={version.content} />
  ) : (
    <NotFoundPage />
  );
}

interface ShownProps {
  slug: string;
  version: Version;
  content: NonNullable<Version['content']>;
}

function Shown({ slug, version: { number, kind, createdAt, isCurrent, note }, content }: ShownProps) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const { texts, values } = content;
  const title = texts.find(({ field }) => field === 'title');
  const heading = t('versions.of', { number, title: title?.text ?? slug });
  usePageHead({ title: heading, noIndex: true });
  return (
    <article className="desk-page">
      <h1>{heading}</h1>
      <p className="work-facts">
        <span>{t(`versions.kind.${kind}`, { day: format.day(createdAt) })}</span>
        {isCurrent && <span className="state state-open">{t('versions.current')}</span>}
      </p>
      {note && <p className="comment-text">{note}</p>}
      <p className="desk-lead">
        {!isCurrent && t('versions.old')} <Link to={recordPath(locale, slug)}>{t('versions.toRecord')}</Link>
        {' · '}
        <Link to={versionsPath(locale, slug)}>{t('versions.link')}</Link>
      </p>
      {texts
        .filter(({ field }) => field !== 'title')
        .map(({ field, label, locale: language, text, origin, engine }) => (
          // Parts of the same kind carry the same name, so these are no landmarks.
          <section key={field} className="section">
            <h2>{label}</h2>
            <div className={`words ${origin === 'MACHINE' ? 'words-machine' : ''}`}>
              <div lang={language}>
                <Paragraphs text={text} />
              </div>
              {origin === 'MACHINE' && (
                <p className="words-note">
                  {engine ? t('words.by', { what: t('words.machine'), engine }) : t('words.machine')}
                </p>
              )}
            </div>
          </section>
        ))}
      {values.length > 0 && (
        <Section title={t('versions.values')}>
          <Facts facts={values.map(({ label, text }) => ({ term: label, value: text }))} />
        </Section>
      )}
    </article>
  );
}
