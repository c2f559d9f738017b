import { useTranslation } from '../i18n/use-translation';
import type { SearchSort } from '../gql/graphql';

interface SortSelectProps {
  form: string;
  sort: SearchSort;
  onChange: () => void;
}

/** The order of the results; a field of the search form. */
export function SortSelect({ form, sort, onChange }: SortSelectProps) {
  const { t } = useTranslation();
  return (
    <label className="sort">
      <span>{t('search.sort')}</span>
      <select name="sort" form={form} value={sort.toLowerCase()} onChange={onChange}>
        <option value="relevance">{t('search.sortRelevance')}</option>
        <option value="newest">{t('search.sortNewest')}</option>
        <option value="title">{t('search.sortTitle')}</option>
      </select>
    </label>
  );
}
