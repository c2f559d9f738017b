import type { Locale } from '../../../common/locale';

/** Where nothing is configured: services somebody chose and pays for before those that are there anyway. */
const USUAL = ['recorded', 'deepl', 'etranslation', 'libretranslate', 'bergamot', 'apertium'];
/** Pairs of near languages, for which rules do better than networks that learned from English. */
const RULES_FIRST = new Set(['es-ca', 'ca-es', 'da-nb', 'nb-da']);
const RULES = 'apertium';

/** No engine at all, whatever is installed. */
export const NO_ENGINES = 'none';

/**
 * Which engines are asked, and in which order, by pair of languages.
 * `configured`: engine names separated by commas, best first; `es-ca:deepl` puts one before all others for a pair.
 */
export class EngineOrder {
  private readonly general: readonly string[] | null;
  private readonly forPair = new Map<string, string[]>();

  constructor(configured: string | undefined) {
    const entries = (configured ?? '')
      .split(',')
      .map((entry) => entry.trim().toLowerCase())
      .filter((entry) => entry !== '');
    const general = entries.filter((entry) => !entry.includes(':'));
    this.general = general.length > 0 ? general : null;
    for (const entry of entries.filter((one) => one.includes(':'))) {
      const [pair = '', engine = ''] = entry.split(':');
      this.forPair.set(pair, [...(this.forPair.get(pair) ?? []), engine]);
    }
  }

  /** Whether an engine may be asked at all. */
  allows(engine: string): boolean {
    if (this.general === null) return true;
    return (
      this.general.includes(engine) || [...this.forPair.values()].some((names) => names.includes(engine))
    );
  }

  /** Place of an engine for a pair: less is better. */
  rank(engine: string, from: Locale, to: Locale): number {
    const pair = `${from}-${to}`;
    const named = this.forPair.get(pair)?.indexOf(engine) ?? -1;
    if (named >= 0) return named - 100;
    if (engine === RULES && RULES_FIRST.has(pair)) return -1;
    const order = this.general ?? USUAL;
    const at = order.indexOf(engine);
    return at >= 0 ? at : order.length;
  }
}
