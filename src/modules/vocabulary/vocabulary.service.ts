import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { PROJECT_ROOT } from '../../platform/config';
import { I18nService } from '../../platform/i18n';
import conceptsFile from './concepts.json';

export interface Concept {
  id: string;
  scheme: string;
  position: number;
  broaderId: string | null;
  meta: JsonObject;
}

export interface ConceptLabel {
  label: string;
  /** synonyms and abbreviations, for search */
  alternatives: string[];
  definition?: string;
}

interface ConceptFileRow {
  id: string;
  scheme: string;
  position: number;
  broader?: string;
  mappings?: JsonObject[];
  meta?: JsonObject;
}

interface LabelFileRow {
  label: string;
  alt?: string[];
  definition?: string;
}

/**
 * The controlled vocabulary: concepts by scheme, with their labels in every language. Kept in the database, so that
 * records can only point at concepts that exist, and in memory, so that labels cost no statement.
 */
@Injectable()
export class VocabularyService {
  private readonly logger = new Logger(VocabularyService.name);
  private readonly concepts = new Map<string, Concept>();
  private readonly labels = new Map<string, Map<Locale, ConceptLabel>>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly i18n: I18nService,
  ) {
    for (const row of conceptsFile as ConceptFileRow[]) {
      const { id, scheme, position, broader, meta } = row;
      this.concepts.set(id, { id, scheme, position, broaderId: broader ?? null, meta: meta ?? {} });
      this.labels.set(id, new Map());
    }
    for (const locale of this.i18n.tags) this.readLabels(locale);
  }

  /**
   * Writes locales, concepts and labels of the files into the database. Those that the files lost stay, since
   * records may point at them.
   */
  async synchronise(manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.transaction(async (inside) => {
      await inside.query('SELECT pg_advisory_xact_lock(781265)');
      await inside.query(
        `INSERT INTO locale (tag, name, english_name, postgres_dictionary, position)
         SELECT x.tag, x.name, x."englishName", x."postgresDictionary", x.position
         FROM jsonb_to_recordset($1::jsonb)
           AS x(tag text, name text, "englishName" text, "postgresDictionary" text, position integer)
         ON CONFLICT (tag) DO UPDATE SET name = excluded.name, english_name = excluded.english_name,
           postgres_dictionary = excluded.postgres_dictionary, position = excluded.position`,
        [JSON.stringify(this.i18n.locales.map((locale, position) => ({ ...locale, position })))],
      );
      await inside.query(
        `INSERT INTO concept (id, scheme, position, broader_id, mappings, meta)
         SELECT x.id, x.scheme, x.position, x.broader, coalesce(x.mappings, '[]'), coalesce(x.meta, '{}')
         FROM jsonb_to_recordset($1::jsonb)
           AS x(id text, scheme text, position integer, broader text, mappings jsonb, meta jsonb)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, broader_id = excluded.broader_id,
           mappings = excluded.mappings, meta = excluded.meta`,
        [JSON.stringify(conceptsFile)],
      );
      const labels = [...this.labels].flatMap(([id, byLocale]) =>
        [...byLocale].map(([locale, label]) => ({ id, locale, ...label })),
      );
      await inside.query(
        `INSERT INTO concept_label (concept_id, locale, label, alternatives, definition)
         SELECT x.id, x.locale, x.label, ARRAY(SELECT jsonb_array_elements_text(x.alternatives)), x.definition
         FROM jsonb_to_recordset($1::jsonb)
           AS x(id text, locale text, label text, alternatives jsonb, definition text)
         ON CONFLICT (concept_id, locale) DO UPDATE SET label = excluded.label,
           alternatives = excluded.alternatives, definition = excluded.definition`,
        [JSON.stringify(labels)],
      );
    });
    this.logger.debug(`${this.concepts.size} concepts in ${this.i18n.tags.length} languages`);
  }

  find(id: string): Concept | undefined {
    return this.concepts.get(id);
  }

  /** Every concept of every scheme. */
  all(): IterableIterator<Concept> {
    return this.concepts.values();
  }

  /** Concepts of a scheme in their own order. */
  ofScheme(scheme: string): Concept[] {
    return [...this.concepts.values()]
      .filter((c) => c.scheme === scheme)
      .sort((a, b) => a.position - b.position);
  }

  /** The label in that language, English where it has none, the id where the concept is unknown. */
  label(id: string, locale: Locale | undefined): string {
    const byLocale = this.labels.get(id);
    return byLocale?.get(locale ?? 'en')?.label ?? byLocale?.get('en')?.label ?? id;
  }

  definition(id: string, locale: Locale | undefined): string | undefined {
    return this.labels.get(id)?.get(locale ?? 'en')?.definition;
  }

  /** All labels of a concept, by language. */
  labelsOf(id: string): ReadonlyMap<Locale, ConceptLabel> {
    return this.labels.get(id) ?? new Map();
  }

  /**
   * The concept of a banded scheme (`population-band`, `cost-band`) whose `meta.min ≤ value < meta.max`; undefined
   * where the value is unknown.
   */
  bandOf(scheme: string, value: number | null | undefined): Concept | undefined {
    if (value === null || value === undefined) return undefined;
    return this.ofScheme(scheme).find(({ meta }) => {
      const { min, max } = meta;
      if (typeof min !== 'number' && typeof max !== 'number') return false;
      return (typeof min !== 'number' || value >= min) && (typeof max !== 'number' || value < max);
    });
  }

  private readLabels(locale: Locale): void {
    const file = join(PROJECT_ROOT, 'i18n', locale, 'vocabulary.json');
    const rows = JSON.parse(readFileSync(file, 'utf8')) as Record<string, LabelFileRow>;
    for (const [id, { label, alt, definition }] of Object.entries(rows)) {
      this.labels
        .get(id)
        ?.set(locale, { label, alternatives: alt ?? [], ...(definition ? { definition } : {}) });
    }
  }
}
