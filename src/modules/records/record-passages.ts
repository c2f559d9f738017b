import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';

/** Text that a record is found by and that is none of its own: of a document that it was taken from. */
export interface RecordPassage {
  text: string;
  /** null: as the record's own source */
  locale: Locale | null;
  place: PassagePlace;
}

export interface PassagePlace {
  documentId: string;
  page: number | null;
  paragraph: number | null;
  /** where the document is saved from */
  url: string | null;
}

/** Whoever keeps such texts. What it gives may be read by everybody who may read the record. */
export interface PassageSource {
  /** in the order in which they stand in the document */
  load(manager: EntityManager, recordIds: readonly string[]): Promise<Map<string, RecordPassage[]>>;
}

/** Field under which a match in a passage is told. */
export const PASSAGE_FIELD = 'document';

/** Where those who keep texts of records elsewhere register, and search asks for them. */
@Injectable()
export class RecordPassages {
  private readonly sources: PassageSource[] = [];

  register(source: PassageSource): void {
    this.sources.push(source);
  }

  async load(manager: EntityManager, recordIds: readonly string[]): Promise<Map<string, RecordPassage[]>> {
    const found = new Map<string, RecordPassage[]>();
    if (recordIds.length === 0) return found;
    for (const source of this.sources) {
      for (const [id, passages] of await source.load(manager, recordIds)) {
        found.set(id, [...(found.get(id) ?? []), ...passages]);
      }
    }
    return found;
  }
}
