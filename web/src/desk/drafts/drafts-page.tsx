import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { DraftsDocument, type DraftsQuery } from '../gql/graphql';
import { useTranslation } from '../../i18n/use-translation';
import { useFormat } from '../../ui/format';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { NewDraft } from './new-draft';

export function DraftsPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const { may } = usePerson();
  const query = useQuery(DraftsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <DeskPage title={words('drafts.title')} lead={words('drafts.lead')}>
      <Loaded query={query}>{({ drafts }) => <DraftList drafts={drafts} />}</Loaded>
      <NewDraft />
      {may.includes('record.archive') && (
        <p className="ways">
          <Link to={deskPath(locale, 'archive')}>{words('archived.title')}</Link>
        </p>
      )}
    </DeskPage>
  );
}

export function DraftList({ drafts }: { drafts: DraftsQuery['drafts'] }) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  if (drafts.length === 0) return <p className="desk-lead">{words('drafts.none')}</p>;
  return (
    <ul className="work-list">
      {drafts.map(({ id, kind, title, titleLocale, updatedAt }) => (
        <li key={id}>
          <p className="work-title">
            <Link to={deskPath(locale, `drafts/${id}`)} lang={titleLocale ?? undefined}>
              {title || words('drafts.untitled')}
            </Link>
          </p>
          <p className="work-facts">
            <span>{t(`kind.${kind}`)}</span>
            <span>{words('drafts.saved', { day: format.day(updatedAt) })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
