import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { EMPTY_SEARCH, recordPath, searchPath } from '../app/paths';
import type { ConceptLabelFragment, FacetFilter, RecordLinkFragment } from '../gql/graphql';
import { Plain } from '../words/inline-words';

export function RecordAnchor({ record }: { record: RecordLinkFragment }) {
  const { locale } = usePage();
  return (
    <Link to={recordPath(locale, record.slug)}>
      <Plain value={record.title} />
    </Link>
  );
}

/** Records in one line; null where there are none, so that a fact can say so. */
export function recordAnchors(records: readonly RecordLinkFragment[]) {
  if (records.length === 0) return null;
  return (
    <ul className="inline-list">
      {records.map((record) => (
        <li key={record.id}>
          <RecordAnchor record={record} />
        </li>
      ))}
    </ul>
  );
}

/** Terms in one line, each leading to what else there is under it. */
export function Concepts({
  facet,
  concepts,
}: {
  facet: FacetFilter['facet'];
  concepts: readonly ConceptLabelFragment[];
}) {
  const { locale } = usePage();
  return (
    <ul className="inline-list">
      {concepts.map(({ id, label }) => (
        <li key={id}>
          <Link to={searchPath(locale, { ...EMPTY_SEARCH, filters: { [facet]: [id] } })}>{label}</Link>
        </li>
      ))}
    </ul>
  );
}

export function conceptLinks(facet: FacetFilter['facet'], concepts: readonly ConceptLabelFragment[]) {
  return concepts.length === 0 ? null : <Concepts facet={facet} concepts={concepts} />;
}

/** Names as the source writes them, in one line. */
export function nameList(names: readonly string[], lang?: string) {
  if (names.length === 0) return null;
  return (
    <ul className="inline-list" lang={lang}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
