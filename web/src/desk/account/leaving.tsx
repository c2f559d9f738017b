import { usePage } from '../../app/page-context';
import { startPath } from '../../app/paths';
import { DeleteAccountDocument } from '../gql/graphql';
import { beginAnew } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** Erases the account. What it wrote stays, without its name. */
export function Leaving() {
  const words = useDeskWords();
  const { locale } = usePage();
  const erase = useAction(DeleteAccountDocument, (answer) => answer.deleteAccount);
  const submit = async ({ password = '' }: Record<string, string>) => {
    if (!window.confirm(words('leaving.sure'))) return;
    const outcome = await erase.run({ password });
    if ('done' in outcome) beginAnew(startPath(locale));
  };
  return (
    <section>
      <h2>{words('leaving.title')}</h2>
      <p className="desk-lead">{words('leaving.lead')}</p>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('leaving.title')}
        isBusy={erase.isBusy}
        failure={erase.failure}
        fields={['password']}
      >
        <Field
          label={words('account.presentPassword')}
          name="password"
          type="password"
          autoComplete="current-password"
          error={erase.about('password')}
          isRequired
        />
      </Form>
    </section>
  );
}
