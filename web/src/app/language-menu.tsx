import { useTranslation } from '../i18n/use-translation';
import { useLocation } from 'react-router';
import { inLocale } from './paths';
import { usePage } from './page-context';

/** The languages as plain links to this very page, each under its own name. */
export function LanguageLinks() {
  const { locale, locales } = usePage();
  const { pathname, search } = useLocation();
  return (
    <ul className="languages">
      {locales.map(({ tag, name }) => (
        <li key={tag}>
          <a
            href={inLocale(`${pathname}${search}`, tag)}
            lang={tag}
            hrefLang={tag}
            aria-current={tag === locale ? 'true' : undefined}
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The language switch of the header. It needs no script: a disclosure with links. */
export function LanguageMenu() {
  const { t } = useTranslation();
  const { locale, locales } = usePage();
  const name = locales.find(({ tag }) => tag === locale)?.name ?? locale;
  return (
    <details className="language-menu" onKeyDown={closeOnEscape} onBlur={closeOnLeaving}>
      <summary>
        <span className="visually-hidden">{t('site.language')}: </span>
        {name}
      </summary>
      <LanguageLinks />
    </details>
  );
}

function closeOnEscape(event: React.KeyboardEvent<HTMLDetailsElement>): void {
  if (event.key !== 'Escape' || !event.currentTarget.open) return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary')?.focus();
}

function closeOnLeaving(event: React.FocusEvent<HTMLDetailsElement>): void {
  if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) {
    event.currentTarget.open = false;
  }
}
