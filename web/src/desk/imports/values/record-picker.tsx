import { useLazyQuery } from '@apollo/client/react';
import { useState } from 'react';
import { usePage } from '../../../app/page-context';
import { useTranslation } from '../../../i18n/use-translation';
import { FindRecordsDocument, type FindRecordsQuery } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';

export type PickedRecord = FindRecordsQuery['search']['hits'][number]['record'];

interface RecordPickerProps {
  label: string;
  kinds: readonly string[];
  onPick: (record: PickedRecord) => void;
}

/** Finds a published record by its words. A button searches, since Enter belongs to the form around it. */
export function RecordPicker({ label, kinds, onPick }: RecordPickerProps) {
  const words = useImportWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const [query, setQuery] = useState('');
  const [find, { data, loading, called }] = useLazyQuery(FindRecordsDocument);
  const search = () => {
    if (query.trim() !== '') void find({ variables: { query, locale, kinds: [...kinds] } });
  };
  const found = data?.search.hits ?? [];
  return (
    <div className="picker">
      <label className="field">
        <span className="label">{label}</span>
        <input
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            search();
          }}
        />
      </label>
      <button type="button" className="button button-quiet button-small" onClick={search}>
        {t('site.search')}
      </button>
      <p
        role="status"
        className={called && !loading && found.length === 0 ? 'field-help' : 'visually-hidden'}
      >
        {called &&
          !loading &&
          (found.length === 0 ? words('picker.none') : words('picker.found', { count: found.length }))}
      </p>
      {found.length > 0 && (
        <ul className="picker-found">
          {found.map(({ record }) => (
            <li key={record.id}>
              <button type="button" className="link-button" onClick={() => onPick(record)}>
                <span lang={record.title.locale}>{record.title.text}</span>
              </button>
              <span className="party-match"> · {t(`kind.${record.kind}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
