import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CodedError } from '../../common/errors';
import type { Locale } from '../../common/locale';
import { FileStorage } from '../../platform/storage';
import { DocumentEntity, DocumentPassageEntity, DocumentRecordEntity } from './document.entity';
import type { Block } from './read-document';
import { cleanText } from './readers/plain-text';

export interface NewDocument {
  /** where the whole file lies on this machine; it stays there */
  path: string;
  fileName: string;
  bytes: number;
  ownerId: string;
  networkIds: readonly string[];
  uploaderId: string | null;
}

export interface AddedDocument {
  document: DocumentEntity;
  /** the owner had this very file already; nothing was added */
  isKnown: boolean;
}

const LONGEST_NAME = 200;
const PASSAGES_AT_ONCE = 2_000;

/** Files and what was read out of them. Knows nothing of who may: whoever calls has asked that. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly storage: FileStorage,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Stores a file, by its content: the same bytes of one owner are one document, whatever their name. */
  async add(given: NewDocument): Promise<AddedDocument> {
    const sha256 = await hashOf(given.path);
    // First the file, then the row: a row never names a file that is not there.
    await this.storage.put(keyOf(sha256), createReadStream(given.path), given.bytes);
    return this.dataSource.transaction(async (manager) => {
      const inserted: { id: string }[] = await manager.query(
        `INSERT INTO document (file_name, bytes, sha256, owner_id, network_ids, uploader_id)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (owner_id, sha256) DO NOTHING RETURNING id`,
        [
          cleanFileName(given.fileName),
          given.bytes,
          sha256,
          given.ownerId,
          given.networkIds,
          given.uploaderId,
        ],
      );
      const document = await manager.findOneByOrFail(DocumentEntity, { ownerId: given.ownerId, sha256 });
      return { document, isKnown: inserted.length === 0 };
    });
  }

  /** Throws NOT_FOUND. */
  async load(manager: EntityManager, id: string): Promise<DocumentEntity> {
    const document = await manager.findOneBy(DocumentEntity, { id });
    if (!document) throw new CodedError('NOT_FOUND', 'error.document.missing', {}, 404);
    return document;
  }

  /** By id; one that is not there is not in it. */
  async loadAll(manager: EntityManager, ids: readonly string[]): Promise<Map<string, DocumentEntity>> {
    const found = await manager.findBy(DocumentEntity, { id: In([...ids]) });
    return new Map(found.map((document) => [document.id, document]));
  }

  /** The file as it was handed in. */
  open(document: DocumentEntity): ReturnType<FileStorage['open']> {
    return this.storage.open(keyOf(document.sha256));
  }

  /**
   * Keeps what was read out of a document in place of what was kept before. `texts`: one per block, personal data
   * struck out, '' for what is none of the document's text.
   */
  async keepReading(
    manager: EntityManager,
    id: string,
    reading: {
      mediaType: string;
      pageCount: number | null;
      locale: Locale;
      hasPersonalData: boolean;
      blocks: readonly Pick<Block, 'kind' | 'anchor'>[];
      texts: readonly string[];
    },
  ): Promise<void> {
    const { mediaType, pageCount, locale, hasPersonalData, blocks, texts } = reading;
    await manager.update(DocumentEntity, id, { mediaType, pageCount, locale, hasPersonalData });
    await manager.delete(DocumentPassageEntity, { documentId: id });
    const rows = blocks.flatMap(({ kind, anchor }, position) => {
      const text = texts[position] ?? '';
      return text === '' ? [] : [{ documentId: id, position, kind, text, anchor }];
    });
    for (let start = 0; start < rows.length; start += PASSAGES_AT_ONCE) {
      await manager.insert(DocumentPassageEntity, rows.slice(start, start + PASSAGES_AT_ONCE));
    }
  }

  /** From now on who may read the record may read the document, once the record is published. */
  async link(manager: EntityManager, documentId: string, recordIds: readonly string[]): Promise<void> {
    const rows = recordIds.map((recordId) => ({ documentId, recordId }));
    if (rows.length > 0) {
      await manager
        .createQueryBuilder()
        .insert()
        .into(DocumentRecordEntity)
        .values(rows)
        .orIgnore()
        .execute();
    }
  }

  /** A person has looked: the file may be read as it is. `null` takes that back. */
  async clear(manager: EntityManager, id: string, accountId: string | null): Promise<void> {
    await manager.update(DocumentEntity, id, {
      clearedBy: accountId,
      clearedAt: accountId === null ? null : () => 'now()',
    });
  }

  async passages(manager: EntityManager, documentIds: readonly string[]): Promise<DocumentPassageEntity[]> {
    return manager.find(DocumentPassageEntity, {
      where: { documentId: In([...documentIds]) },
      order: { documentId: 'ASC', position: 'ASC' },
    });
  }

  /** Whether a published record that these audiences may read was taken from it. */
  async isShownTo(manager: EntityManager, id: string, audiences: readonly string[]): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `SELECT FROM document_record JOIN record ON record.id = record_id
       WHERE document_id = $1 AND state = 'PUBLISHED' AND audience && $2 LIMIT 1`,
      [id, audiences],
    );
    return rows.length > 0;
  }
}

/** The same bytes are stored once, whoever hands them in. */
const keyOf = (sha256: string): string => `documents/${sha256.slice(0, 2)}/${sha256}`;

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A name to show and to save under: no folders, nothing that a shell, a header or a reader stumbles over. */
export function cleanFileName(name: string): string {
  const last = cleanText(name.split(/[\\/]/).at(-1) ?? '');
  const plain = last.replace(/["<>|:*?;]/g, '').replace(/^\.+/, '');
  if (plain.length <= LONGEST_NAME) return plain || 'document';
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? '';
  return plain.slice(0, LONGEST_NAME - ending.length) + ending;
}
