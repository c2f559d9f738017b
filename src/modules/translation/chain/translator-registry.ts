import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Locale } from '../../../common/locale';
import { CONFIG, type Config } from '../../../platform/config';
import { type PairState, type Translator, TRANSLATORS } from '../translator';
import { EngineOrder, NO_ENGINES } from './engine-order';

/** How long an engine's word on a pair is taken for true, in ms. */
const FRESH = 15_000;

/** The engines that may be asked, and what they say of pairs. */
@Injectable()
export class TranslatorRegistry {
  private readonly translators: Translator[] = [];
  private readonly states = new Map<string, { at: number; state: Promise<PairState> }>();
  readonly order: EngineOrder;

  constructor(
    @Inject(CONFIG) config: Config,
    @Optional() @Inject(TRANSLATORS) translators: readonly Translator[] | null = null,
  ) {
    const configured = config.TRANSLATION_ENGINES;
    this.order = new EngineOrder(configured);
    if (configured?.trim().toLowerCase() === NO_ENGINES) return;
    this.translators.push(...(translators ?? []).filter(({ name }) => this.order.allows(name)));
  }

  all(): readonly Translator[] {
    return this.translators;
  }

  /** Adds an engine, whatever is configured. */
  add(translator: Translator): void {
    this.translators.push(translator);
    this.states.clear();
  }

  /** Engines for a pair in the order in which they are asked. */
  inOrder(from: Locale, to: Locale): Translator[] {
    return [...this.translators].sort(
      (a, b) => this.order.rank(a.name, from, to) - this.order.rank(b.name, from, to),
    );
  }

  /** What an engine says of a pair; one that cannot say so is not there. */
  async pair(translator: Translator, from: Locale, to: Locale): Promise<PairState> {
    const key = `${translator.name} ${from} ${to}`;
    const known = this.states.get(key);
    if (known && Date.now() - known.at < FRESH) return known.state;
    const state = translator
      .pair(from, to)
      .catch((): PairState => ({ state: 'unavailable', reason: 'engine-failing' }));
    this.states.set(key, { at: Date.now(), state });
    return state;
  }
}
