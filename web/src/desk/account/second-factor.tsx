import { useState } from 'react';
import { ConfirmTotpDocument, DisableTotpDocument, EnableTotpDocument } from '../gql/graphql';
import { useMe, usePerson } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** An authenticator beside the password: set up, seen to work, and only then asked for. */
export function SecondFactor() {
  const words = useDeskWords();
  const me = usePerson();
  const [codes, setCodes] = useState<string[]>([]);
  return (
    <section>
      <h2>{words('second.title')}</h2>
      <p className="desk-lead">{words(me.hasSecondFactor ? 'second.on' : 'second.off')}</p>
      {codes.length > 0 && (
        <div className="notice" role="status">
          <p>{words('second.codes')}</p>
          <ul className="codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {me.hasSecondFactor ? <TurnOff /> : <TurnOn onCodes={setCodes} />}
    </section>
  );
}

function TurnOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const words = useDeskWords();
  const { refresh } = useMe();
  const enable = useAction(EnableTotpDocument, (answer) => answer.enableTotp);
  const confirm = useAction(ConfirmTotpDocument, (answer) => answer.confirmTotp);
  const [setup, setSetup] = useState<{ secret: string; address: string } | null>(null);
  const begin = async ({ password = '' }: Record<string, string>) => {
    const outcome = await enable.run({ password });
    if ('done' in outcome && 'secret' in outcome.done) setSetup(outcome.done);
  };
  const finish = async ({ code = '' }: Record<string, string>) => {
    const outcome = await confirm.run({ code });
    if (!('done' in outcome) || !('codes' in outcome.done)) return;
    onCodes(outcome.done.codes);
    await refresh();
  };
  if (!setup) {
    return (
      <Form
        onSubmit={(values) => void begin(values)}
        submit={words('second.begin')}
        isBusy={enable.isBusy}
        failure={enable.failure}
      >
        <Field
          label={words('account.presentPassword')}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
        />
      </Form>
    );
  }
  return (
    <Form
      onSubmit={(values) => void finish(values)}
      submit={words('second.confirm')}
      isBusy={confirm.isBusy}
      failure={confirm.failure}
      fields={['code']}
    >
      <p>{words('second.setUp')}</p>
      <p>
        <a href={setup.address}>{words('second.open')}</a>
      </p>
      <p>
        <code className="secret">{setup.secret}</code>
      </p>
      <Field
        label={words('account.code')}
        name="code"
        autoComplete="one-time-code"
        error={confirm.about('code')}
        isRequired
      />
    </Form>
  );
}

function TurnOff() {
  const words = useDeskWords();
  const me = usePerson();
  const { refresh } = useMe();
  const disable = useAction(DisableTotpDocument, (answer) => answer.disableTotp);
  const submit = async ({ password = '', code = '' }: Record<string, string>) => {
    const outcome = await disable.run({ password, code });
    if ('done' in outcome) await refresh();
  };
  return (
    <Form
      onSubmit={(values) => void submit(values)}
      submit={words('second.turnOff')}
      isBusy={disable.isBusy}
      failure={disable.failure}
      fields={['code']}
    >
      <p>{words('second.left', { count: me.recoveryCodesLeft })}</p>
      <Field
        label={words('account.presentPassword')}
        name="password"
        type="password"
        autoComplete="current-password"
        isRequired
      />
      <Field
        label={words('account.code')}
        help={words('account.codeHelp')}
        name="code"
        autoComplete="one-time-code"
        error={disable.about('code')}
        isRequired
      />
    </Form>
  );
}
