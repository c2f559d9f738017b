import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { type GateRole, type NetworkRulesQuery, SetNetworkRuleDocument } from '../gql/graphql';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { type Criterion, newCriterionId, withLabel } from './criteria';

type Rule = NonNullable<NetworkRulesQuery['reviewRule']>;

const GATES: Record<'none' | 'coordinator' | 'both', GateRole[]> = {
  none: [],
  coordinator: ['COORDINATOR'],
  both: ['COORDINATOR', 'EXPERT'],
};
type Choice = keyof typeof GATES;

/** What holds where a network has said nothing. */
const UNSAID: Rule = { gates: ['COORDINATOR'], reviewDays: 14, reminderDays: 3, criteria: [] };

/** Who looks before something is published, within how many days, and what they judge by. */
export function RuleForm({ networkId, rule }: { networkId: string; rule: Rule | null }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const [{ gates, reviewDays, reminderDays }] = useState(rule ?? UNSAID);
  const [choice, setChoice] = useState<Choice>(
    () => (Object.keys(GATES) as Choice[]).find((each) => GATES[each].length === gates.length) ?? 'both',
  );
  const [criteria, setCriteria] = useState<Criterion[]>(() => (rule?.criteria ?? []).map(fromRule));
  const [isDone, setDone] = useState(false);
  const set = useAction(SetNetworkRuleDocument, (answer) => answer.setNetworkRule);
  const submit = async (values: Record<string, string>) => {
    setDone(false);
    const outcome = await set.run({
      rule: {
        scopeId: networkId,
        gates: GATES[choice],
        reviewDays: Number(values['reviewDays']),
        reminderDays: Number(values['reminderDays']),
        criteria,
      },
    });
    setDone('done' in outcome);
  };
  const change = (id: string, part: Partial<Criterion>) =>
    setCriteria(criteria.map((each) => (each.id === id ? { ...each, ...part } : each)));
  return (
    <section>
      <h2>{words('rule.title')}</h2>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('form.save')}
        isBusy={set.isBusy}
        failure={set.failure}
        fields={['reviewDays', 'reminderDays']}
        done={isDone ? words('rule.saved') : null}
      >
        <fieldset className="field">
          <legend className="label">{words('rule.gates')}</legend>
          {(Object.keys(GATES) as Choice[]).map((each) => (
            <label key={each} className="check">
              <input type="radio" name="gates" checked={choice === each} onChange={() => setChoice(each)} />
              {words(`rule.${each}`)}
            </label>
          ))}
        </fieldset>
        <Field
          label={words('rule.days')}
          name="reviewDays"
          type="number"
          defaultValue={String(reviewDays)}
          error={set.about('reviewDays')}
          isRequired
        />
        <Field
          label={words('rule.reminder')}
          name="reminderDays"
          type="number"
          defaultValue={String(reminderDays)}
          error={set.about('reminderDays')}
          isRequired
        />
        <fieldset className="field">
          <legend className="label">{words('rule.criteria')}</legend>
          <p className="field-help">{words('rule.criteriaHelp')}</p>
          <ol className="criteria">
            {criteria.map((criterion, index) => (
              <li key={criterion.id}>
                <Field
                  label={words('rule.criterion', { number: index + 1 })}
                  name={`criterion-${criterion.id}`}
                  lang={locale}
                  value={criterion.labels[locale] ?? Object.values(criterion.labels)[0] ?? ''}
                  onChange={(text) =>
                    change(criterion.id, { labels: withLabel(criterion.labels, locale, text) })
                  }
                  maxLength={500}
                />
                <p className="ways">
                  <label className="check">
                    <input
                      type="checkbox"
                      checked={criterion.required}
                      onChange={() => change(criterion.id, { required: !criterion.required })}
                    />
                    {words('rule.required')}
                  </label>
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => setCriteria(criteria.filter(({ id }) => id !== criterion.id))}
                  >
                    {words('rule.remove')}
                    <span className="visually-hidden">: {index + 1}</span>
                  </button>
                </p>
              </li>
            ))}
          </ol>
          <p>
            <button
              type="button"
              className="button button-quiet"
              onClick={() =>
                setCriteria([...criteria, { id: newCriterionId(criteria), labels: {}, required: false }])
              }
            >
              {words('rule.add')}
            </button>
          </p>
        </fieldset>
      </Form>
    </section>
  );
}

function fromRule({ id, labels, required }: Rule['criteria'][number]): Criterion {
  const words = Object.entries(labels).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { id, labels: Object.fromEntries(words), required };
}
