import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fold } from '../../../platform/language';

/** A source's own word for what something is about, as mappings are kept by it. */
export const categoryKey = (words: string): string =>
  fold(words)
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();

export interface CategoryMapping {
  /** as the source writes it */
  words: string;
  /** empty: it says nothing that the vocabulary has */
  conceptIds: readonly string[];
}

/** What a source's own categories are in the vocabulary: said once for a network or an owner, and used from then on. */
@Injectable()
export class CategoryMappings {
  /** Concepts by folded words. Of several scopes that map the same words the first holds. */
  async of(manager: EntityManager, scopes: readonly string[]): Promise<Map<string, readonly string[]>> {
    if (scopes.length === 0) return new Map();
    const rows: { key: string; conceptIds: string[] }[] = await manager.query(
      `SELECT DISTINCT ON (source_key) source_key AS key, concept_ids AS "conceptIds" FROM category_mapping
       WHERE scope_id = ANY($1::uuid[]) ORDER BY source_key, array_position($1::uuid[], scope_id)`,
      [scopes],
    );
    return new Map(rows.map(({ key, conceptIds }) => [key, conceptIds]));
  }

  /** Keeps what was said in place of what was said before. */
  async keep(manager: EntityManager, scopeId: string, mappings: readonly CategoryMapping[]): Promise<void> {
    const byKey = new Map(mappings.map((mapping) => [categoryKey(mapping.words), mapping]));
    byKey.delete('');
    if (byKey.size === 0) return;
    await manager.query(
      `INSERT INTO category_mapping (scope_id, source_key, words, concept_ids)
       SELECT $1, x.key, x.words, ARRAY(SELECT jsonb_array_elements_text(x.concepts))
       FROM jsonb_to_recordset($2::jsonb) AS x (key text, words text, concepts jsonb)
       ON CONFLICT (scope_id, source_key) DO UPDATE
         SET words = EXCLUDED.words, concept_ids = EXCLUDED.concept_ids, updated_at = now()`,
      [
        scopeId,
        JSON.stringify(
          [...byKey].map(([key, { words, conceptIds }]) => ({ key, words, concepts: conceptIds })),
        ),
      ],
    );
  }

  /** Forgets what was said of these words; imports that used it keep what they have. */
  async remove(manager: EntityManager, scopeId: string, words: string): Promise<void> {
    await manager.query('DELETE FROM category_mapping WHERE scope_id = $1 AND source_key = $2', [
      scopeId,
      categoryKey(words),
    ]);
  }

  async list(manager: EntityManager, scopeId: string): Promise<CategoryMapping[]> {
    return manager.query(
      `SELECT words, concept_ids AS "conceptIds" FROM category_mapping WHERE scope_id = $1 ORDER BY words`,
      [scopeId],
    );
  }
}
