import { randomUUID } from 'node:crypto';
import { RecordKind } from '../../src/common/records';
import { type RecordContent, RecordsService } from '../../src/modules/records';
import type { TestApplication } from './application';

type Text = RecordContent['texts'][number];

export const text = (field: string, locale: string, words: string, isSource = false): Text =>
  ({ field, locale, text: words, origin: isSource ? 'ORIGINAL' : 'HUMAN', isSource }) as Text;

/** A method is the kind with the fewest fields of its own. */
export function method(slug: string, change: Partial<RecordContent> = {}): RecordContent {
  return {
    kind: RecordKind.METHOD,
    slug,
    sourceLocale: 'en',
    audience: ['public'],
    texts: [
      text('title', 'en', 'A walk through the quarter', true),
      text('title', 'da', 'En gåtur i kvarteret'),
    ],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields: { concept: 'method/mediation' },
    ...change,
  } as RecordContent;
}

export interface Shown {
  record: {
    slug: string;
    version: number;
    title: { text: string; state: string; locale: string; isFallback: boolean };
  } | null;
}

/** Records as they are written and shown, of the kind with the fewest fields. */
export function recordDesk(running: () => TestApplication) {
  const records = (): RecordsService => running().app.get(RecordsService, { strict: false });
  const newSlug = (): string => `test-${randomUUID()}`;

  const create = (slug: string): Promise<string> =>
    running().change((manager) => records().create(manager, RecordKind.METHOD, slug, 'en'));
  const draft = (id: string, content: RecordContent): Promise<string> =>
    running().change((manager) => records().saveDraft(manager, id, content));
  async function publish(id: string, content: RecordContent): Promise<void> {
    const draftId = await draft(id, content);
    await running().change((manager) => records().publish(manager, draftId));
  }
  async function published(slug: string, change: Partial<RecordContent> = {}): Promise<string> {
    const id = await create(slug);
    await publish(id, method(slug, change));
    return id;
  }
  const show = async (slug: string, locale = 'en'): Promise<Shown['record']> =>
    (
      await running().query<Shown>(
        `query ($slug: String!, $locale: Locale) { record(slug: $slug) { slug version
           title(locale: $locale) { text state locale isFallback } } }`,
        { slug, locale },
      )
    ).record;
  const sql = async <T>(statement: string, parameters: unknown[] = []): Promise<T[]> =>
    (await running().dataSource.query(statement, parameters)) as T[];
  return { records, newSlug, create, draft, publish, published, show, sql };
}
