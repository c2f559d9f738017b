import { useTranslation } from '../i18n/use-translation';
import type { SearchState } from '../app/paths';
import type { SearchQuery } from '../gql/graphql';
import { facetNames, FACET_PARAMETERS, FIRST_FACETS, type FacetName } from './facets';
import { useFormat } from '../ui/format';

type Bucket = SearchQuery['search']['facets'][number]['buckets'][number];
export type FacetBuckets = Partial<Record<FacetName, readonly Bucket[]>>;

interface FilterPanelProps {
  form: string;
  state: SearchState;
  facets: FacetBuckets;
  onChange: () => void;
}

/** Values that are shown before "more". */
const SHORT_LIST = 7;

/** Checkboxes per facet. They are fields of the search form, so they work without a script as well. */
export function FilterPanel({ form, state, facets, onChange }: FilterPanelProps) {
  const { t } = useTranslation();
  const shown = facetNames.filter((facet) => isWorthShowing(facets[facet], state.filters[facet]));
  const first = shown.filter((facet) => FIRST_FACETS.has(facet));
  const more = shown.filter((facet) => !FIRST_FACETS.has(facet));
  const group = (facet: FacetName) => (
    <FacetGroup
      key={facet}
      form={form}
      facet={facet}
      buckets={facets[facet] ?? []}
      active={state.filters[facet] ?? []}
      onChange={onChange}
    />
  );
  return (
    <>
      {first.map(group)}
      {more.length > 0 && (
        <details className="more-filters" open={more.some((facet) => state.filters[facet]) || undefined}>
          <summary>{t('search.moreFilters')}</summary>
          {more.map(group)}
        </details>
      )}
      <noscript>
        <button type="submit" form={form} className="button">
          {t('search.apply')}
        </button>
      </noscript>
    </>
  );
}

/** A facet with one value that nobody chose parts nothing from nothing. */
function isWorthShowing(buckets: readonly Bucket[] | undefined, active: string[] | undefined): boolean {
  return (buckets?.length ?? 0) > 1 || (active?.length ?? 0) > 0;
}

interface FacetGroupProps {
  form: string;
  facet: FacetName;
  buckets: readonly Bucket[];
  active: readonly string[];
  onChange: () => void;
}

function FacetGroup({ form, facet, buckets, active, onChange }: FacetGroupProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = new Set(buckets.map(({ value }) => value));
  // A chosen value stays to be unchosen, even where it counts nothing any more.
  const all = [
    ...buckets,
    ...active.filter((value) => !known.has(value)).map((value) => ({ value, label: value, count: 0 })),
  ];
  const isFirst = ({ value }: Bucket, index: number) => index < SHORT_LIST || active.includes(value);
  const first = all.filter(isFirst);
  const rest = all.filter((bucket, index) => !isFirst(bucket, index));
  const choice = ({ value, label, count }: Bucket) => (
    <li key={value}>
      <label className="choice">
        <input
          type="checkbox"
          form={form}
          name={FACET_PARAMETERS[facet]}
          value={value}
          checked={active.includes(value)}
          onChange={onChange}
        />
        <span className="choice-label">{label}</span>
        <span className="choice-count">{format.number(count)}</span>
      </label>
    </li>
  );
  return (
    <fieldset className="facet">
      <legend>{t(`facet.${facet}`)}</legend>
      <ul className="choices">{first.map(choice)}</ul>
      {rest.length > 0 && (
        <details className="facet-rest">
          <summary>{t('search.showAll', { count: rest.length })}</summary>
          <ul className="choices">{rest.map(choice)}</ul>
        </details>
      )}
    </fieldset>
  );
}
