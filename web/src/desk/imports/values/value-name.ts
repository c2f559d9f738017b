import type { TFunction } from 'i18next';
import { useTranslation } from '../../../i18n/use-translation';
import type { ReadRecord } from './read-value';
import { useImportWords } from '../use-import-words';

/** Items of lists whose texts stand in paths of their own: `texts.milestones.m2.title`. */
const ITEMS = ['milestones', 'indicators', 'objectives', 'sections', 'memberships'] as const;
type Items = (typeof ITEMS)[number];

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

/** What a value is called: "The problem", "Milestone 2", "Section 3: text". */
export function useValueName(): (path: string, record: Pick<ReadRecord, 'values'>) => string {
  const names = useFieldNames();
  const words = useImportWords();
  return (path, record) => {
    const [top, list, id, inner] = path.split('.');
    if (top === 'texts' && isItems(list) && id && inner) {
      const item = words(`item.${list}`, { number: placeOf(list, id, record) });
      return inner === 'title' ? item : `${item}: ${names(inner) ?? words('item.text')}`;
    }
    const field = top === 'texts' || top === 'fields' || top === 'concepts' ? (list ?? '') : (top ?? '');
    return names(field) ?? field;
  };
}

/** Which of its list an item is, from 1, in the order in which the document tells them. */
function placeOf(list: Items, id: string, { values }: Pick<ReadRecord, 'values'>): number {
  const ids = values.flatMap(({ path }) => {
    const [top, name, item] = path.split('.');
    return top === 'texts' && name === list && item ? [item] : [];
  });
  return [...new Set(ids)].indexOf(id) + 1;
}
