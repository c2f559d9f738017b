import { useApolloClient, useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { useFormat } from '../../ui/format';
import {
  MarkNotificationsReadDocument,
  NotificationsDocument,
  type NotificationsQuery,
  UnreadCountDocument,
} from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { NotificationChoices } from './notification-choices';

type Told = NotificationsQuery['notifications']['notifications'][number];

/** What happened to the person's work, the newest first, and how often letters tell of it. */
export function NotificationsPage() {
  const words = useDeskWords();
  const client = useApolloClient();
  const query = useQuery(NotificationsDocument, {
    variables: { after: null },
    fetchPolicy: 'cache-and-network',
  });
  // The number is no object: an answer that says how many are unread now.
  const mark = useAction(MarkNotificationsReadDocument, ({ markNotificationsRead }) => ({
    unread: markNotificationsRead,
  }));
  const markRead = async (ids: string[] | null) => {
    await mark.run({ ids });
    await Promise.all([query.refetch(), client.refetchQueries({ include: [UnreadCountDocument] })]);
  };
  const more = (after: string | null) =>
    query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { notifications: next } }) => ({
        notifications: {
          ...next,
          notifications: [...before.notifications.notifications, ...next.notifications],
        },
      }),
    });
  return (
    <DeskPage title={words('notifications.title')}>
      {mark.failure && <FailureNote message={mark.failure.message} />}
      <Loaded query={query}>
        {({ notifications: { notifications, unread, pageInfo } }) => (
          <>
            <p className="desk-lead" role="status">
              {words(notifications.length === 0 ? 'notifications.none' : 'notifications.unread', {
                count: unread,
              })}
            </p>
            {unread > 0 && (
              <p className="ways">
                <button type="button" className="button button-quiet" onClick={() => void markRead(null)}>
                  {words('notifications.markAll')}
                </button>
              </p>
            )}
            <ul className="work-list">
              {notifications.map((told) => (
                <Notification key={told.id} told={told} onRead={() => markRead([told.id])} />
              ))}
            </ul>
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
      <NotificationChoices />
    </DeskPage>
  );
}

function Notification({ told, onRead }: { told: Told; onRead: () => Promise<void> }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  const { text, path, createdAt, readAt } = told;
  const isUnread = !readAt;
  return (
    <li>
      <p className={isUnread ? 'work-title' : undefined}>
        {path ? (
          <Link to={`/${locale}${path}`} onClick={() => void (isUnread && onRead())}>
            {text}
          </Link>
        ) : (
          text
        )}
      </p>
      <p className="work-facts">
        <span>{format.day(createdAt)}</span>
        {isUnread && (
          <>
            <span className="state state-open">{words('notifications.new')}</span>
            <button type="button" className="link-button" onClick={() => void onRead()}>
              {words('notifications.mark')}
              <span className="visually-hidden">: {text}</span>
            </button>
          </>
        )}
      </p>
    </li>
  );
}
