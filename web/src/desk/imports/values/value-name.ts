import type { TFunction } from 'i18next';
import { useTranslation } from '../../../i18n/use-translation';
import { asParty, isObject, isParty, parseValue, type ReadRecord } from './read-value';
import { useImportWords } from '../use-import-words';

/** Items of lists whose texts stand in paths of their own: `texts.milestones.m2.title`. */
const ITEMS = ['milestones', 'indicators', 'objectives', 'sections', 'memberships'] as const;
type Items = (typeof ITEMS)[number];

/** Lists of which a person may add one more. */
const ADDABLE = ['milestones', 'indicators', 'objectives'] as const;

const isAddable = (name: string | undefined): name is (typeof ADDABLE)[number] =>
  ADDABLE.some((one) => one === name);

const isItems = (name: string | undefined): name is Items => ITEMS.some((one) => one === name);

/** Finds the name of a field; undefined for one that has none. */
export type FieldNames = (field: string) => string | undefined;

/** Names of the fields in the reader's language: those of the public pages, and those that only forms need. */
export function useFieldNames(): FieldNames {
  const words = useImportWords();
  const { t } = useTranslation();
  const of = (translate: TFunction, key: string): string | undefined => {
    const found = translate(key, { defaultValue: '' });
    return found === '' ? undefined : found;
  };
  return (field) =>
    of(words as unknown as TFunction, `field.${field}`) ?? of(t as unknown as TFunction, `field.${field}`);
}

type NamedRecord = Pick<ReadRecord, 'values' | 'kind'>;

/** What a value is called: "The problem", "Milestone 2", "Section 3: text". */
export function useValueName(): (path: string, record: NamedRecord) => string {
  const names = useFieldNames();
  const words = useImportWords();
  return (path, record) => {
    const [top, list, id, inner] = path.split('.');
    if (id === '*' && isAddable(list)) return words(`missing.item.${list}`);
    // Beside its words on money: who pays.
    if (path === 'fields.funding' && record.kind !== 'ACTION') return words('funding.source');
    if (top === 'texts' && isItems(list) && id && inner) {
      const item =
        memberName(list, id, record) ?? words(`item.${list}`, { number: placeOf(list, id, record) });
      return inner === 'title' ? item : `${item}: ${names(inner) ?? words('item.text')}`;
    }
    if (path === 'fields.memberships' && record.kind === 'NETWORK') return names('members') ?? path;
    const field = top === 'texts' || top === 'fields' || top === 'concepts' ? (list ?? '') : (top ?? '');
    return names(field) ?? field;
  };
}

/** Which of its list an item is, from 1, in the order in which the document tells them. */
function placeOf(list: Items, id: string, { values }: NamedRecord): number {
  const ids = values.flatMap(({ path }) => {
    const [top, name, item] = path.split('.');
    return top === 'texts' && name === list && item ? [item] : [];
  });
  return [...new Set(ids)].indexOf(id) + 1;
}

/** Of somebody's part in a network, who it is. */
function memberName(list: Items, id: string, { values }: NamedRecord): string | undefined {
  if (list !== 'memberships') return undefined;
  const found = values.find(({ path }) => path === 'fields.memberships');
  const members = found ? parseValue(found.value) : [];
  const item = Array.isArray(members) ? members.find((one) => isObject(one) && one['id'] === id) : undefined;
  const member = isObject(item) ? item['member'] : undefined;
  return member !== undefined && isParty(member) ? asParty(member).name : undefined;
}
