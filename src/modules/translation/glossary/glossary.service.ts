import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../../../common/errors';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { I18nService } from '../../../platform/i18n';
import { requireAccess } from '../../identity';
import { readGlossaryCsv, writeGlossaryCsv } from '../formats/glossary-csv';
import type { ExchangedTerm, ImportProblem } from '../formats/glossary-exchange.type';
import { readGlossaryTbx, writeGlossaryTbx } from '../formats/glossary-tbx';
import { writeMemoryTmx } from '../formats/memory-tmx';
import { loadGlossary, loadMemory, loadTerm, type Term } from './glossary.query';
import { GlossaryRedo } from './glossary-redo.service';

export enum GlossaryFormat {
  CSV = 'CSV',
  TBX = 'TBX',
}

export interface TermInput extends ExchangedTerm {
  networkId: string;
}

export type TermRefusal = 'TERM_EMPTY' | 'TERM_TOO_LONG' | 'TERM_TWICE' | 'TERM_SAYS_NOTHING';

export interface ImportCounts {
  added: number;
  changed: number;
  unchanged: number;
}

export const TERM_LENGTH = 200;
export const DEFINITION_LENGTH = 1_000;
const MOST_TERMS = 5_000;
const FORMAT_VERSION = '1';

/** The words that a network has agreed on. */
@Injectable()
export class GlossaryService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly i18n: I18nService,
    private readonly redo: GlossaryRedo,
  ) {}

  /** Terms of a network in alphabetical order. */
  load(networkId: string): Promise<Term[]> {
    return loadGlossary(this.dataSource.manager, networkId);
  }

  /** Adds a term, or changes the one of that id. Throws FORBIDDEN, and NOT_FOUND for an id that is none of the network's. */
  async save(viewer: Viewer, id: string | null, input: TermInput): Promise<Term | TermRefusal> {
    requireAccess(viewer, 'glossary.edit', { networkIds: [input.networkId] });
    const term = tidied(input);
    const refusal = refusalOf(term);
    if (refusal) return refusal;
    return this.dataSource.transaction(async (manager) => {
      if (id !== null && (await loadTerm(manager, id))?.networkId !== input.networkId) throw termMissing();
      const twin = await this.idOf(manager, input.networkId, term);
      if (twin !== null && twin !== id) return 'TERM_TWICE';
      const written = await this.put(manager, input.networkId, id, term);
      await this.redo.request(manager, written);
      const saved = await loadTerm(manager, written);
      if (!saved) throw termMissing();
      return saved;
    });
  }

  /** Throws NOT_FOUND where there is no such term, FORBIDDEN where it is none of the viewer's. */
  async remove(viewer: Viewer, id: string): Promise<void> {
    const term = await loadTerm(this.dataSource.manager, id);
    if (!term) throw termMissing();
    requireAccess(viewer, 'glossary.edit', { networkIds: [term.networkId] });
    await this.dataSource.query('DELETE FROM glossary_term WHERE id = $1', [id]);
  }

  /** All or nothing: with any problem in the file nothing is written. Terms that the file does not name stay. */
  async import(
    viewer: Viewer,
    networkId: string,
    format: GlossaryFormat,
    content: string,
  ): Promise<ImportCounts | ImportProblem[]> {
    requireAccess(viewer, 'glossary.edit', { networkIds: [networkId] });
    const find = (tag: string): Locale | undefined => this.i18n.match(tag);
    const read =
      format === GlossaryFormat.CSV ? readGlossaryCsv(content, find) : readGlossaryTbx(content, find);
    const terms = read.terms.map(tidied);
    const problems = [...read.problems, ...terms.flatMap(problemsOf)];
    if (terms.length > MOST_TERMS) {
      problems.push({ place: 'file', problem: 'too-many', found: String(terms.length) });
    }
    if (terms.length === 0 && problems.length === 0) {
      problems.push({ place: 'file', problem: 'no-term', found: '' });
    }
    if (problems.length > 0) return problems;
    return this.dataSource.transaction(async (manager) => {
      const counts = { added: 0, changed: 0, unchanged: 0 };
      const known = new Map((await loadGlossary(manager, networkId)).map((term) => [keyOf(term), term]));
      for (const term of terms) {
        const before = known.get(keyOf(term));
        if (before && isSame(before, term)) counts.unchanged += 1;
        else {
          const id = await this.put(manager, networkId, before?.id ?? null, term);
          await this.redo.request(manager, id);
          known.set(keyOf(term), { ...term, id, networkId });
          counts[before ? 'changed' : 'added'] += 1;
        }
      }
      return counts;
    });
  }

  async export(viewer: Viewer, networkId: string, format: GlossaryFormat): Promise<string> {
    requireAccess(viewer, 'glossary.edit', { networkIds: [networkId] });
    const terms = await this.load(networkId);
    return format === GlossaryFormat.CSV
      ? writeGlossaryCsv(terms, this.i18n.tags)
      : writeGlossaryTbx(terms, 'Glossary');
  }

  /** What people translated of the network's records, as far as the viewer reads those. */
  async exportMemory(viewer: Viewer, networkId: string): Promise<string> {
    requireAccess(viewer, 'glossary.edit', { networkIds: [networkId] });
    return writeMemoryTmx(await loadMemory(this.dataSource.manager, viewer, networkId), FORMAT_VERSION);
  }

  private async idOf(
    manager: EntityManager,
    networkId: string,
    { locale, term }: ExchangedTerm,
  ): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      'SELECT id FROM glossary_term WHERE network_id = $1 AND locale = $2 AND lower(term) = lower($3)',
      [networkId, locale, term],
    );
    return rows[0]?.id ?? null;
  }

  /** Writes a term as it is given, and nothing more. Returns its id. Throws NOT_FOUND where there is no such network. */
  async put(
    manager: EntityManager,
    networkId: string,
    id: string | null,
    { locale, term, leaveAsIs, renderings, definitions }: ExchangedTerm,
  ): Promise<string> {
    const rows: { id: string }[] = await manager.query(
      `INSERT INTO glossary_term (id, network_id, locale, term, leave_as_is)
       SELECT coalesce($1, gen_random_uuid()), r.id, $3, $4, $5 FROM record r WHERE r.id = $2 AND r.kind = 'NETWORK'
       ON CONFLICT (id) DO UPDATE SET locale = excluded.locale, term = excluded.term,
         leave_as_is = excluded.leave_as_is, updated_at = now()
       RETURNING id`,
      [id, networkId, locale, term, leaveAsIs],
    );
    const written = rows[0]?.id;
    if (written === undefined) throw termMissing();
    await manager.query('DELETE FROM glossary_entry WHERE term_id = $1', [written]);
    const locales = [...new Set([...Object.keys(renderings), ...Object.keys(definitions)])];
    await manager.query(
      `INSERT INTO glossary_entry (term_id, locale, rendering, definition)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])`,
      [
        written,
        locales,
        locales.map((one) => renderings[one] ?? null),
        locales.map((one) => definitions[one] ?? null),
      ],
    );
    return written;
  }
}

