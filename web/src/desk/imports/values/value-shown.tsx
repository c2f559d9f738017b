import type { ReactNode } from 'react';
import { useFormat } from '../../../ui/format';
import { Paragraphs } from '../../../words/paragraphs';
import { useImportWords } from '../use-import-words';
import { ConceptName } from './concepts';
import { useItemTitle } from './item-titles';
import { PartyShown } from './party-shown';
import { asParty, formOf, isConcept, isObject, isParty, type Json, type JsonObject } from './read-value';
import { useFieldNames } from './value-name';

interface ValueShownProps {
  path: string;
  value: Json;
  /** language of its words */
  lang: string;
}

/** A value as readers will meet it: words in their language, dates, sums and concepts in the reader's. */
export function ValueShown({ path, value, lang }: ValueShownProps) {
  const words = useImportWords();
  const format = useFormat();
  switch (formOf(path, value)) {
    case 'text':
      return (
        <div lang={lang} className="read-text">
          <Paragraphs text={String(value ?? '')} />
        </div>
      );
    case 'date':
      return <>{format.date(String(value ?? ''))}</>;
    case 'number':
      return <>{format.number(Number(value))}</>;
    case 'flag':
      return <>{value === true ? words('yes') : words('no')}</>;
    case 'plain':
      return <span lang={lang}>{String(value ?? '')}</span>;
    case 'concept':
      return <ConceptName id={String(value)} />;
    case 'cost':
      return <Cost value={value as JsonObject} />;
    case 'objective':
      return <Objective id={String(value)} lang={lang} />;
    case 'party':
      return <PartyShown party={asParty(value)} lang={lang} />;
    default:
      return <List path={path} items={Array.isArray(value) ? value : [value]} lang={lang} />;
  }
}

function List({ path, items, lang }: { path: string; items: readonly Json[]; lang: string }) {
  const words = useImportWords();
  if (items.length === 0) return <span className="read-none">{words('nothing')}</span>;
  return (
    <ul className="read-list">
      {items.map((item, index) => (
        // The same name may stand twice in a document; its place is what it is.
        <li key={index}>
          <Item path={path} item={item} lang={lang} />
        </li>
      ))}
    </ul>
  );
}

/** One of a list. */
export function Item({ path, item, lang }: { path: string; item: Json; lang: string }): ReactNode {
  if (isParty(item)) return <PartyShown party={asParty(item)} lang={lang} />;
  if (isConcept(item)) return <ConceptName id={item} />;
  if (isObject(item))
    return path.endsWith('.funding') ? (
      <Share item={item} lang={lang} />
    ) : (
      <Parts path={path} item={item} lang={lang} />
    );
  return <span lang={lang}>{String(item ?? '')}</span>;
}

function Cost({ value }: { value: JsonObject }) {
  const words = useImportWords();
  const format = useFormat();
  const { amount: single, min = single, max, currency, approximate } = value;
  const sums = [...new Set([min, max])].filter((sum) => typeof sum === 'number');
  const amount = sums.map((sum) => format.money(sum, String(currency))).join(' – ');
  if (typeof min !== 'number' && typeof max === 'number') return <>{words('upTo', { amount })}</>;
  return <>{approximate === true ? words('about', { amount }) : amount}</>;
}

function Share({ item, lang }: { item: JsonObject; lang: string }) {
  const format = useFormat();
  const { source, share, note } = item;
  return (
    <>
      {isConcept(source) && <ConceptName id={source} />}
      {typeof share === 'number' && ` · ${format.percent(share)}`}
      {typeof note === 'string' && <span lang={lang}> · {note}</span>}
    </>
  );
}

/** The objective of the plan that an action serves, by what it is called. */
function Objective({ id, lang }: { id: string; lang: string }) {
  const titleOf = useItemTitle();
  return <span lang={lang}>{titleOf('objectives', id) ?? id}</span>;
}

/** Something of several parts: the link to a policy, somebody's part in a network. */
function Parts({ path, item, lang }: { path: string; item: JsonObject; lang: string }) {
  const names = useFieldNames();
  const titleOf = useItemTitle();
  const { member, role, ...others } = item;
  const title = titleOf(path.slice('fields.'.length), String(item['id'] ?? ''));
  const parts = Object.entries(others)
    .filter(([name, part]) => name !== 'id' && hasWords(part))
    .sort(([one], [other]) => placeOf(one) - placeOf(other));
  return (
    <div className="read-parts">
      {title !== undefined && <p lang={lang}>{title}</p>}
      {member !== undefined && (
        <p>
          <Item path="" item={member} lang={lang} />
          {isConcept(role) && (
            <>
              {' · '}
              <ConceptName id={role} />
            </>
          )}
        </p>
      )}
      {parts.length > 0 && (
        <dl>
          {parts.map(([name, part = null]) => (
            <div key={name}>
              <dt>{names(name) ?? name}</dt>
              <dd>
                <ValueShown path={PATHS[name] ?? ''} value={part} lang={lang} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** Parts that are shown as the fields of a record are. */
const PATHS: Readonly<Record<string, string>> = {
  start: 'start',
  end: 'end',
  date: 'start',
  due: 'start',
  funding: 'fields.funding',
};
/** Stored objects have no order of their own. */
const ORDER = [
  'code',
  'state',
  'body',
  'date',
  'document',
  'measure',
  'targetGroups',
  'start',
  'end',
  'page',
];
const placeOf = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

const hasWords = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
