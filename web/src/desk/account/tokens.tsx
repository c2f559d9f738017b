import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import {
  AccountSafetyDocument,
  CreateTokenDocument,
  RevokeTokenDocument,
  type TokenScope,
} from '../gql/graphql';
import { useFormat } from '../../ui/format';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

const SCOPES: readonly TokenScope[] = ['READ', 'WRITE', 'REVIEW', 'MANAGE'];
const PERIODS = [30, 90, 365];

/** Tokens by which software acts in the person's name: named, limited, and with an end. */
export function Tokens() {
  const words = useDeskWords();
  const format = useFormat();
  const { data, refetch } = useQuery(AccountSafetyDocument, { fetchPolicy: 'cache-and-network' });
  const create = useAction(CreateTokenDocument, (answer) => answer.createToken);
  const revoke = useAction(RevokeTokenDocument, (answer) => answer.revokeToken);
  const [scopes, setScopes] = useState<TokenScope[]>(['READ']);
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async ({ name = '', days = '' }: Record<string, string>) => {
    const outcome = await create.run({ name, scopes, days: Number(days) });
    if (!('done' in outcome) || !('secret' in outcome.done)) return;
    setSecret(outcome.done.secret);
    await refetch();
  };
  const end = async (id: string) => {
    await revoke.run({ id });
    await refetch();
  };
  return (
    <section>
      <h2>{words('tokens.title')}</h2>
      <p className="desk-lead">{words('tokens.lead')}</p>
      <ul className="work-list">
        {(data?.apiTokens ?? []).map((token) => (
          <li key={token.id}>
            <p className="work-title">{token.name}</p>
            <p className="work-facts">
              <span>{token.scopes.map((scope) => words(`tokens.scope.${scope}`)).join(', ')}</span>
              <span>{words('tokens.until', { day: format.day(token.expiresAt) })}</span>
              <button
                type="button"
                className="link-button"
                aria-label={`${words('tokens.end')}: ${token.name}`}
                onClick={() => void end(token.id)}
              >
                {words('tokens.end')}
              </button>
            </p>
          </li>
        ))}
      </ul>
      {secret && (
        <div className="notice" role="status">
          <p>{words('tokens.secret')}</p>
          <p>
            <code className="secret">{secret}</code>
          </p>
        </div>
      )}
      <h3>{words('tokens.new')}</h3>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('tokens.create')}
        isBusy={create.isBusy}
        failure={create.failure}
        fields={['name']}
      >
        <Field label={words('tokens.name')} name="name" error={create.about('name')} isRequired />
        <fieldset className="field">
          <legend className="label">{words('tokens.scopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className="check">
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={({ target }) =>
                  setScopes(target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                }
              />
              {words(`tokens.scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        <SelectField
          label={words('tokens.period')}
          name="days"
          defaultValue="90"
          options={PERIODS.map((days) => ({
            value: String(days),
            label: words('tokens.days', { count: days }),
          }))}
        />
      </Form>
    </section>
  );
}
