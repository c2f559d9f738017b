import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../i18n/use-translation';
import { LONGEST_QUERY } from '../app/paths';

export interface SearchBoxProps {
  label: string;
  /** the query that is shown now */
  query: string;
  /** id of the form whose field this is */
  form: string;
}

/**
 * The field where a question is typed: a plain field of a GET form. Once the page is alive and quiet, and nobody is
 * typing, the combobox with suggestions takes its place; it comes in a file of its own so that pages start light.
 */
export function SearchBox(props: SearchBoxProps) {
  const plain = useRef<HTMLInputElement>(null);
  const Suggesting = useSuggestingField(plain);
  if (Suggesting) return <Suggesting {...props} />;
  return <PlainField {...props} input={plain} />;
}

function PlainField({ label, query, form, input }: SearchBoxProps & { input: React.Ref<HTMLInputElement> }) {
  return (
    <div className="search-box">
      <label className="search-label" htmlFor="q">
        {label}
      </label>
      <div className="search-line">
        {/* The key makes the field follow the address when a link leads to another search. */}
        <input key={query} ref={input} id="q" defaultValue={query} form={form} {...FIELD} />
        <SearchButton form={form} />
      </div>
    </div>
  );
}

/** What both forms of the field share. */
export const FIELD = {
  className: 'search-input',
  name: 'q',
  type: 'search',
  enterKeyHint: 'search',
  autoComplete: 'off',
  maxLength: LONGEST_QUERY,
} as const;

export function SearchButton({ form }: { form: string }) {
  const { t } = useTranslation();
  return (
    <button type="submit" form={form} className="button search-submit">
      {t('search.submit')}
    </button>
  );
}

let loaded: ComponentType<SearchBoxProps> | null = null;

function useSuggestingField(
  plain: React.RefObject<HTMLInputElement | null>,
): ComponentType<SearchBoxProps> | null {
  // The first render must be what the server sent, so even a loaded field waits for the page to be alive.
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let current = true;
    const input = plain.current;
    const swap = () => {
      if (!current || !loaded) return;
      if (document.activeElement === input) input?.addEventListener('blur', swap, { once: true });
      else setReady(true);
    };
    if (loaded) swap();
    else {
      import('./suggesting-field').then(
        (file) => {
          loaded = file.SuggestingField;
          swap();
        },
        // Without suggestions the plain field goes on working.
        () => undefined,
      );
    }
    return () => {
      current = false;
      input?.removeEventListener('blur', swap);
    };
  }, [plain]);
  return ready ? loaded : null;
}
