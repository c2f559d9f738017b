import { useQuery } from '@apollo/client/react';
import { NotFoundPage } from '../../pages/not-found-page';
import { AdministratorsDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { Holders, Invite, Invited } from './people';

/** Who administers the site, who is invited to, and the form that invites. */
export function AdministratorsPage() {
  const { may } = usePerson();
  return may.includes('account.manage') ? <Shown /> : <NotFoundPage />;
}

function Shown() {
  const words = useDeskWords();
  const query = useQuery(AdministratorsDocument, { fetchPolicy: 'cache-and-network' });
  const refetch = () => query.refetch();
  return (
    <DeskPage title={words('administrators.title')} lead={words('administrators.lead')}>
      <Loaded query={query}>
        {({ administrators, invitations }) => (
          <>
            <Holders holders={administrators} mayEnd onChange={refetch} />
            <Invited invitations={invitations} onChange={refetch} />
            <Invite place={null} onChange={refetch} />
          </>
        )}
      </Loaded>
    </DeskPage>
  );
}
