import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { useFormat } from '../../ui/format';
import {
  EndRoleDocument,
  InvitePersonDocument,
  LeaveRoleDocument,
  PeopleThereDocument,
  type PeopleThereQuery,
  type PlaceLineFragment,
  type Role,
  WithdrawInvitationDocument,
} from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** Roles that there are in each kind of place. Which of them the person may give, the API says. */
const ROLES: Partial<Record<PlaceLineFragment['kind'], readonly Role[]>> = {
  NETWORK: ['COORDINATOR', 'EXPERT', 'TRANSLATOR'],
  CITY: ['OFFICER', 'CONTRIBUTOR', 'TRANSLATOR'],
  ORGANISATION: ['OFFICER', 'CONTRIBUTOR', 'TRANSLATOR'],
};

/** Who has a role in a place, who is invited, and the form that invites. */
export function People({ place }: { place: PlaceLineFragment }) {
  const words = useDeskWords();
  const { may } = usePerson();
  // Who may not see the people of a place is told so by the API; then there is only the person's own role.
  const query = useQuery(PeopleThereDocument, {
    variables: { scopeId: place.id },
    fetchPolicy: 'cache-and-network',
  });
  const { data, error } = query;
  const refetch = () => query.refetch();
  if (error) return <p className="desk-lead">{words('people.hidden')}</p>;
  return (
    <>
      <section>
        <h2>{words('people.title')}</h2>
        {data && <Holders holders={data.rolesIn} mayEnd={may.includes('role.give')} onChange={refetch} />}
      </section>
      {data && may.includes('role.give') && (
        <>
          <Invited invitations={data.invitations} onChange={refetch} />
          <Invite place={place} onChange={refetch} />
        </>
      )}
    </>
  );
}

interface HoldersProps {
  holders: PeopleThereQuery['rolesIn'];
  mayEnd: boolean;
  onChange: () => Promise<unknown>;
}

export function Holders({ holders, mayEnd, onChange }: HoldersProps) {
  const words = useDeskWords();
  const format = useFormat();
  const me = usePerson();
  const end = useAction(EndRoleDocument, (answer) => answer.endRole);
  const leave = useAction(LeaveRoleDocument, (answer) => answer.leaveRole);
  const failure = end.failure ?? leave.failure;
  const finish = async (grantId: string, isOwn: boolean, name: string) => {
    if (!window.confirm(words(isOwn ? 'people.leaveSure' : 'people.endSure', { name }))) return;
    end.forget();
    leave.forget();
    const outcome = await (isOwn ? leave : end).run({ grantId });
    if ('done' in outcome) await onChange();
  };
  return (
    <>
      {failure && <FailureNote message={failure.message} />}
      {holders.length === 0 && <p className="desk-lead">{words('people.none')}</p>}
      <ul className="work-list">
        {holders.map(({ id, accountId, displayName, role, from, until }) => {
          const isOwn = accountId === me.id;
          return (
            <li key={id}>
              <p className="work-title">{displayName}</p>
              <p className="work-facts">
                <span>{words(`role.${role}`)}</span>
                <span>{words('people.since', { day: format.day(from) })}</span>
                {until && <span>{words('people.until', { day: format.day(until) })}</span>}
                {(isOwn || mayEnd) && (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => void finish(id, isOwn, displayName)}
                  >
                    {words(isOwn ? 'people.leave' : 'people.end')}
                    <span className="visually-hidden">: {displayName}</span>
                  </button>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface InvitedProps {
  invitations: PeopleThereQuery['invitations'];
  onChange: () => Promise<unknown>;
}

export function Invited({ invitations, onChange }: InvitedProps) {
  const words = useDeskWords();
  const format = useFormat();
  const withdraw = useAction(WithdrawInvitationDocument, (answer) => answer.withdrawInvitation);
  if (invitations.length === 0) return null;
  const takeBack = async (id: string) => {
    const outcome = await withdraw.run({ id });
    if ('done' in outcome) await onChange();
  };
  return (
    <section>
      <h2>{words('people.invited')}</h2>
      {withdraw.failure && <FailureNote message={withdraw.failure.message} />}
      <ul className="work-list">
        {invitations.map(({ id, role, expiresAt }) => (
          <li key={id}>
            <p className="work-facts">
              <strong>{words(`role.${role}`)}</strong>
              <span>{words('people.goodUntil', { day: format.day(expiresAt) })}</span>
              <button type="button" className="link-button" onClick={() => void takeBack(id)}>
                {words('people.withdraw')}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface InviteProps {
  /** null: the whole site, whose only role is to administer it */
  place: PlaceLineFragment | null;
  onChange: () => Promise<unknown>;
}

export function Invite({ place, onChange }: InviteProps) {
  const words = useDeskWords();
  const { locale, locales } = usePage();
  const invite = useAction(InvitePersonDocument, (answer) => answer.invitePerson);
  const [sent, setSent] = useState<string | null>(null);
  const submit = async (values: Record<string, string>) => {
    const { email = '', role = 'ADMINISTRATOR', letter = locale } = values;
    setSent(null);
    const outcome = await invite.run({
      input: { email, role: role as Role, scopeId: place?.id ?? null, locale: letter },
    });
    if ('failure' in outcome) return;
    setSent(email);
    await onChange();
  };
  return (
    <section>
      <h2>{words('people.invite')}</h2>
      <Form
        key={sent}
        onSubmit={(values) => void submit(values)}
        submit={words('people.send')}
        isBusy={invite.isBusy}
        failure={invite.failure}
        fields={['email']}
        done={sent ? words('people.sent', { email: sent }) : null}
      >
        <Field
          label={words('account.email')}
          name="email"
          type="email"
          autoComplete="off"
          error={invite.about('email')}
          isRequired
        />
        {place && (
          <SelectField
            label={words('people.role')}
            name="role"
            options={(ROLES[place.kind] ?? []).map((role) => ({ value: role, label: words(`role.${role}`) }))}
          />
        )}
        <SelectField
          label={words('people.letter')}
          name="letter"
          defaultValue={locale}
          options={locales.map(({ tag, name }) => ({ value: tag, label: name }))}
        />
      </Form>
    </section>
  );
}
