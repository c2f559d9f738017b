import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { PeoplePageDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { People } from './people';

/** One network, city or organisation: who has a role in it, and the way to its settings. */
export function PlacePage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const { slug = '' } = useParams();
  const { may } = usePerson();
  const query = useQuery(PeoplePageDocument, { variables: { slug } });
  return (
    <Loaded query={query}>
      {({ record }) =>
        record && ['NETWORK', 'CITY', 'ORGANISATION'].includes(record.kind) ? (
          <DeskPage title={record.title.text}>
            <p className="ways">
              <Link to={recordPath(locale, record.slug)}>{words('places.page')}</Link>
              {record.kind === 'NETWORK' && (
                <Link to={deskPath(locale, `places/${record.slug}/glossary`)}>{words('glossary.title')}</Link>
              )}
              {record.kind === 'NETWORK' && may.includes('network.settings') && (
                <Link to={deskPath(locale, `places/${record.slug}/settings`)}>{words('network.title')}</Link>
              )}
            </p>
            <People place={record} />
          </DeskPage>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
