import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { recordPath } from '../../app/paths';
import { useFormat } from '../../ui/format';
import { TrailDocument, type TrailQuery } from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { actionWords } from './action-words';

type Event = TrailQuery['auditTrail']['events'][number];

const CLIENTS = ['web', 'token', 'command', 'job'] as const;

/** Who did what, in the person's networks or to one record (`?record=`). */
export function TrailPage() {
  const words = useDeskWords();
  const [parameters] = useSearchParams();
  const recordId = parameters.get('record');
  const query = useQuery(TrailDocument, {
    variables: { recordId, after: null },
    fetchPolicy: 'cache-and-network',
  });
  const more = (after: string | null) =>
    query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { auditTrail: next } }) => ({
        auditTrail: { ...next, events: [...before.auditTrail.events, ...next.events] },
      }),
    });
  return (
    <DeskPage title={words('trail.title')} lead={words('trail.lead')}>
      <Loaded query={query}>
        {({ auditTrail: { events, pageInfo } }) => (
          <>
            {events.length === 0 && <p className="desk-lead">{words('trail.none')}</p>}
            <ol className="work-list">
              {events.map((event) => (
                <Done key={event.id} event={event} />
              ))}
            </ol>
            {pageInfo.hasNextPage && (
              <p className="ways">
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => void more(pageInfo.endCursor ?? null)}
                >
                  {words('notifications.more')}
                </button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </DeskPage>
  );
}

function Done({ event: { at, action, client, actor, record } }: { event: Event }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  const from = CLIENTS.find((each) => each === client) ?? 'unknown';
  return (
    <li>
      <p className="work-facts">
        <strong>{actionWords(words, action)}</strong>
        {record && (
          <Link to={recordPath(locale, record.slug)} lang={record.title.locale}>
            {record.title.text}
          </Link>
        )}
      </p>
      <p className="work-facts">
        <span>{actor ? (actor.name ?? words('review.someone')) : words('trail.nobody')}</span>
        <time dateTime={at}>{format.day(at)}</time>
        <span>{words(`trail.client.${from}`)}</span>
      </p>
    </li>
  );
}
