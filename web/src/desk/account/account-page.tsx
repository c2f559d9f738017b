import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { accountPath } from '../../app/paths';
import {
  ChangeEmailDocument,
  ChangePasswordDocument,
  SignOutDocument,
  UpdateMeDocument,
} from '../gql/graphql';
import { beginAnew, useMe, usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { Leaving } from './leaving';
import { SecondFactor } from './second-factor';
import { Sessions } from './sessions';
import { Tokens } from './tokens';

/** Everything that a person settles of their own account. */
export function AccountPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const me = usePerson();
  const signOut = useAction(SignOutDocument, (answer) => answer.signOut);
  const leave = async () => {
    const outcome = await signOut.run({});
    if ('failure' in outcome) return;
    beginAnew(accountPath(locale, 'sign-in'));
  };
  return (
    <DeskPage title={words('account.title')} lead={words('account.lead', { email: me.email })}>
      <p>
        <button type="button" className="button button-quiet" onClick={() => void leave()}>
          {words('account.signOut')}
        </button>
      </p>
      <Profile />
      {me.hasPassword && <Password />}
      {me.hasPassword && <Address />}
      {me.hasPassword && <SecondFactor />}
      <Sessions />
      <Tokens />
      {me.hasPassword && <Leaving />}
    </DeskPage>
  );
}

function Profile() {
  const words = useDeskWords();
  const { locales } = usePage();
  const me = usePerson();
  const { refresh } = useMe();
  const update = useAction(UpdateMeDocument, (answer) => answer.updateMe);
  const [isDone, setDone] = useState(false);
  const submit = async ({ displayName = '', locale = '' }: Record<string, string>) => {
    const outcome = await update.run({ displayName, locale: locale || null });
    setDone('done' in outcome);
    if ('done' in outcome) await refresh();
  };
  return (
    <section>
      <h2>{words('account.profile')}</h2>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('form.save')}
        isBusy={update.isBusy}
        failure={update.failure}
        fields={['displayName']}
        done={isDone ? words('form.saved') : null}
      >
        <Field
          label={words('account.displayName')}
          help={words('account.displayNameHelp')}
          name="displayName"
          autoComplete="name"
          defaultValue={me.displayName}
          error={update.about('displayName')}
          isRequired
        />
        <SelectField
          label={words('account.letters')}
          name="locale"
          defaultValue={me.locale ?? ''}
          options={[
            ...(me.locale ? [] : [{ value: '', label: words('account.noLanguage') }]),
            ...locales.map(({ tag, name }) => ({ value: tag, label: name })),
          ]}
        />
      </Form>
    </section>
  );
}

function Password() {
  const words = useDeskWords();
  const change = useAction(ChangePasswordDocument, (answer) => answer.changePassword);
  const [times, setTimes] = useState(0);
  const submit = async ({ password = '', newPassword = '' }: Record<string, string>) => {
    const outcome = await change.run({ password, newPassword });
    if ('done' in outcome) setTimes(times + 1);
  };
  return (
    <section>
      <h2>{words('account.changePassword')}</h2>
      <Form
        key={times}
        onSubmit={(values) => void submit(values)}
        submit={words('account.changePassword')}
        isBusy={change.isBusy}
        failure={change.failure}
        fields={['newPassword']}
        done={times > 0 ? words('account.passwordChanged') : null}
      >
        <Field
          label={words('account.presentPassword')}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
        />
        <Field
          label={words('account.newPassword')}
          help={words('account.passwordHelp')}
          name="newPassword"
          type="password"
          autoComplete="new-password"
          error={change.about('newPassword')}
          isRequired
        />
      </Form>
    </section>
  );
}

function Address() {
  const words = useDeskWords();
  const change = useAction(ChangeEmailDocument, (answer) => answer.changeEmail);
  const [isSent, setSent] = useState(false);
  const submit = async ({ password = '', email = '' }: Record<string, string>) => {
    const outcome = await change.run({ password, email });
    setSent('done' in outcome);
  };
  return (
    <section>
      <h2>{words('account.changeEmail')}</h2>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('account.changeEmail')}
        isBusy={change.isBusy}
        failure={change.failure}
        fields={['email']}
        done={isSent ? words('account.emailSent') : null}
      >
        <Field
          label={words('account.newEmail')}
          help={words('account.newEmailHelp')}
          name="email"
          type="email"
          autoComplete="email"
          error={change.about('email')}
          isRequired
        />
        <Field
          label={words('account.presentPassword')}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
        />
      </Form>
    </section>
  );
}
