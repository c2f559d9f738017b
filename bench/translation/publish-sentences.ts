import type { DataSource } from 'typeorm';
import { TextOrigin } from '../../src/common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../src/common/records';
import type { RecordsService } from '../../src/modules/records';

/** Publishes a practice for each of the English texts, as editors do: through a draft, with its jobs. */
export async function publishSentences(
  service: RecordsService,
  dataSource: DataSource,
  texts: readonly string[],
  field: 'title' | 'summary' = 'title',
): Promise<void> {
  for (const [index, text] of texts.entries()) {
    const slug = `bench-${field}-${index}`;
    const source = { locale: 'en', origin: TextOrigin.ORIGINAL, isSource: true };
    await dataSource.transaction(async (manager) => {
      const id = await service.create(manager, RecordKind.PRACTICE, slug, 'en');
      const draft = await service.saveDraft(manager, id, {
        kind: RecordKind.PRACTICE,
        slug,
        sourceLocale: 'en',
        audience: [PUBLIC_AUDIENCE],
        texts: [
          ...(field === 'title' ? [] : [{ ...source, field: 'title', text: `Practice ${index}` }]),
          { ...source, field, text },
        ],
        concepts: {},
        cities: [],
        networks: [],
        ask: [],
        fields: { tier: 'practice-tier/snippet' },
      });
      await service.publish(manager, draft);
    });
  }
}
