import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useLanguageName } from '../../app/page-context';
import { NotFoundPage } from '../../pages/not-found-page';
import {
  GlossaryDocument,
  type GlossaryLineFragment,
  PeoplePageDocument,
  RemoveGlossaryTermDocument,
} from '../gql/graphql';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { GlossaryFiles } from './glossary-files';
import { TermForm } from './term-form';

/** The words of a network: how each is translated, or that it stays as it is, and what it means. */
export function GlossaryPage() {
  const words = useDeskWords();
  const { slug = '' } = useParams();
  const { may } = usePerson();
  const query = useQuery(PeoplePageDocument, { variables: { slug } });
  return (
    <Loaded query={query}>
      {({ record }) =>
        record?.kind === 'NETWORK' ? (
          <DeskPage title={words('glossary.of', { name: record.title.text })} lead={words('glossary.lead')}>
            <Terms networkId={record.id} mayEdit={may.includes('glossary.edit')} />
          </DeskPage>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

/** Which term is in the form: one that is there, a new one, or none. */
type InForm = GlossaryLineFragment | 'new' | null;

function Terms({ networkId, mayEdit }: { networkId: string; mayEdit: boolean }) {
  const words = useDeskWords();
  const query = useQuery(GlossaryDocument, { variables: { networkId }, fetchPolicy: 'cache-and-network' });
  const remove = useAction(RemoveGlossaryTermDocument, ({ removeGlossaryTerm }) => ({
    isGone: removeGlossaryTerm,
  }));
  const [inForm, setInForm] = useState<InForm>(null);
  const refresh = async () => {
    setInForm(null);
    await query.refetch();
  };
  const takeOut = async ({ id, term }: GlossaryLineFragment) => {
    if (!window.confirm(words('glossary.removeSure', { term }))) return;
    const outcome = await remove.run({ id });
    if ('done' in outcome) await refresh();
  };
  const form = (term: GlossaryLineFragment | null) => (
    <TermForm networkId={networkId} term={term} onSaved={refresh} onCancel={() => setInForm(null)} />
  );
  return (
    <Loaded query={query}>
      {({ glossary }) => (
        <>
          {remove.failure && <FailureNote message={remove.failure.message} />}
          {glossary.length === 0 && <p className="desk-lead">{words('glossary.none')}</p>}
          <ul className="work-list">
            {glossary.map((term) => (
              <li key={term.id}>
                {inForm !== null && inForm !== 'new' && inForm.id === term.id ? (
                  form(term)
                ) : (
                  <Line
                    term={term}
                    onEdit={mayEdit ? () => setInForm(term) : null}
                    onRemove={() => void takeOut(term)}
                  />
                )}
              </li>
            ))}
          </ul>
          {mayEdit && inForm === 'new' && (
            <section>
              <h2>{words('glossary.add')}</h2>
              {form(null)}
            </section>
          )}
          {mayEdit && inForm !== 'new' && (
            <p className="ways">
              <button type="button" className="button" onClick={() => setInForm('new')}>
                {words('glossary.add')}
              </button>
            </p>
          )}
          {mayEdit && <GlossaryFiles networkId={networkId} onImported={refresh} />}
        </>
      )}
    </Loaded>
  );
}

interface LineProps {
  term: GlossaryLineFragment;
  onEdit: (() => void) | null;
  onRemove: () => void;
}

function Line({ term: { term, locale, leaveAsIs, entries }, onEdit, onRemove }: LineProps) {
  const words = useDeskWords();
  const languageName = useLanguageName();
  return (
    <>
      <p className="work-title">
        <span lang={locale}>{term}</span>
        <span className="change-locale"> · {languageName(locale)}</span>
      </p>
      {leaveAsIs && <p className="work-facts">{words('glossary.leave')}</p>}
      <dl className="glossary-entries">
        {entries.map((entry) => (
          <div key={entry.locale}>
            <dt>{languageName(entry.locale)}</dt>
            <dd lang={entry.locale}>
              {[entry.rendering, entry.definition].filter((text) => text).join(' – ')}
            </dd>
          </div>
        ))}
      </dl>
      {onEdit && (
        <p className="work-facts">
          <button type="button" className="link-button" onClick={onEdit}>
            {words('glossary.change')}
            <span className="visually-hidden">: {term}</span>
          </button>
          <button type="button" className="link-button" onClick={onRemove}>
            {words('glossary.remove')}
            <span className="visually-hidden">: {term}</span>
          </button>
        </p>
      )}
    </>
  );
}
