import type { ReactNode, SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import { usePage } from '../app/page-context';
import { readSearch, searchPath } from '../app/paths';

interface SearchFormProps {
  id: string;
  children: ReactNode;
}

/** A GET form, so that it works before and without a script; with one, the page changes in place. */
export function SearchForm({ id, children }: SearchFormProps) {
  const { locale } = usePage();
  const navigate = useNavigate();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate(searchPath(locale, readForm(event.currentTarget)));
  };
  return (
    <form
      id={id}
      role="search"
      method="get"
      action={searchPath(locale, {})}
      onSubmit={submit}
      className="search-form"
    >
      {children}
    </form>
  );
}

/** The search that a form's fields say; always its first page. */
export function readForm(form: HTMLFormElement) {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') parameters.append(name, value);
  }
  return { ...readSearch(parameters), page: 1 };
}
