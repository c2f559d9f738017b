import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { useLanguageName, usePage } from '../app/page-context';
import { recordPath } from '../app/paths';
import type { SearchQuery } from '../gql/graphql';
import { Plain } from '../words/inline-words';
import { isMachineMade, provenanceOf } from '../words/provenance';
import { useProvenance } from '../words/use-provenance';
import { Snippet } from './snippet';

type HitValue = SearchQuery['search']['hits'][number];

const THEMES_SHOWN = 3;

/** One result: what kind of thing, where, its title, the passage that matched, and where the words come from. */
export function Hit({ hit }: { hit: HitValue }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { record } = hit;
  return (
    <article className="hit">
      <p className="hit-kind">
        {t(`kind.${record.kind}`)}
        <Places record={record} />
      </p>
      <h3 className="hit-title">
        <Link to={recordPath(locale, record.slug)}>
          <Plain value={record.title} />
        </Link>
      </h3>
      <Passage hit={hit} />
      {record.themes.length > 0 && (
        <p className="hit-themes">
          {record.themes
            .slice(0, THEMES_SHOWN)
            .map(({ label }) => label)
            .join(' · ')}
        </p>
      )}
      <HitNote hit={hit} />
      {hit.source?.url && (
        <p className="hit-note">
          <a href={hit.source.url} rel="external">
            {t('words.source')}
            {hit.source.page !== null && `, ${t('search.page_n', { page: hit.source.page })}`}
          </a>
        </p>
      )}
    </article>
  );
}

/** The cities that it happens in. */
function Places({ record }: { record: HitValue['record'] }) {
  if (record.cities.length === 0) return null;
  return (
    <>
      {' · '}
      {record.cities.slice(0, 3).map((city, index) => (
        <span key={city.id}>
          {index > 0 && ', '}
          <Plain value={city.title} />
        </span>
      ))}
      {record.cities.length > 3 && ' …'}
    </>
  );
}

/** Fields that say what the thing is called: a match there tells less of it than the summary does. */
const NAMES = new Set(['title', 'exonyms', 'alternativeNames']);

/** The passage that matched, in whatever language it stands; the summary where that says too little. */
function Passage({ hit }: { hit: HitValue }) {
  const { locale } = usePage();
  const { summary } = hit.record;
  const matchedElsewhere = hit.matchedLocale !== null && hit.matchedLocale !== locale;
  const matchedName = hit.matchedField !== null && NAMES.has(hit.matchedField);
  const repeatsTitle = hit.matchedField === 'title' && !matchedElsewhere;
  const hasSnippet = hit.snippet !== null && hit.snippet !== '' && !(repeatsTitle && summary);
  return (
    <>
      {summary && (!hasSnippet || matchedElsewhere || matchedName) && (
        <p className="hit-text" lang={summary.locale}>
          {summary.text}
        </p>
      )}
      {hasSnippet && (
        <p
          className={matchedElsewhere ? 'hit-text hit-foreign' : 'hit-text'}
          lang={hit.matchedLocale ?? undefined}
        >
          <Snippet text={hit.snippet ?? ''} />
        </p>
      )}
    </>
  );
}

/** Where the summary's words come from, and in which language the match stands. */
function HitNote({ hit }: { hit: HitValue }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const describe = useProvenance();
  const languageName = useLanguageName();
  const words = hit.record.summary ?? hit.record.title;
  const notes = [describe(words)];
  if (hit.matchedLocale !== null && hit.matchedLocale !== locale) {
    notes.push(`${t('search.matchedIn')}: ${languageName(hit.matchedLocale)}.`);
  }
  const text = notes.filter((note) => note !== '').join(' ');
  if (text === '') return null;
  return <p className={isMachineMade(provenanceOf(words)) ? 'hit-note note-machine' : 'hit-note'}>{text}</p>;
}
