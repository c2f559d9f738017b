import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import {
  ChooseNotificationsDocument,
  NotificationChoicesDocument,
  type NotificationFrequency,
  type NotificationKind,
} from '../gql/graphql';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

const FREQUENCIES: readonly NotificationFrequency[] = ['AT_ONCE', 'DAILY', 'WEEKLY', 'NEVER'];

/** How often a letter tells of each kind of thing. Each choice is kept as it is made. */
export function NotificationChoices() {
  const words = useDeskWords();
  const query = useQuery(NotificationChoicesDocument);
  const choose = useAction(ChooseNotificationsDocument, (answer) => answer.chooseNotifications);
  const [kept, setKept] = useState<NotificationKind | null>(null);
  const keep = async (kinds: NotificationKind[], frequency: NotificationFrequency) => {
    const outcome = await choose.run({ kinds, frequency });
    if ('failure' in outcome) return;
    setKept(kinds[0] ?? null);
    await query.refetch();
  };
  return (
    <section>
      <h2>{words('letters.title')}</h2>
      <p className="desk-lead">{words('letters.lead')}</p>
      {choose.failure && <FailureNote message={choose.failure.message} />}
      <p role="status" className="visually-hidden">
        {kept ? words('form.saved') : ''}
      </p>
      <Loaded query={query}>
        {({ notificationSettings }) => (
          <div className="letters">
            {notificationSettings.map(({ kind, frequency }) => (
              <SelectField
                key={kind}
                label={words(`letters.kind.${kind}`)}
                value={frequency}
                onChange={(next) => void keep([kind], next as NotificationFrequency)}
                options={FREQUENCIES.map((value) => ({ value, label: words(`letters.${value}`) }))}
              />
            ))}
          </div>
        )}
      </Loaded>
    </section>
  );
}
