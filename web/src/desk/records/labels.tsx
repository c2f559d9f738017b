import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { useFormat } from '../../ui/format';
import { GiveLabelDocument, LabelsToGiveDocument, TakeLabelDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import type { RecordPartProps } from './record-work-page';

/** Labels that a network gives, apart from whether the record is published: by whom, for what, until when. */
export function Labels({ record, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const format = useFormat();
  const take = useAction(TakeLabelDocument, (answer) => answer.takeLabel);
  const { labels, viewerCan } = record;
  if (labels.length === 0 && !viewerCan.label) return null;
  const takeAway = async (id: string) => {
    const outcome = await take.run({ id });
    if ('done' in outcome) await onChange();
  };
  return (
    <section>
      <h2>{words('labels.title')}</h2>
      {take.failure && <FailureNote message={take.failure.message} />}
      {labels.length === 0 && <p className="desk-lead">{words('labels.none')}</p>}
      <ul className="work-list">
        {labels.map(({ id, label, issuer, date, expiresOn }) => (
          <li key={id}>
            <p className="work-title">{label.label}</p>
            <p className="work-facts">
              <span>{issuer}</span>
              {date && <span>{format.date(date)}</span>}
              {expiresOn && <span>{words('labels.until', { day: format.date(expiresOn) })}</span>}
              {viewerCan.label && (
                <button type="button" className="link-button" onClick={() => void takeAway(id)}>
                  {words('labels.take')}
                  <span className="visually-hidden">: {label.label}</span>
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
      {viewerCan.label && <GiveLabel record={record} onChange={onChange} />}
    </section>
  );
}

function GiveLabel({ record, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const { roles } = usePerson();
  const { data } = useQuery(LabelsToGiveDocument, { variables: { locale } });
  const give = useAction(GiveLabelDocument, (answer) => answer.giveLabel);
  const [given, setGiven] = useState(0);
  // A label is given in the name of a network in which the record is shown; where the person has a role first.
  const own = new Set(roles.map(({ scope }) => scope?.id));
  const networks = [...record.networks].sort(
    (one, other) => Number(own.has(other.id)) - Number(own.has(one.id)),
  );
  if (networks.length === 0) return <p className="desk-lead">{words('labels.noNetwork')}</p>;
  const submit = async (values: Record<string, string>) => {
    const { label = '', networkId = '', criteria = '', expiresOn = '' } = values;
    const outcome = await give.run({
      input: {
        recordId: record.id,
        label,
        networkId,
        criteria: criteria.trim() || null,
        expiresOn: expiresOn.trim() || null,
      },
    });
    if ('failure' in outcome) return;
    setGiven(given + 1);
    await onChange();
  };
  return (
    <Form
      key={given}
      onSubmit={(values) => void submit(values)}
      submit={words('labels.give')}
      isBusy={give.isBusy}
      failure={give.failure}
      fields={['expiresOn', 'criteria']}
      done={given > 0 ? words('form.saved') : null}
    >
      <SelectField
        label={words('labels.which')}
        name="label"
        options={(data?.concepts ?? []).map(({ id, label }) => ({ value: id, label }))}
      />
      <SelectField
        label={words('labels.network')}
        name="networkId"
        options={networks.map(({ id, title }) => ({ value: id, label: title.text }))}
      />
      <Field
        label={words('labels.criteria')}
        help={words('labels.criteriaHelp')}
        name="criteria"
        rows={2}
        maxLength={2_000}
        error={give.about('criteria')}
      />
      <Field
        label={words('labels.expires')}
        help={words('labels.expiresHelp')}
        name="expiresOn"
        error={give.about('expiresOn')}
      />
    </Form>
  );
}
