import type { NestExpressApplication } from '@nestjs/platform-express';
import { IndexingService } from '../modules/search';
import type { Commands } from './command';

export const SEARCH_COMMANDS: Commands = {
  'search reindex': { about: 'rebuild the search index while the site answers', run: reindex },
  'search verify': { about: 'compare index and database, and repair', run: verify },
};

async function reindex(app: NestExpressApplication): Promise<number> {
  const records = await app.get(IndexingService, { strict: false }).reindexAll();
  console.log(`${records} records are in the new index.`);
  return 0;
}

async function verify(app: NestExpressApplication): Promise<number> {
  const { records, repaired, removed } = await app.get(IndexingService, { strict: false }).verify();
  console.log(`${records} records in the index; ${repaired.length} repaired, ${removed.length} removed.`);
  return 0;
}
