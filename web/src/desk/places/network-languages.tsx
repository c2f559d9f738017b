import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { type NetworkRulesQuery, SetNetworkTranslationDocument } from '../gql/graphql';
import { Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

interface NetworkLanguagesProps {
  networkId: string;
  translation: NetworkRulesQuery['networkTranslation'];
}

/** Into which languages the network's records are translated by themselves, and how much of them. */
export function NetworkLanguages({ networkId, translation }: NetworkLanguagesProps) {
  const words = useDeskWords();
  const { locales } = usePage();
  const all = locales.map(({ tag }) => tag);
  const [chosen, setChosen] = useState<readonly string[]>(translation.locales ?? all);
  const [everyField, setEveryField] = useState(translation.everyField);
  const [isDone, setDone] = useState(false);
  const set = useAction(SetNetworkTranslationDocument, (answer) => answer.setNetworkTranslation);
  const submit = async () => {
    setDone(false);
    // All of them means those to come, too.
    const named = chosen.length === all.length ? null : [...chosen];
    const outcome = await set.run({ networkId, everyField, locales: named });
    setDone('done' in outcome);
  };
  return (
    <section>
      <h2>{words('languages.title')}</h2>
      <Form
        onSubmit={() => void submit()}
        submit={words('form.save')}
        isBusy={set.isBusy}
        failure={set.failure}
        done={isDone ? words('languages.saved') : null}
      >
        <fieldset className="field">
          <legend className="label">{words('languages.which')}</legend>
          <div className="choices">
            {locales.map(({ tag, name }) => (
              <label key={tag} className="check">
                <input
                  type="checkbox"
                  checked={chosen.includes(tag)}
                  onChange={() =>
                    setChosen(chosen.includes(tag) ? chosen.filter((each) => each !== tag) : [...chosen, tag])
                  }
                />
                <span lang={tag}>{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="check">
          <input type="checkbox" checked={everyField} onChange={() => setEveryField(!everyField)} />
          {words('languages.everyField')}
        </label>
      </Form>
    </section>
  );
}
