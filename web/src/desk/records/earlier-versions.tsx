import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath, versionPath } from '../../app/paths';
import { useTranslation } from '../../i18n/use-translation';
import { useFormat } from '../../ui/format';
import { RestoreVersionDocument } from '../gql/graphql';
import { FailureNote } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import type { WorkedRecord } from './record-work-page';

const SHOWN = 5;

/** Versions that are not the present one, each brought back as a draft at a press. Readers see it once it is published. */
export function EarlierVersions({ record }: { record: WorkedRecord }) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const navigate = useNavigate();
  const restore = useAction(RestoreVersionDocument, (answer) => answer.restoreVersion);
  const [isWhole, setWhole] = useState(false);
  const earlier = record.versions.filter(({ isCurrent }) => !isCurrent);
  if (earlier.length === 0) return null;
  const bringBack = async (number: number) => {
    const outcome = await restore.run({ recordId: record.id, number });
    if ('done' in outcome && 'id' in outcome.done)
      void navigate(deskPath(locale, `drafts/${outcome.done.id}`));
  };
  return (
    <section>
      <h2>{words('restore.title')}</h2>
      <p className="desk-lead">{words('restore.lead')}</p>
      {restore.failure && <FailureNote message={restore.failure.message} />}
      <ul className="work-list">
        {earlier.slice(0, isWhole ? undefined : SHOWN).map(({ number, kind, createdAt, note }) => (
          <li key={number}>
            <p className="work-facts">
              <Link to={versionPath(locale, record.slug, number)}>{t('versions.one', { number })}</Link>
              <span>{t(`versions.kind.${kind}`, { day: format.day(createdAt) })}</span>
              <button type="button" className="link-button" onClick={() => void bringBack(number)}>
                {words('restore.bringBack')}
                <span className="visually-hidden">: {number}</span>
              </button>
            </p>
            {note && <p className="comment-text">{note}</p>}
          </li>
        ))}
      </ul>
      {!isWhole && earlier.length > SHOWN && (
        <p className="ways">
          <button type="button" className="link-button" onClick={() => setWhole(true)}>
            {words('notifications.more')}
          </button>
        </p>
      )}
    </section>
  );
}
