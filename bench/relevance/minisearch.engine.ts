import MiniSearch from 'minisearch';
import { fold } from '../../src/platform/language';
import { wholeText, type BenchDocument, type BenchEngine } from './bench-engine.type';

/** MiniSearch 7 as people set it up: fuzzy 0.2, prefix, any word; its own tokens, folded. */
export class MiniSearchEngine implements BenchEngine {
  readonly name = 'MiniSearch';
  private engine = this.empty();

  async index(documents: readonly BenchDocument[]): Promise<void> {
    this.engine = this.empty();
    this.engine.addAll(documents.map((document) => ({ id: document.id, text: wholeText(document) })));
  }

  async search(query: string, _locale: string, limit: number): Promise<string[]> {
    return this.engine
      .search(query, { fuzzy: 0.2, prefix: true })
      .slice(0, limit)
      .map(({ id }) => String(id));
  }

  private empty(): MiniSearch<{ id: string; text: string }> {
    return new MiniSearch({ fields: ['text'], processTerm: (term) => fold(term) || null });
  }
}
