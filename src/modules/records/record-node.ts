import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import type { SpineRow } from './record.query';

/**
 * A record on its way to a reader: its spine, the language asked for further up, and its kind's own fields, which are
 * loaded when one of them is first asked for, for all records of the kind in the answer at once.
 */
export interface RecordNode extends SpineRow {
  typeName: string;
  shownLocale: Locale | undefined;
  /** the kind's own fields as presented; each is also a property of the node, as a promise */
  details(): Promise<Record<string, unknown>>;
}

/** What promises and Nest look for in every value to tell what it is; asking for it must not load anything. */
const PROBED: ReadonlySet<string> = new Set(['then', 'lift', 'subscribe']);

export function makeRecordNode(
  spine: SpineRow,
  typeName: string,
  shownLocale: Locale | undefined,
  load: () => Promise<JsonObject | null>,
  present: (details: JsonObject, shownLocale: Locale | undefined) => Record<string, unknown>,
): RecordNode {
  let details: Promise<Record<string, unknown>> | undefined;
  const node: RecordNode = {
    ...spine,
    typeName,
    shownLocale,
    details: () => (details ??= load().then((loaded) => (loaded ? present(loaded, shownLocale) : {}))),
  };
  return new Proxy(node, {
    get(target, property, receiver): unknown {
      if (typeof property !== 'string' || property in target || PROBED.has(property)) {
        return Reflect.get(target, property, receiver);
      }
      return target.details().then((own) => own[property] ?? null);
    },
  });
}
