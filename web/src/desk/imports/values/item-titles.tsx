import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { ReadImportFragment } from '../../gql/graphql';
import { parseValue, type ReadRecord } from './read-value';

/** `objectives.o1` → its title, for the items of a record and the objectives of the plan that it is in */
type Titles = ReadonlyMap<string, string>;

const TitlesContext = createContext<Titles>(new Map());

const TITLE = /^texts\.(\w+\.[\w-]+)\.title$/;

/** Items are known by ids that say nothing to a person; what they are called stands in values of their own. */
export function ItemTitles({
  record,
  read,
  children,
}: {
  record: ReadRecord;
  read: ReadImportFragment;
  children: ReactNode;
}) {
  const plan = read.records.find(({ ref }) => ref === record.parentRef);
  const titles = useMemo(
    () => new Map([...(plan ? titlesOf(plan, 'objectives.') : []), ...titlesOf(record, '')]),
    [plan, record],
  );
  return <TitlesContext value={titles}>{children}</TitlesContext>;
}

export function useItemTitle(): (list: string, id: string) => string | undefined {
  const titles = useContext(TitlesContext);
  return (list, id) => titles.get(`${list}.${id}`);
}

/** The objectives that an action can serve. */
export function useObjectives(): { id: string; title: string }[] {
  const titles = useContext(TitlesContext);
  return [...titles].flatMap(([place, title]) => {
    const [list, id = ''] = place.split('.');
    return list === 'objectives' ? [{ id, title }] : [];
  });
}

function titlesOf({ values }: ReadRecord, list: string): [string, string][] {
  return values.flatMap(({ path, value, decision }): [string, string][] => {
    const place = TITLE.exec(path)?.[1];
    if (!place?.startsWith(list) || decision === 'REJECTED') return [];
    return [[place, String(parseValue(value))]];
  });
}