function tidied<T extends ExchangedTerm>(input: T): T {
  const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const all = (texts: Partial<Record<Locale, string>>): Partial<Record<Locale, string>> =>
    Object.fromEntries(
      Object.entries(texts)
        .map(([locale, text]) => [locale, tidy(text ?? '')] as const)
        .filter(([, text]) => text !== ''),
    );
  return {
    ...input,
    term: tidy(input.term),
    renderings: all(input.renderings),
    definitions: all(input.definitions),
  };
}

function refusalOf({ term, leaveAsIs, renderings, definitions }: ExchangedTerm): TermRefusal | null {
  if (!/[\p{L}\p{N}]/u.test(term)) return 'TERM_EMPTY';
  const isTooLong =
    [term, ...Object.values(renderings)].some((text) => (text ?? '').length > TERM_LENGTH) ||
    Object.values(definitions).some((text) => (text ?? '').length > DEFINITION_LENGTH);
  if (isTooLong) return 'TERM_TOO_LONG';
  const saysNothing = !leaveAsIs && Object.keys(renderings).length + Object.keys(definitions).length === 0;
  return saysNothing ? 'TERM_SAYS_NOTHING' : null;
}

const PROBLEMS = {
  TERM_EMPTY: 'no-term',
  TERM_TOO_LONG: 'too-long',
  TERM_SAYS_NOTHING: 'says-nothing',
  TERM_TWICE: 'twice',
} as const;

function problemsOf(term: ExchangedTerm, index: number, all: readonly ExchangedTerm[]): ImportProblem[] {
  const isTwice = all.findIndex((other) => keyOf(other) === keyOf(term)) < index;
  const refusal = refusalOf(term) ?? (isTwice ? 'TERM_TWICE' : null);
  return refusal
    ? [{ place: `term ${index + 1}`, problem: PROBLEMS[refusal], found: term.term.slice(0, 100) }]
    : [];
}

function keyOf({ locale, term }: ExchangedTerm): string {
  return `${locale} ${term.toLowerCase()}`;
}

function isSame(before: Term, term: ExchangedTerm): boolean {
  const plain = ({ locale, term: words, leaveAsIs, renderings, definitions }: ExchangedTerm): string =>
    JSON.stringify([
      locale,
      words,
      leaveAsIs,
      Object.entries(renderings).sort(),
      Object.entries(definitions).sort(),
    ]);
  return plain(before) === plain(term);
}

function termMissing(): CodedError {
  return new CodedError('NOT_FOUND', 'error.translation.termMissing', {}, 404);
}
