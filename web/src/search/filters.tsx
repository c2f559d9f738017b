import { useId, useState } from 'react';
import { useTranslation } from '../i18n/use-translation';
import type { SearchState } from '../app/paths';
import { type FacetBuckets, FilterPanel } from './filter-panel';

interface FiltersProps {
  form: string;
  state: SearchState;
  facets: FacetBuckets;
  /** filters that are on */
  count: number;
  onChange: () => void;
}

/**
 * The filters beside the results; on a narrow screen folded behind a button. Where no script runs the style sheet
 * hides the button and shows the filters.
 */
export function Filters({ count, ...panel }: FiltersProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <aside className="filters" aria-label={t('search.filters')}>
      <button
        type="button"
        className="filters-toggle"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t('search.filters')}
        {count > 0 && ` (${count})`}
      </button>
      <div id={id} className={isOpen ? 'filters-body filters-open' : 'filters-body'}>
        <FilterPanel {...panel} />
      </div>
    </aside>
  );
}
