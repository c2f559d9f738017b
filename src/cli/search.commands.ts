import type { NestExpressApplication } from '@nestjs/platform-express';
import { EngineUnavailableError, IndexingService } from '../modules/search';
import type { Commands } from './command';

export const SEARCH_COMMANDS: Commands = {
  'search reindex': { about: 'rebuild the search index while the site answers', run: reindex },
  'search verify': { about: 'compare index and database, and repair', run: verify },
};

function reindex(app: NestExpressApplication): Promise<number> {
  return unlessUnavailable(async () => {
    const records = await app.get(IndexingService, { strict: false }).reindexAll();
    console.log(`${records} records are in the new index.`);
  });
}

function verify(app: NestExpressApplication): Promise<number> {
  return unlessUnavailable(async () => {
    const { records, repaired, removed } = await app.get(IndexingService, { strict: false }).verify();
    console.log(`${records} records in the index; ${repaired.length} repaired, ${removed.length} removed.`);
  });
}

/** PostgreSQL's index is done first, so it is right whatever becomes of the other. */
async function unlessUnavailable(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    console.error(
      `The index in PostgreSQL is done, the one in Meilisearch is not: ${error.message}\n` +
        'PostgreSQL answers meanwhile. Run this again when Meilisearch does.',
    );
    return 1;
  }
}
