import { Logger } from '@nestjs/common';
import type { Audience } from '../../../common/records';
import type { AnsweringEngine, EngineAnswer, EngineQuery, SearchEngine } from '../search-engine';
import { type BreakerLimits, CircuitBreaker } from './circuit-breaker';
import { EngineUnavailableError, IndexMissingError } from './engine-unavailable.error';

const LIMITS: BreakerLimits = { failures: 3, restMs: 5_000 };

/** Asks the configured engine; where it does not answer, the other one, and says so. */
export class FailoverSearchEngine implements AnsweringEngine {
  private readonly logger = new Logger('Search');
  private readonly breaker: CircuitBreaker;

  /**
   * @param configured undefined: there is only `fallback`, and nothing is degraded
   * @param makeIndex has the configured engine's index made, soon
   */
  constructor(
    private readonly configured: SearchEngine | undefined,
    private readonly fallback: SearchEngine,
    private readonly makeIndex: () => Promise<void> = () => Promise.resolve(),
    limits: BreakerLimits = LIMITS,
  ) {
    this.breaker = new CircuitBreaker(limits);
  }

  async search(query: EngineQuery, audiences: readonly Audience[]): Promise<EngineAnswer> {
    const engine = this.configured;
    if (engine && this.breaker.allows()) {
      try {
        const result = await engine.search(query, audiences);
        this.breaker.succeeded();
        return { ...result, backend: engine.backend, degraded: false };
      } catch (error) {
        const rests = this.breaker.failed();
        if (!(error instanceof EngineUnavailableError)) throw error;
        this.logger.warn(
          `${engine.backend} does not answer${rests ? ', it rests now' : ''}: ${error.message}`,
        );
        if (error instanceof IndexMissingError) await this.makeIndex();
      }
    }
    const result = await this.fallback.search(query, audiences);
    return { ...result, backend: this.fallback.backend, degraded: engine !== undefined };
  }
}
