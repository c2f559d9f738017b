import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What changed: anything, by a publication; or only words that were translated from the record's own. */
export type RecordChange = 'content' | 'translation';

/** Called inside the writer's transaction; adds jobs to the outbox and does nothing else. */
export type RecordChangeListener = (
  manager: EntityManager,
  recordIds: readonly string[],
  change: RecordChange,
) => Promise<void>;

/** Where modules say what has to follow a change of records. */
@Injectable()
export class RecordChanges {
  private readonly listeners: RecordChangeListener[] = [];

  onChange(listener: RecordChangeListener): void {
    this.listeners.push(listener);
  }

  /** Every writer of live records calls this before it commits. */
  async announce(
    manager: EntityManager,
    recordIds: readonly string[],
    change: RecordChange = 'content',
  ): Promise<void> {
    if (recordIds.length === 0) return;
    for (const listener of this.listeners) await listener(manager, recordIds, change);
  }
}
