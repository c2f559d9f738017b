import { useQuery } from '@apollo/client/react';
import { AccountSafetyDocument, RevokeOtherSessionsDocument, RevokeSessionDocument } from '../gql/graphql';
import { useFormat } from '../../ui/format';
import { FailureNote } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** The browsers in which the account is signed in, each of which can be shut out. */
export function Sessions() {
  const words = useDeskWords();
  const format = useFormat();
  const { data, refetch } = useQuery(AccountSafetyDocument, { fetchPolicy: 'cache-and-network' });
  const revoke = useAction(RevokeSessionDocument, (answer) => answer.revokeSession);
  const others = useAction(RevokeOtherSessionsDocument, (answer) => answer.revokeOtherSessions);
  const sessions = data?.sessions ?? [];
  const end = async (id: string | null) => {
    if (id) await revoke.run({ id });
    else await others.run({});
    await refetch();
  };
  const failure = revoke.failure ?? others.failure;
  return (
    <section>
      <h2>{words('sessions.title')}</h2>
      {failure && <FailureNote message={failure.message} />}
      <ul className="work-list">
        {sessions.map(({ id, client, createdAt, lastSeenAt, isCurrent }) => (
          <li key={id}>
            <p className="work-title">{client}</p>
            <p className="work-facts">
              <span>{words('sessions.since', { day: format.day(createdAt) })}</span>
              <span>{words('sessions.seen', { day: format.day(lastSeenAt) })}</span>
              {isCurrent ? (
                <span className="state state-open">{words('sessions.this')}</span>
              ) : (
                <button
                  type="button"
                  className="link-button"
                  aria-label={`${words('sessions.end')}: ${client}`}
                  onClick={() => void end(id)}
                >
                  {words('sessions.end')}
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p className="ways">
          <button type="button" className="button button-quiet" onClick={() => void end(null)}>
            {words('sessions.endOthers')}
          </button>
        </p>
      )}
    </section>
  );
}
