import { TextOrigin } from '../../src/common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../src/common/records';
import { type RecordContent, RecordsService, type TextContent } from '../../src/modules/records';
import type { TestApplication } from '../harness/application';

/** The source of a field: `summary` in the record's language, as somebody wrote it. */
export function source(field: string, locale: string, text: string): TextContent {
  return { field, locale, text, origin: TextOrigin.ORIGINAL, isSource: true };
}

export function human(field: string, locale: string, text: string): TextContent {
  return { field, locale, text, origin: TextOrigin.HUMAN, isSource: false };
}

export function practice(
  slug: string,
  texts: TextContent[],
  change: Partial<RecordContent> = {},
): RecordContent {
  return {
    kind: RecordKind.PRACTICE,
    slug,
    sourceLocale: texts.find(({ isSource }) => isSource)?.locale ?? 'en',
    audience: [PUBLIC_AUDIENCE],
    texts,
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields: { tier: 'practice-tier/snippet' },
    ...change,
  };
}

/** Publishes a document through a draft, as a new record or the next version of one. Returns the record's id. */
export async function publish(
  { app, change }: TestApplication,
  document: RecordContent,
  recordId?: string,
): Promise<string> {
  const records = app.get(RecordsService, { strict: false });
  return change(async (manager) => {
    const id =
      recordId ?? (await records.create(manager, document.kind, document.slug, document.sourceLocale));
    const draft = await records.saveDraft(manager, id, structuredClone(document));
    await records.publish(manager, draft);
    return id;
  });
}
