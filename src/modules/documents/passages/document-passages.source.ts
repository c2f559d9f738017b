import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { type PassageSource, type RecordPassage, RecordPassages } from '../../records';
import type { SourceAnchor } from '../read-document';

/** Characters of a record's documents by which it is found: some 150 pages. What comes after is in the file alone. */
const MOST_CHARACTERS = 400_000;

interface PassageRow {
  recordId: string;
  documentId: string;
  text: string;
  anchor: SourceAnchor;
  locale: Locale | null;
}

/**
 * Passages of documents that somebody confirmed, for the records that were taken from them. Personal data are struck out of
 * what is kept, cleared or not. A person's card is found by nothing but its own words.
 */
@Injectable()
export class DocumentPassagesSource implements PassageSource, OnModuleInit {
  constructor(private readonly passages: RecordPassages) {}

  onModuleInit(): void {
    this.passages.register(this);
  }

  async load(manager: EntityManager, recordIds: readonly string[]): Promise<Map<string, RecordPassage[]>> {
    const rows: PassageRow[] = await manager.query(
      `SELECT * FROM (
         SELECT l.record_id AS "recordId", p.document_id AS "documentId", p.text, p.anchor, l10n.tag AS locale,
           d.created_at, p.position,
           sum(length(p.text)) OVER (PARTITION BY l.record_id ORDER BY d.created_at, p.document_id, p.position) AS so_far
         FROM document_record l
         JOIN record r ON r.id = l.record_id AND r.kind <> 'CONTACT'
         JOIN document d ON d.id = l.document_id
         JOIN document_passage p ON p.document_id = d.id
         LEFT JOIN locale l10n ON l10n.tag = d.locale
         WHERE l.record_id = ANY($1::uuid[])) passage
       WHERE so_far <= $2 ORDER BY "recordId", created_at, "documentId", position`,
      [recordIds, MOST_CHARACTERS],
    );
    const found = new Map<string, RecordPassage[]>();
    for (const { recordId, documentId, text, anchor, locale } of rows) {
      const passage: RecordPassage = {
        text,
        locale,
        place: {
          documentId,
          page: anchor.page ?? anchor.slide ?? null,
          paragraph: anchor.paragraph ?? null,
          url: `/documents/${documentId}/file`,
        },
      };
      const list = found.get(recordId);
      if (list) list.push(passage);
      else found.set(recordId, [passage]);
    }
    return found;
  }
}
