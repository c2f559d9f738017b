import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, recordPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useTranslation } from '../../i18n/use-translation';
import { useFormat } from '../../ui/format';
import { CollectionsDocument, type CollectionWholeFragment, RemoveCollectionDocument } from '../gql/graphql';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { CollectionForm } from './collection-form';

/** Collections of one's own, and those that others in one's networks share. */
export function CollectionsPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  const { may } = usePerson();
  const query = useQuery(CollectionsDocument, { fetchPolicy: 'cache-and-network' });
  const [isOpen, setOpen] = useState(false);
  return (
    <DeskPage title={words('collections.title')} lead={words('collections.lead')}>
      <Loaded query={query}>
        {({ collections }) => (
          <>
            {collections.length === 0 && <p className="desk-lead">{words('collections.none')}</p>}
            <ul className="work-list">
              {collections.map(({ id, title, locale: language, author, isShared, items, updatedAt }) => (
                <li key={id}>
                  <p className="work-title">
                    <Link to={deskPath(locale, `collections/${id}`)} lang={language}>
                      {title}
                    </Link>
                  </p>
                  <p className="work-facts">
                    <span>{words('collections.count', { count: items.length })}</span>
                    {author?.name && <span>{author.name}</span>}
                    <span>{format.day(updatedAt)}</span>
                    {isShared && <span className="state">{words('collections.isShared')}</span>}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {may.includes('collection.keep') &&
        (isOpen ? (
          <section>
            <h2>{words('collections.new')}</h2>
            <CollectionForm
              collection={null}
              onSaved={async () => {
                setOpen(false);
                await query.refetch();
              }}
            />
          </section>
        ) : (
          <p className="ways">
            <button type="button" className="button" onClick={() => setOpen(true)}>
              {words('collections.new')}
            </button>
          </p>
        ))}
    </DeskPage>
  );
}

/** One collection: its records with a note to each. Its author changes it; those it is shared with read it. */
export function CollectionPage() {
  const { id = '' } = useParams();
  const query = useQuery(CollectionsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <Loaded query={query}>
      {({ collections }) => {
        const collection = collections.find((each) => each.id === id);
        return collection ? (
          <Shown collection={collection} onChange={() => query.refetch()} />
        ) : (
          <NotFoundPage />
        );
      }}
    </Loaded>
  );
}

interface ShownProps {
  collection: CollectionWholeFragment;
  onChange: () => Promise<unknown>;
}

function Shown({ collection, onChange }: ShownProps) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const navigate = useNavigate();
  const me = usePerson();
  const remove = useAction(RemoveCollectionDocument, (answer) => answer.removeCollection);
  const [isOpen, setOpen] = useState(false);
  const { id, title, locale: language, introduction, author, items, isShared } = collection;
  const isOwn = author?.id === me.id;
  const throwAway = async () => {
    if (!window.confirm(words('collections.removeSure', { title }))) return;
    const outcome = await remove.run({ id });
    if ('done' in outcome) void navigate(deskPath(locale, 'collections'));
  };
  if (isOpen) {
    return (
      <DeskPage title={title}>
        <CollectionForm
          collection={collection}
          onSaved={async () => {
            setOpen(false);
            await onChange();
          }}
        />
      </DeskPage>
    );
  }
  return (
    <DeskPage title={title}>
      <p className="work-facts">
        {author?.name && <span>{author.name}</span>}
        {isShared && <span className="state">{words('collections.isShared')}</span>}
      </p>
      {introduction && (
        <p className="comment-text" lang={language}>
          {introduction}
        </p>
      )}
      {items.length === 0 && <p className="desk-lead">{words('collections.empty')}</p>}
      <ol className="work-list">
        {items.map(({ record, note }) => (
          <li key={record.id}>
            <p className="work-title">
              <Link to={recordPath(locale, record.slug)} lang={record.title.locale}>
                {record.title.text}
              </Link>
            </p>
            <p className="work-facts">
              <span>{t(`kind.${record.kind}`)}</span>
            </p>
            {note && (
              <p className="quote" lang={language}>
                {note}
              </p>
            )}
          </li>
        ))}
      </ol>
      {remove.failure && <FailureNote message={remove.failure.message} />}
      {isOwn && (
        <p className="ways">
          <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
            {words('collections.change')}
          </button>
          <button type="button" className="link-button" onClick={() => void throwAway()}>
            {words('collections.remove')}
          </button>
        </p>
      )}
    </DeskPage>
  );
}
