import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { KindRegistry } from '../../records';
import type { ProtectedSpan } from '../chain/protected-span';
import { placesOf, type WordForm, wordForms } from '../chain/term-forms';
import { loadTerms, type Term } from './glossary.query';

/** A term or name as it is looked for in texts of one language, and what has to stand for it in another. */
export interface ProtectedTerm {
  kind: 'term' | 'name';
  form: string;
  rendering: string;
  alternatives: readonly string[];
}

/** Names of this many letters or fewer are words of some language too often. */
const SHORTEST_NAME = 4;

/** What translations of a record have to keep: its networks' terms, and names of places and bodies around it. */
@Injectable()
export class ProtectionService {
  constructor(private readonly kinds: KindRegistry) {}

  /** Terms and names around a record, once for all languages. */
  async load(manager: EntityManager, recordId: string): Promise<ProtectionOfRecord> {
    return new ProtectionOfRecord(await loadTerms(manager, recordId), await this.names(manager, recordId));
  }

  /** Each name of a record around this one in all forms that are known, by its languages where they are. */
  private async names(manager: EntityManager, recordId: string): Promise<Name[]> {
    const rows: { id: string; kind: RecordKind; titles: Record<Locale, string> }[] = await manager.query(
      `SELECT r.id, r.kind, jsonb_object_agg(t.locale, t.text) AS titles
       FROM record r JOIN record_text t ON t.record_id = r.id AND t.field = 'title' AND t.text <> ''
       WHERE r.kind IN ('CITY', 'ORGANISATION', 'NETWORK') AND r.id IN (
         SELECT city_id FROM record_city WHERE record_id = $1 UNION
         SELECT network_id FROM record_network WHERE record_id = $1 UNION
         SELECT ask_id FROM record_ask WHERE record_id = $1 UNION
         SELECT owner_id FROM record WHERE id = $1 UNION SELECT $1)
       GROUP BY r.id, r.kind`,
      [recordId],
    );
    const others = new Map<string, string[]>();
    for (const kind of new Set(rows.map((row) => row.kind))) {
      const ids = rows.filter((row) => row.kind === kind).map(({ id }) => id);
      for (const [id, words] of (await this.kinds.get(kind).loadAdditionalWords?.(manager, ids)) ?? []) {
        others.set(
          id,
          words.filter(({ locale, weight }) => locale === null && weight === 'title').map(({ text }) => text),
        );
      }
    }
    return rows.map(({ id, titles }) => ({ titles, others: others.get(id) ?? [] }));
  }
}

interface Name {
  titles: Record<Locale, string>;
  others: string[];
}

export class ProtectionOfRecord {
  constructor(
    private readonly terms: readonly Term[],
    private readonly names: readonly Name[],
  ) {}

  /** What finds in parts of a text in one language what its translation into another has to keep. */
  between(from: Locale, to: Locale): (part: string) => ProtectedSpan[] {
    const wanted = [
      ...this.terms.flatMap((term) => termBetween(term, from, to)),
      ...this.names.flatMap((name) => nameBetween(name, from, to)),
    ].map((term) => ({ term, words: wordForms(term.form, from) }));
    return (part) => {
      const words = wordForms(part, from);
      return wanted.flatMap(({ term, words: form }) => spansOf(part, words, term, form));
    };
  }
}

/** What stands for a term in a language; undefined: nothing is agreed. */
export function formIn(term: Term, locale: Locale): string | undefined {
  if (locale === term.locale) return term.term;
  return term.renderings[locale] ?? (term.leaveAsIs ? term.term : undefined);
}

function termBetween(term: Term, from: Locale, to: Locale): ProtectedTerm[] {
  const [form, rendering] = [formIn(term, from), formIn(term, to)];
  if (form === undefined || rendering === undefined) return [];
  const forms = [form, ...(term.leaveAsIs && form !== term.term ? [term.term] : [])];
  return forms.map((one) => ({ kind: 'term', form: one, rendering, alternatives: [] }));
}

function nameBetween({ titles, others }: Name, from: Locale, to: Locale): ProtectedTerm[] {
  const all = [...new Set([...Object.values(titles), ...others])].filter(
    ({ length }) => length >= SHORTEST_NAME,
  );
  const own = [...new Set([titles[from] ?? '', ...all])].filter((form) => form !== '');
  return own.map((form) => ({ kind: 'name', form, rendering: titles[to] ?? form, alternatives: all }));
}

function spansOf(
  part: string,
  words: readonly WordForm[],
  { kind, form, rendering, alternatives }: ProtectedTerm,
  looked: readonly WordForm[],
): ProtectedSpan[] {
  return placesOf(words, looked).flatMap(([first, last]) => {
    const start = words[first]?.start ?? 0;
    const end = words[last]?.end ?? 0;
    const source = part.slice(start, end);
    return isWrittenLike(source, form) ? [{ start, end, kind, source, rendering, alternatives }] : [];
  });
}

/** `ULG` is not `ulg`, and a name begins with a capital wherever it stands. */
function isWrittenLike(source: string, form: string): boolean {
  const isCapital = (text: string): boolean => /^\P{L}*\p{Lu}/u.test(text);
  if (form.toUpperCase() === form && /\p{L}/u.test(form)) return source.startsWith(form);
  return !isCapital(form) || isCapital(source);
}
