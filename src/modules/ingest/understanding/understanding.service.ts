import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Audience } from '../../../common/records';
import { CONFIG, type Config } from '../../../platform/config';
import { I18nService } from '../../../platform/i18n';
import { fold, stemmerFor } from '../../../platform/language';
import type { ReadDocument } from '../../documents';
import { detectLanguage } from '../../translation';
import { VocabularyService } from '../../vocabulary';
import { CategoryMappings } from './category-mappings.service';
import type { KnownConcept, UnderstandingContext } from './context';
import { proposeByModel } from './language-model';
import { type Lexicon, loadLexicons } from './lexicon';
import type { Understanding } from './proposal';
import { understandApart } from './understand-apart';
import { UnderstandingContextQuery } from './understanding-context.query';

/** Schemes whose concepts texts may speak of. */
const SCHEMES = ['theme', 'target-group', 'method', 'sdg', 'participation-level', 'ogp-value'];

/** Understanding with what this site knows: its vocabulary, its cities, organisations, networks and records. */
@Injectable()
export class UnderstandingService {
  private readonly lexicons: ReadonlyMap<Locale, Lexicon>;
  private readonly concepts: readonly KnownConcept[];

  constructor(
    private readonly i18n: I18nService,
    private readonly vocabulary: VocabularyService,
    private readonly query: UnderstandingContextQuery,
    private readonly categories: CategoryMappings,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.lexicons = loadLexicons(this.i18n.tags);
    this.concepts = this.conceptsOf(SCHEMES);
  }

  /** Reads what is known in three statements, and understands without any, in a process of its own. */
  async understand(
    document: ReadDocument,
    manager: EntityManager,
    audiences: readonly Audience[],
    scopes: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<Understanding> {
    const { parties, records, concepts, mappings } = await this.loadContext(manager, audiences, scopes);
    const known = { parties, records, concepts, ...(mappings ? { mappings } : {}) };
    return understandApart({ document, locales: this.i18n.tags, ...known }, signal);
  }

  /**
   * More proposals by the language model that the site has set up, marked as its own; the same understanding where
   * none is. Asks an outside service: never inside a transaction.
   */
  async askModel(understanding: Understanding): Promise<Understanding> {
    const { MODEL_URL: url, MODEL_NAME: model, MODEL_KEY: key } = this.config;
    if (url === undefined || model === undefined) return understanding;
    return proposeByModel(
      understanding,
      { url, model, ...(key === undefined ? {} : { key }) },
      this.concepts,
    );
  }

  /**
   * @param audiences of the person who imports: nothing else is matched or named
   * @param scopes networks and owner whose mappings of a source's own categories hold, the first before the others
   */
  async loadContext(
    manager: EntityManager,
    audiences: readonly Audience[],
    scopes: readonly string[] = [],
  ): Promise<UnderstandingContext> {
    const parties = await this.query.parties(manager, audiences);
    const records = await this.query.records(manager, audiences);
    return {
      lexicons: this.lexicons,
      parties,
      records,
      concepts: this.concepts,
      mappings: await this.categories.of(manager, scopes),
      detectLanguage,
      stem: (word, locale) => stemmerFor(locale)?.(word) ?? fold(word),
    };
  }

  /** Concepts of these schemes with all their names. */
  conceptsOf(schemes: readonly string[]): KnownConcept[] {
    return [...new Set(schemes)].flatMap((scheme) =>
      this.vocabulary.ofScheme(scheme).map(({ id }) => ({
        id,
        scheme,
        labels: [...this.vocabulary.labelsOf(id)].map(([locale, { label, alternatives }]) => ({
          locale,
          label,
          alternatives,
        })),
      })),
    );
  }
}
