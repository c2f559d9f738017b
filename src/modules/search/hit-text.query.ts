import type { EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';
import { isShowable, type StoredText } from '../../common/localized-text';
import { highlight, type Matcher } from './analysis';
import { isWithin } from './record-part';
import type { EngineHit } from './search-engine';

/** The passage that shows why a record was found. */
export interface Passage {
  snippet: string;
  /** null: nothing in these texts matches, the snippet is how the record begins */
  field: string | null;
  locale: Locale | null;
}

/** A text that a passage may be taken of. `und`: the same in every language, as names and addresses are. */
export type HitText = Pick<StoredText, 'recordId' | 'field' | 'text' | 'isSource'> & {
  locale: Locale | 'und';
};

/** Fields that are shown beside the snippet anyway: matched there, another passage says more. */
const SHOWN_ANYWAY = new Set(['title']);
const LONGEST_TEXT = 60_000;

export interface HitTexts {
  /** those of the records, and the titles of their cities */
  stored: StoredText[];
  /** what only the index has: parts of other kinds, and whether there are passages of documents */
  additional: HitText[];
}

/** The texts that are shown of these hits and those that passages are taken of, in one statement. */
export async function loadHitTexts(
  manager: EntityManager,
  hits: readonly EngineHit[],
  shownLocale: Locale | undefined,
): Promise<HitTexts> {
  if (hits.length === 0) return { stored: [], additional: [] };
  const rows: (StoredText | (HitText & { origin: null }))[] = await manager.query(
    `WITH hit AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS h (record_id, locale))
     SELECT t.record_id AS "recordId", t.field, t.locale,
       CASE WHEN t.field IN ('title', 'summary') THEN t.text ELSE left(t.text, ${LONGEST_TEXT}) END AS text,
       t.is_source AS "isSource", t.origin, t.state, t.state_reason AS "stateReason", t.engine,
       t.updated_at AS "updatedAt"
     FROM hit h JOIN record_text t USING (record_id)
     WHERE t.is_source OR t.locale = h.locale OR t.locale = $3
     UNION ALL
     SELECT t.record_id, t.field, t.locale, t.text, t.is_source, t.origin, t.state, t.state_reason, t.engine,
       t.updated_at
     FROM (SELECT DISTINCT city_id FROM hit JOIN record_city USING (record_id)) c
       JOIN record_text t ON t.record_id = c.city_id AND t.field = 'title'
     WHERE (t.is_source OR t.locale = $3) AND c.city_id <> ALL ($1::uuid[])
     UNION ALL
     SELECT r.record_id, x.field, x.locale, left(x.text, ${LONGEST_TEXT}), false, NULL, NULL, NULL, NULL, NULL
     FROM hit h JOIN search_record r USING (record_id),
       jsonb_to_recordset(r.additional) AS x (locale text, field text, text text)
     WHERE x.locale IN (h.locale, $3, 'und')`,
    [hits.map(({ recordId }) => recordId), hits.map(({ locale }) => locale), shownLocale ?? null],
  );
  return {
    stored: rows.filter((row) => row.origin !== null),
    additional: rows.filter((row) => row.origin === null),
  };
}

/**
 * For each hit its best passage: in the shown language, else in the language in which it matched, else in the one it
 * was written in. `withheld`: paths of parts that are not shown, by record.
 */
export function passagesOf(
  { stored, additional }: HitTexts,
  hits: readonly EngineHit[],
  shownLocale: Locale | undefined,
  matcher: Matcher,
  withheld: ReadonlyMap<string, readonly string[]>,
): Map<string, Passage> {
  const byRecord = new Map<string, HitText[]>();
  for (const text of [...stored.filter(isShowable), ...additional]) {
    if (isWithin(text.field, withheld.get(text.recordId) ?? [])) continue;
    const list = byRecord.get(text.recordId);
    if (list) list.push(text);
    else byRecord.set(text.recordId, [text]);
  }
  return new Map(
    hits.flatMap((hit) => {
      const passage = passageOf(byRecord.get(hit.recordId) ?? [], hit, shownLocale, matcher);
      return passage ? [[hit.recordId, passage] as const] : [];
    }),
  );
}

function passageOf(
  texts: readonly HitText[],
  hit: EngineHit,
  shownLocale: Locale | undefined,
  matcher: Matcher,
): Passage | undefined {
  const shown = shownLocale ?? texts.find(({ isSource }) => isSource)?.locale;
  const hasWords = matcher.terms.size > 0 || matcher.prefixes.length > 0;
  if (hasWords) {
    for (const wanted of [shown, hit.locale, ...new Set(texts.map(({ locale }) => locale))]) {
      const best = bestOf(
        texts.filter(({ locale }) => locale === wanted),
        matcher,
      );
      if (best) return best;
    }
  }
  const beginning =
    texts.find(({ field, locale }) => field === 'summary' && locale === shown) ??
    texts.find(({ field, isSource }) => field === 'summary' && isSource);
  if (!beginning) return undefined;
  return { snippet: highlight(beginning.text, beginning.locale, matcher).text, field: null, locale: null };
}

/** The passage with the most different matches; among equals the summary, then the order of fields. */
function bestOf(texts: readonly HitText[], matcher: Matcher): Passage | undefined {
  let best: (Passage & { worth: number }) | undefined;
  for (const { field, locale, text } of texts) {
    const { text: snippet, matches } = highlight(text, locale, matcher);
    if (matches === 0) continue;
    const worth = matches + (SHOWN_ANYWAY.has(field) ? -0.5 : field === 'summary' ? 0.25 : 0);
    if (!best || worth > best.worth)
      best = { snippet, field, locale: locale === 'und' ? null : locale, worth };
  }
  return best && { snippet: best.snippet, field: best.field, locale: best.locale };
}
