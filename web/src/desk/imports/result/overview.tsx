import { useTranslation } from '../../../i18n/use-translation';
import { useFormat } from '../../../ui/format';
import { useImportWords } from '../use-import-words';
import { type ReadRecord, shownValues, tallyOf, titleOf } from '../values/read-value';

/** What was found in the document, with the way to each and how far it is. */
export function Overview({ records }: { records: readonly ReadRecord[] }) {
  const words = useImportWords();
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <nav className="found" aria-label={words('found')}>
      <h2>{words('found')}</h2>
      <ol>
        {records.map((record) => {
          const { text, lang } = titleOf(record);
          const { total, OPEN } = tallyOf(shownValues(record));
          return (
            <li key={record.id} className={record.parentRef === null ? '' : 'found-part'}>
              <a href={`#record-${record.id}`}>
                {t(`kind.${record.kind}`)}: <span lang={lang}>{text || words('untitled')}</span>
              </a>
              <span className="found-state">
                {record.isRejected
                  ? words('leftOut')
                  : OPEN === 0
                    ? words('allLookedAt')
                    : words('lookedAt', { done: format.number(total - OPEN), total: format.number(total) })}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
