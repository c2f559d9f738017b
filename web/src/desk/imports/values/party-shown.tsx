import { Link } from 'react-router';
import { usePage } from '../../../app/page-context';
import { recordPath } from '../../../app/paths';
import { useImportWords } from '../use-import-words';
import type { Party } from './read-value';
import { useRecordTitle } from './use-record-title';

/** A party as the document names it, and which record of the site it is taken for. */
export function PartyShown({ party, lang }: { party: Party; lang: string }) {
  const words = useImportWords();
  const { locale } = usePage();
  const [match] = party.matches;
  const title = useRecordTitle(match?.id ?? null);
  return (
    <span className="party">
      <span lang={lang}>{party.name}</span>
      {match && (
        <span className="party-match">
          {' → '}
          <Link to={recordPath(locale, match.slug)} lang={title?.lang}>
            {title?.text ?? match.slug}
          </Link>
        </span>
      )}
      {!match && (
        <span className="party-match">
          {' · '}
          {party.proposed === undefined ? words('party.unknown') : words('party.proposed')}
        </span>
      )}
    </span>
  );
}
