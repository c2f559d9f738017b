import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { type CollectionWholeFragment, SaveCollectionDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { moved } from './moved';

/** Roles whose holders keep collections in their network. */
const KEEPERS: readonly string[] = ['COORDINATOR', 'EXPERT'];

interface CollectionFormProps {
  /** null: a new one */
  collection: CollectionWholeFragment | null;
  onSaved: () => Promise<void>;
}

/** Title, introduction, who reads it, and the records in their order with a note to each. */
export function CollectionForm({ collection, onSaved }: CollectionFormProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const { roles } = usePerson();
  const save = useAction(SaveCollectionDocument, (answer) => answer.saveCollection);
  const [items, setItems] = useState(collection?.items ?? []);
  const [isShared, setShared] = useState(collection?.isShared ?? false);
  const networks = roles.flatMap(({ role, scope }) => (scope && KEEPERS.includes(role) ? [scope] : []));
  const language = collection?.locale ?? locale;
  const submit = async (values: Record<string, string>) => {
    const outcome = await save.run({
      input: {
        id: collection?.id ?? null,
        networkId: collection?.networkId ?? values['networkId'] ?? '',
        title: values['title'] ?? '',
        locale: language,
        introduction: values['introduction']?.trim() || null,
        isShared,
        items: items.map(({ record }) => ({
          recordId: record.id,
          note: values[`note-${record.id}`]?.trim() || null,
        })),
      },
    });
    if ('done' in outcome) await onSaved();
  };
  return (
    <Form
      onSubmit={(values) => void submit(values)}
      submit={words('form.save')}
      isBusy={save.isBusy}
      failure={save.failure}
      fields={['title']}
    >
      <Field
        label={words('collections.name')}
        name="title"
        lang={language}
        defaultValue={collection?.title ?? ''}
        maxLength={300}
        error={save.about('title')}
        isRequired
      />
      <Field
        label={words('collections.introduction')}
        name="introduction"
        lang={language}
        rows={3}
        maxLength={5_000}
        defaultValue={collection?.introduction ?? ''}
      />
      {!collection && (
        <SelectField
          label={words('collections.network')}
          name="networkId"
          options={networks.map(({ id, title }) => ({ value: id, label: title.text }))}
        />
      )}
      <label className="check">
        <input type="checkbox" checked={isShared} onChange={() => setShared(!isShared)} />
        {words('collections.share')}
      </label>
      {items.length > 0 && (
        <ol className="work-list">
          {items.map(({ record, note }, index) => (
            <li key={record.id}>
              <p className="work-title" lang={record.title.locale}>
                {record.title.text}
              </p>
              <Field
                label={words('collections.note')}
                name={`note-${record.id}`}
                lang={language}
                rows={2}
                maxLength={5_000}
                defaultValue={note ?? ''}
              />
              <p className="ways">
                {index > 0 && (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => setItems(moved(items, index, index - 1))}
                  >
                    {words('collections.up')}
                    <span className="visually-hidden">: {record.title.text}</span>
                  </button>
                )}
                <button
                  type="button"
                  className="link-button"
                  onClick={() => setItems(items.filter((_, each) => each !== index))}
                >
                  {words('collections.takeOut')}
                  <span className="visually-hidden">: {record.title.text}</span>
                </button>
              </p>
            </li>
          ))}
        </ol>
      )}
    </Form>
  );
}
