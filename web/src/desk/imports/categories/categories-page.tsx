import { useQuery } from '@apollo/client/react';
import { useLayoutEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import {
  type CategoryLineFragment,
  MapSourceCategoriesDocument,
  RemoveSourceCategoryDocument,
  SourceCategoriesDocument,
} from '../../gql/graphql';
import { DeskPage } from '../../ui/desk-page';
import { FailureNote } from '../../ui/form';
import { Loaded } from '../../ui/loaded';
import { useAction } from '../../ui/use-action';
import { useImportWords } from '../use-import-words';
import { ConceptName } from '../values/concepts';
import { useRecordTitle } from '../values/use-record-title';
import { CategoryForm } from './category-form';

/** What the categories of sources are, for one network, city or organisation. */
export function CategoriesPage() {
  const { id = '' } = useParams();
  const words = useImportWords();
  const { locale } = usePage();
  const place = useRecordTitle(id);
  const query = useQuery(SourceCategoriesDocument, {
    variables: { scopeId: id },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <DeskPage
      title={place ? words('categories.of', { name: place.text }) : words('categories.title')}
      lead={words('categories.lead')}
    >
      <p className="work-facts">
        <Link to={deskPath(locale, 'imports')}>{words('allImports')}</Link>
      </p>
      <Loaded query={query}>
        {({ sourceCategories }) => (
          <Categories scopeId={id} categories={sourceCategories} onChange={() => query.refetch()} />
        )}
      </Loaded>
    </DeskPage>
  );
}

/** Which category is in the form: one that is there, a new one, or none. */
type InForm = CategoryLineFragment | 'new' | null;

interface CategoriesProps {
  scopeId: string;
  categories: readonly CategoryLineFragment[];
  onChange: () => Promise<unknown>;
}

function Categories({ scopeId, categories, onChange }: CategoriesProps) {
  const words = useImportWords();
  const keep = useAction(MapSourceCategoriesDocument, (answer) => ({ kept: answer.mapSourceCategories }));
  const remove = useAction(RemoveSourceCategoryDocument, (answer) => ({ kept: answer.removeSourceCategory }));
  const [inForm, setInForm] = useState<InForm>(null);
  const [said, setSaid] = useState('');
  const [removed, setRemoved] = useState<CategoryLineFragment | null>(null);
  const part = useRef<HTMLDivElement>(null);
  const lastInForm = useRef<InForm>(null);
  // The button that opened the form has the focus again in the moment in which the form goes.
  useLayoutEffect(() => {
    const last = lastInForm.current;
    lastInForm.current = inForm;
    if (inForm !== null || last === null) return;
    const buttons = [...(part.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])];
    const own = last === 'new' ? undefined : buttons.find((one) => one.dataset['change'] === last.words);
    (own ?? part.current?.querySelector<HTMLElement>('[data-add]'))?.focus();
  }, [inForm]);
  const save = async (category: CategoryLineFragment) => {
    const { words: name, conceptIds } = category;
    const outcome = await keep.run({ scopeId, categories: [{ words: name, conceptIds }] });
    if (!('done' in outcome)) return;
    await onChange();
    setInForm(null);
    setRemoved(null);
    setSaid(words('categories.saved', { words: name }));
  };
  const takeOut = async (category: CategoryLineFragment) => {
    const outcome = await remove.run({ scopeId, words: category.words });
    if (!('done' in outcome)) return;
    await onChange();
    setRemoved(category);
    setSaid(words('categories.removed', { words: category.words }));
    part.current?.querySelector<HTMLElement>('[data-undo]')?.focus();
  };
  const failure = keep.failure ?? remove.failure;
  const form = (category: CategoryLineFragment | null) => (
    <CategoryForm
      category={category}
      isBusy={keep.isBusy}
      onSave={(next) => void save(next)}
      onCancel={() => setInForm(null)}
    />
  );
  return (
    <div ref={part}>
      <p role="status" className={said === '' ? 'visually-hidden' : 'notice'}>
        {said}{' '}
        {removed && (
          <button type="button" className="link-button" data-undo onClick={() => void save(removed)}>
            {words('undo')}
          </button>
        )}
      </p>
      {failure && <FailureNote message={failure.message} />}
      {categories.length === 0 && <p className="desk-lead">{words('categories.none')}</p>}
      <ul className="work-list">
        {categories.map((category) => (
          <li key={category.words}>
            {inForm !== null && inForm !== 'new' && inForm.words === category.words ? (
              form(category)
            ) : (
              <Line
                category={category}
                onChange={() => setInForm(category)}
                onRemove={() => void takeOut(category)}
              />
            )}
          </li>
        ))}
      </ul>
      {inForm === 'new' ? (
        <section>
          <h2>{words('categories.add')}</h2>
          {form(null)}
        </section>
      ) : (
        <p className="ways">
          <button type="button" className="button" data-add onClick={() => setInForm('new')}>
            {words('categories.add')}
          </button>
        </p>
      )}
    </div>
  );
}

interface LineProps {
  category: CategoryLineFragment;
  onChange: () => void;
  onRemove: () => void;
}

function Line({ category: { words: name, conceptIds }, onChange, onRemove }: LineProps) {
  const words = useImportWords();
  return (
    <>
      <p className="work-title">{name}</p>
      <p className="work-facts">
        {conceptIds.length === 0 && <span>{words('categories.nothing')}</span>}
        {conceptIds.map((id) => (
          <span key={id}>
            <ConceptName id={id} />
          </span>
        ))}
      </p>
      <p className="work-facts">
        <button
          type="button"
          className="link-button"
          data-change={name}
          aria-label={`${words('categories.change')}: ${name}`}
          onClick={onChange}
        >
          {words('categories.change')}
        </button>
        <button
          type="button"
          className="link-button"
          aria-label={`${words('categories.remove')}: ${name}`}
          onClick={onRemove}
        >
          {words('categories.remove')}
        </button>
      </p>
    </>
  );
}
