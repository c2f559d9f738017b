import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { accountPath, deskPath } from '../../app/paths';
import {
  AcceptInvitationDocument,
  ConfirmEmailChangeDocument,
  OfferedInvitationDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../gql/graphql';
import { useTranslation } from '../../i18n/use-translation';
import { beginAnew, useMe } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** What stands behind `key=` in the link of a letter. */
function useKey(): string {
  const [parameters] = useSearchParams();
  return parameters.get('key') ?? '';
}

/** Asks for a letter with a link for a new password. Says the same whether or not there is such an account. */
export function ForgottenPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const request = useAction(RequestPasswordResetDocument, (answer) => answer.requestPasswordReset);
  const [isSent, setSent] = useState(false);
  const submit = async ({ email = '' }: Record<string, string>) => {
    const outcome = await request.run({ email, locale });
    setSent('done' in outcome);
  };
  return (
    <DeskPage title={words('forgotten.title')} lead={words('forgotten.lead')}>
      {isSent ? (
        <p className="notice" role="status">
          {words('forgotten.sent')}
        </p>
      ) : (
        <Form
          onSubmit={(values) => void submit(values)}
          submit={words('forgotten.submit')}
          isBusy={request.isBusy}
          failure={request.failure}
          fields={['email']}
        >
          <Field
            label={words('account.email')}
            name="email"
            type="email"
            autoComplete="username"
            error={request.about('email')}
            isRequired
          />
        </Form>
      )}
    </DeskPage>
  );
}

/** Sets a password by the link of a letter, and signs in. */
export function ResetPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const key = useKey();
  const reset = useAction(ResetPasswordDocument, (answer) => answer.resetPassword);
  const submit = async ({ password = '' }: Record<string, string>) => {
    const outcome = await reset.run({ key, password });
    if ('failure' in outcome && outcome.failure.code === 'SECOND_FACTOR_NEEDED') {
      void navigate(accountPath(locale, 'sign-in'));
    }
    if (!('done' in outcome) || !('me' in outcome.done)) return;
    beginAnew(deskPath(locale));
  };
  return (
    <DeskPage title={words('reset.title')} lead={words('reset.lead')}>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('reset.submit')}
        isBusy={reset.isBusy}
        failure={reset.failure}
        fields={['password']}
        ways={<Link to={accountPath(locale, 'forgotten')}>{words('reset.again')}</Link>}
      >
        <Field
          label={words('account.newPassword')}
          help={words('account.passwordHelp')}
          name="password"
          type="password"
          autoComplete="new-password"
          error={reset.about('password')}
          isRequired
        />
      </Form>
    </DeskPage>
  );
}

/** Says yes to a change of address by the link of one of its two letters. */
export function ConfirmEmailPage() {
  const words = useDeskWords();
  const key = useKey();
  const confirm = useAction(ConfirmEmailChangeDocument, (answer) => answer.confirmEmailChange);
  const [state, setState] = useState<'asked' | 'half' | 'done'>('asked');
  const submit = async () => {
    const outcome = await confirm.run({ key });
    if ('done' in outcome && 'isDone' in outcome.done) setState(outcome.done.isDone ? 'done' : 'half');
  };
  return (
    <DeskPage title={words('email.title')}>
      {state === 'asked' ? (
        <Form
          onSubmit={() => void submit()}
          submit={words('email.confirm')}
          isBusy={confirm.isBusy}
          failure={confirm.failure}
        >
          <p>{words('email.lead')}</p>
        </Form>
      ) : (
        <p className="notice" role="status">
          {words(state === 'done' ? 'email.done' : 'email.half')}
        </p>
      )}
    </DeskPage>
  );
}

/** What an invitation offers; takes it, with an account or by making one. */
export function InvitationPage() {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const { me } = useMe();
  const key = useKey();
  const { data, loading } = useQuery(OfferedInvitationDocument, { variables: { key } });
  const accept = useAction(AcceptInvitationDocument, (answer) => answer.acceptInvitation);
  const offer = data?.offeredInvitation;
  const take = async (person: { displayName: string; password: string; locale: string } | null) => {
    const outcome = await accept.run({ key, person });
    if (!('done' in outcome) || !('me' in outcome.done)) return;
    beginAnew(deskPath(locale));
  };
  if (loading) return <p className="message">{t('record.loading')}</p>;
  if (!offer) {
    return (
      <DeskPage title={words('invitation.title')}>
        <FailureNote message={words('invitation.gone')} />
      </DeskPage>
    );
  }
  const role = words(`role.${offer.role}`);
  const lead = offer.inviterName
    ? words('invitation.leadFrom', { role, name: offer.inviterName })
    : words('invitation.lead', { role });
  const next = `/${locale}/account/invitation?key=${encodeURIComponent(key)}`;
  return (
    <DeskPage title={words('invitation.title')} lead={lead}>
      {!me && offer.hasAccount ? (
        <Link className="button" to={`${accountPath(locale, 'sign-in')}?next=${encodeURIComponent(next)}`}>
          {words('invitation.signInFirst')}
        </Link>
      ) : (
        <Form
          onSubmit={({ displayName = '', password = '' }) =>
            void take(me ? null : { displayName, password, locale })
          }
          submit={words('invitation.accept')}
          isBusy={accept.isBusy}
          failure={accept.failure}
          fields={me ? [] : ['displayName', 'password']}
        >
          {me ? (
            <p>{words('invitation.as', { name: me.displayName })}</p>
          ) : (
            <>
              <Field
                label={words('account.displayName')}
                help={words('account.displayNameHelp')}
                name="displayName"
                autoComplete="name"
                error={accept.about('displayName')}
                isRequired
              />
              <Field
                label={words('account.newPassword')}
                help={words('account.passwordHelp')}
                name="password"
                type="password"
                autoComplete="new-password"
                error={accept.about('password')}
                isRequired
              />
            </>
          )}
        </Form>
      )}
    </DeskPage>
  );
}
