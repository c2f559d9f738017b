import { Link, useNavigate } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import { usePerson } from '../../me';
import { useOwners } from '../upload/owners';
import { useImportWords } from '../use-import-words';
import { RecordPicker } from '../values/record-picker';

const KINDS = ['NETWORK', 'CITY', 'ORGANISATION'];

/** The ways to what was said of sources' categories: for each place of the person, or any for who looks after the site. */
export function CategoryPlaces() {
  const words = useImportWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const { roles } = usePerson();
  const mayAll = roles.some(({ role }) => role === 'ADMINISTRATOR');
  const own = (useOwners() ?? []).filter(({ needsNetwork }) => !needsNetwork);
  const pathOf = (id: string) => deskPath(locale, `imports/categories/${id}`);
  if (own.length === 0 && !mayAll) return null;
  return (
    <section>
      <h2>{words('categories.title')}</h2>
      <p className="desk-lead">{words('categories.lead')}</p>
      {mayAll ? (
        <RecordPicker
          label={words('categories.places')}
          kinds={KINDS}
          onPick={({ id }) => void navigate(pathOf(id))}
        />
      ) : (
        <>
          <p>{words('categories.places')}</p>
          <ul className="plain-list">
            {own.map(({ id, name, lang }) => (
              <li key={id}>
                <Link to={pathOf(id)} lang={lang}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
