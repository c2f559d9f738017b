import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { correctionPath } from '../../app/paths';
import { useTranslation } from '../../i18n/use-translation';
import { TranslationQueueDocument, type TranslationQueueQuery } from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { SelectField } from '../ui/select-field';
import { useDeskWords } from '../use-desk-words';
import { useFieldName } from './use-field-name';

const LONGEST_START = 160;

/** What waits for a translator, in one language: what is outdated first, then what is read most and not there. */
export function TranslationQueuePage() {
  const words = useDeskWords();
  const { locale, locales } = usePage();
  const [into, setInto] = useState(locale);
  const query = useQuery(TranslationQueueDocument, {
    variables: { locale: into, after: null },
    fetchPolicy: 'cache-and-network',
  });
  const more = (after: string | null) =>
    query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { translationQueue: next } }) => ({
        translationQueue: { ...next, edges: [...before.translationQueue.edges, ...next.edges] },
      }),
    });
  return (
    <DeskPage title={words('translations.title')} lead={words('translations.lead')}>
      <div className="form">
        <SelectField
          label={words('translations.into')}
          value={into}
          onChange={setInto}
          options={locales.map(({ tag, name }) => ({ value: tag, label: name }))}
        />
      </div>
      <Loaded query={query}>
        {({ translationQueue: { edges, pageInfo } }) => (
          <>
            {edges.length === 0 && <p className="desk-lead">{words('translations.none')}</p>}
            <ul className="work-list">
              {edges.map(({ cursor, node }) => (
                <Item key={cursor} item={node} into={into} />
              ))}
            </ul>
            {pageInfo.hasNextPage && (
              <p className="ways">
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => void more(pageInfo.endCursor ?? null)}
                >
                  {words('translations.more')}
                </button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </DeskPage>
  );
}

type QueueItem = TranslationQueueQuery['translationQueue']['edges'][number]['node'];

function Item({ item: { record, field, text, need, reads }, into }: { item: QueueItem; into: string }) {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale } = usePage();
  const original = text.original ?? text;
  const name = useFieldName()(field);
  return (
    <li>
      <p className="work-title">
        <Link
          to={correctionPath(locale, { recordId: record.id, field, locale: into })}
          lang={record.title.locale}
        >
          {record.title.text}
        </Link>
      </p>
      <p className="work-facts">
        <span className={`state ${need === 'STALE' ? 'state-wrong' : ''}`}>
          {words(`translations.${need}`)}
        </span>
        <span>{t(`kind.${record.kind}`)}</span>
        {name && <span>{name}</span>}
        <span>{words('translations.reads', { count: reads })}</span>
      </p>
      <p className="quote" lang={original.locale}>
        {original.text.slice(0, LONGEST_START)}
        {original.text.length > LONGEST_START && ' …'}
      </p>
    </li>
  );
}
