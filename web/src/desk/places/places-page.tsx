import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { useTranslation } from '../../i18n/use-translation';
import { usePerson } from '../me';
import { DeskPage } from '../ui/desk-page';
import { useDeskWords } from '../use-desk-words';

/** The networks, cities and organisations in which the person has a role, and what there is to do in each. */
export function PlacesPage() {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const { roles } = usePerson();
  return (
    <DeskPage title={words('places.title')} lead={words('places.lead')}>
      <ul className="work-list">
        {roles.map(({ id, role, scope }) => (
          <li key={id}>
            <p className="work-title">
              {scope ? (
                <Link to={deskPath(locale, `places/${scope.slug}`)} lang={scope.title.locale}>
                  {scope.title.text}
                </Link>
              ) : (
                <Link to={deskPath(locale, 'administrators')}>{words('places.site')}</Link>
              )}
            </p>
            <p className="work-facts">
              {scope && <span>{t(`kind.${scope.kind}`)}</span>}
              <span>{words(`role.${role}`)}</span>
            </p>
          </li>
        ))}
      </ul>
    </DeskPage>
  );
}
