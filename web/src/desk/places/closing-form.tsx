import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { recordPath } from '../../app/paths';
import { CloseNetworkDocument, type NetworkStateQuery } from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

type Network = Extract<NonNullable<NetworkStateQuery['record']>, { __typename: 'Network' }>;

interface ClosingFormProps {
  network: Network;
  keepers: readonly { id: string; title: { text: string } }[];
  onChange: () => Promise<unknown>;
}

/** The end of a network: it stays public, its records go to their cities, and a keeper answers for the rest. */
export function ClosingForm({ network, keepers, onChange }: ClosingFormProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const { may } = usePerson();
  const close = useAction(CloseNetworkDocument, (answer) => answer.closeNetwork);
  const { closed, keeper } = network;
  if (!may.includes('network.close')) return null;
  const submit = async ({ keeperId = '', endedOn = '' }: Record<string, string>) => {
    if (!window.confirm(words('closing.sure', { name: network.title.text }))) return;
    const outcome = await close.run({ networkId: network.id, keeperId, endedOn: endedOn.trim() || null });
    if ('done' in outcome) await onChange();
  };
  return (
    <section>
      <h2>{words('closing.title')}</h2>
      {closed ? (
        <p className="notice">
          {words('closing.closed')}{' '}
          {keeper && <Link to={recordPath(locale, keeper.slug)}>{keeper.title.text}</Link>}
        </p>
      ) : (
        <>
          <p className="desk-lead">{words('closing.lead')}</p>
          <Form
            onSubmit={(values) => void submit(values)}
            submit={words('closing.submit')}
            isBusy={close.isBusy}
            failure={close.failure}
            fields={['endedOn']}
          >
            <SelectField
              label={words('closing.keeper')}
              help={words('closing.keeperHelp')}
              name="keeperId"
              options={keepers.map(({ id, title }) => ({ value: id, label: title.text }))}
            />
            <Field
              label={words('closing.endedOn')}
              help={words('facts.dateHelp')}
              name="endedOn"
              error={close.about('endedOn')}
            />
          </Form>
        </>
      )}
    </section>
  );
}
