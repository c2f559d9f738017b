import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { TextOrigin } from '../../src/common/localized-text';
import { RecordKind } from '../../src/common/records';
import type { RecordsService } from '../../src/modules/records';

const POLL_MS = 5;
const LONGEST_MS = 30_000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Publishes records one after the other through a draft, as an author does, and asks the site until it finds each by
 * a word that no other record has. Returns the milliseconds from the commit until the answer that has it.
 */
export async function publishAndFind(
  dataSource: DataSource,
  records: RecordsService,
  tier: string,
  count: number,
  totalOf: (query: string) => Promise<number>,
): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const word = `quagmarvel${LETTERS[Math.floor(number / 26)] ?? ''}${LETTERS[number % 26] ?? ''}`;
    await dataSource.transaction((manager) => publish(manager, records, tier, word));
    const committed = performance.now();
    // In quotes, as a query without them would be answered with what is spelt nearly so.
    while ((await totalOf(`"${word}"`)) === 0) {
      if (performance.now() - committed > LONGEST_MS)
        throw new Error('A published record was not found in time');
      await pause(POLL_MS);
    }
    times.push(performance.now() - committed);
  }
  return times;
}

async function publish(
  manager: EntityManager,
  records: RecordsService,
  tier: string,
  word: string,
): Promise<void> {
  const id = await records.create(manager, RecordKind.PRACTICE, word, 'en');
  const text = (field: string, words: string): object => ({
    field,
    locale: 'en',
    text: words,
    origin: TextOrigin.ORIGINAL,
    isSource: true,
  });
  const draft = await records.saveDraft(manager, id, {
    kind: RecordKind.PRACTICE,
    slug: word,
    sourceLocale: 'en',
    audience: ['public'],
    texts: [text('title', `A street for ${word}`), text('summary', 'Neighbours meet once a month.')],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields: { tier },
  } as unknown as Parameters<RecordsService['saveDraft']>[2]);
  await records.publish(manager, draft);
}
