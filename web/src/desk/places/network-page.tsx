import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useTranslation } from '../../i18n/use-translation';
import {
  AnswerNetworkRequestDocument,
  type NetworkRulesQuery,
  NetworkRulesDocument,
  NetworkStateDocument,
} from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { ClosingForm } from './closing-form';
import { NetworkLanguages } from './network-languages';
import { RuleForm } from './rule-form';

/** What a network asks of records, into which languages it translates, who wants to be shown in it, and its end. */
export function NetworkPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const { slug = '' } = useParams();
  const query = useQuery(NetworkStateDocument, {
    variables: { slug, locale },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <Loaded query={query}>
      {({ record, cities, organisations }) =>
        record && record.__typename === 'Network' ? (
          <DeskPage title={words('network.of', { name: record.title.text })} lead={words('network.lead')}>
            <p className="ways">
              <Link to={deskPath(locale, `places/${record.slug}`)}>{words('people.title')}</Link>
              <Link to={recordPath(locale, record.slug)}>{words('places.page')}</Link>
            </p>
            <Rules networkId={record.id} />
            <ClosingForm
              network={record}
              keepers={[...cities.edges, ...organisations.edges].map(({ node }) => node)}
              onChange={() => query.refetch()}
            />
          </DeskPage>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Rules({ networkId }: { networkId: string }) {
  const query = useQuery(NetworkRulesDocument, { variables: { networkId }, fetchPolicy: 'network-only' });
  return (
    <Loaded query={query}>
      {({ reviewRule, networkTranslation, networkRequests }) => (
        <>
          <Requests networkId={networkId} requests={networkRequests} onChange={() => query.refetch()} />
          <RuleForm networkId={networkId} rule={reviewRule ?? null} />
          <NetworkLanguages networkId={networkId} translation={networkTranslation} />
        </>
      )}
    </Loaded>
  );
}

interface RequestsProps {
  networkId: string;
  requests: NetworkRulesQuery['networkRequests'];
  onChange: () => Promise<unknown>;
}

/** Records of others that ask to be shown in the network. */
function Requests({ networkId, requests, onChange }: RequestsProps) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const answer = useAction(AnswerNetworkRequestDocument, (data) => data.answerNetworkRequest);
  const decide = async (recordId: string, accepted: boolean) => {
    const outcome = await answer.run({ networkId, recordId, accepted });
    if ('done' in outcome) await onChange();
  };
  return (
    <section>
      <h2>{words('network.requests')}</h2>
      {answer.failure && <FailureNote message={answer.failure.message} />}
      {requests.length === 0 && <p className="desk-lead">{words('network.noRequests')}</p>}
      <ul className="work-list">
        {requests.map(({ id, slug, kind, title }) => (
          <li key={id}>
            <p className="work-title">
              <Link to={recordPath(locale, slug)} lang={title.locale}>
                {title.text}
              </Link>
            </p>
            <p className="work-facts">
              <span>{t(`kind.${kind}`)}</span>
              {[true, false].map((accepted) => (
                <button
                  key={String(accepted)}
                  type="button"
                  className="link-button"
                  onClick={() => void decide(id, accepted)}
                >
                  {words(accepted ? 'network.accept' : 'network.decline')}
                  <span className="visually-hidden">: {title.text}</span>
                </button>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
