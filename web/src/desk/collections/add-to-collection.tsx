import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { CollectionsDocument, SaveCollectionDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** Puts a record into one of the person's collections, with a note why. */
export function AddToCollection({ record }: { record: { id: string } }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const me = usePerson();
  const query = useQuery(CollectionsDocument, { fetchPolicy: 'cache-and-network' });
  const save = useAction(SaveCollectionDocument, (answer) => answer.saveCollection);
  const [added, setAdded] = useState<string | null>(null);
  const own = (query.data?.collections ?? []).filter(({ author }) => author?.id === me.id);
  const open = own.filter(({ items }) => !items.some((item) => item.record.id === record.id));
  const submit = async ({ collection: id = '', note = '' }: Record<string, string>) => {
    const into = open.find((each) => each.id === id);
    if (!into) return;
    const { title, introduction, isShared, networkId, locale: language, items } = into;
    const outcome = await save.run({
      input: {
        id,
        title,
        introduction: introduction ?? null,
        isShared,
        networkId,
        locale: language,
        items: [
          ...items.map((item) => ({ recordId: item.record.id, note: item.note ?? null })),
          { recordId: record.id, note: note.trim() || null },
        ],
      },
    });
    if ('failure' in outcome) return;
    setAdded(title);
    await query.refetch();
  };
  if (!query.data) return null;
  return (
    <section>
      <h2>{words('collections.add')}</h2>
      {added && (
        <p className="notice" role="status">
          {words('collections.added', { title: added })}
        </p>
      )}
      {open.length === 0 ? (
        <p className="desk-lead">
          {words(own.length === 0 ? 'collections.noneYet' : 'collections.inAll')}{' '}
          <Link to={deskPath(locale, 'collections')}>{words('collections.title')}</Link>
        </p>
      ) : (
        <Form
          key={added}
          onSubmit={(values) => void submit(values)}
          submit={words('collections.add')}
          isBusy={save.isBusy}
          failure={save.failure}
        >
          <SelectField
            label={words('collections.which')}
            name="collection"
            options={open.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Field label={words('collections.note')} name="note" rows={2} maxLength={5_000} />
        </Form>
      )}
    </section>
  );
}
