import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { accountPath, deskPath } from '../../app/paths';
import { SignInDocument, SignInWaysDocument } from '../gql/graphql';
import { beginAnew } from '../me';
import { DeskPage } from '../ui/desk-page';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** Why an outside provider sent somebody back without a sign-in. Anything else in the address gets a general sentence. */
const KNOWN = ['OIDC_UNAVAILABLE', 'OIDC_REFUSED', 'OIDC_NO_ACCOUNT'] as const;

/** Address and password, and a code where the account asks for one; then back to where the person came from. */
export function SignInPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const [parameters] = useSearchParams();
  const { data } = useQuery(SignInWaysDocument);
  const signIn = useAction(SignInDocument, (answer) => answer.signIn);
  const [given, setGiven] = useState({ email: '', password: '' });
  const asksCode = signIn.failure?.field === 'code';
  const problem = parameters.get('problem');
  const next = ownPath(parameters.get('next')) ?? deskPath(locale);

  const submit = async (values: Record<string, string>) => {
    const { email = given.email, password = given.password, code } = values;
    setGiven({ email, password });
    const outcome = await signIn.run({ email, password, code: code || null });
    if (!('done' in outcome) || !('me' in outcome.done)) return;
    beginAnew(next);
  };

  return (
    <DeskPage title={words('signIn.title')} lead={words('signIn.lead')}>
      {problem !== null && !signIn.failure && (
        <FailureNote message={words(`signIn.problem.${KNOWN.find((code) => code === problem) ?? 'other'}`)} />
      )}
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('signIn.submit')}
        isBusy={signIn.isBusy}
        failure={signIn.failure?.code === 'SECOND_FACTOR_NEEDED' ? null : signIn.failure}
        fields={['code']}
        ways={<Link to={accountPath(locale, 'forgotten')}>{words('signIn.forgotten')}</Link>}
      >
        <Field label={words('account.email')} name="email" type="email" autoComplete="username" isRequired />
        <Field
          label={words('account.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
        />
        {asksCode && (
          <Field
            label={words('account.code')}
            help={words('account.codeHelp')}
            name="code"
            autoComplete="one-time-code"
            error={signIn.failure?.code === 'SECOND_FACTOR_NEEDED' ? null : signIn.about('code')}
            isRequired
          />
        )}
      </Form>
      {data && data.signInProviders.length > 0 && (
        <>
          <h2>{words('signIn.other')}</h2>
          <ul className="plain-list">
            {data.signInProviders.map(({ id, name, path }) => (
              <li key={id}>
                <a className="button button-quiet" href={`${path}?next=${encodeURIComponent(next)}`}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </DeskPage>
  );
}

/** A path of this site, never another site's address. */
function ownPath(path: string | null): string | null {
  return path && /^\/[a-z]{2}(\/|$)/.test(path) ? path : null;
}
