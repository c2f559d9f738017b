import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { sourceHash } from '../../records';
import { AwaitedAnswers } from '../awaited/awaited-answers.service';
import type { ChainOutcome } from '../chain/chain.type';
import { TranslationChain } from '../chain/translation-chain.service';
import { ProtectionService } from '../glossary/protection.service';
import { type TextResult, TranslationStore } from './translation-store';
import { TranslationTargets, type TextWork } from './translation-targets.query';

export interface RecordTranslation {
  /** ms after which the first of those that failed for now is worth another try; null: none is */
  retryAfterMs: number | null;
}

/** The engine that texts are marked with which needed none. */
const KEPT = 'kept';
const MEMORY = 'memory';

/** Has machines translate what a record lacks, pair of languages by pair of languages. */
@Injectable()
export class RecordTranslationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly targets: TranslationTargets,
    private readonly protection: ProtectionService,
    private readonly chain: TranslationChain,
    private readonly awaited: AwaitedAnswers,
    private readonly store: TranslationStore,
  ) {}

  /**
   * Translates what is marked or stale, and keeps each pair's texts as soon as they are there, so that whoever takes
   * over after a crash goes on from there. `isLastTry`: what fails now for a while is given up.
   */
  async translate(
    recordId: string,
    isLastTry: boolean,
    runId: string | null = null,
  ): Promise<RecordTranslation> {
    const { manager } = this.dataSource;
    const [target] = await this.targets.of(manager, [recordId]);
    if (!target) return { retryAfterMs: null };
    const open = await this.awaited.openFor(manager, recordId);
    const work = (await this.targets.work(manager, target)).filter((one) => !open.has(keyOf(one)));
    if (work.length === 0) return { retryAfterMs: null };
    const failed = await this.awaited.failedFor(manager, recordId);
    const protection = await this.protection.load(manager, recordId);
    const waits: number[] = [];
    for (const group of pairsOf(work, failed)) {
      const [{ from, to } = { from: '', to: '' }] = group.work;
      const texts = group.work.map(({ text }) => text);
      const known = await this.store.remembered(from, to, texts);
      const unknown = texts.filter((text) => !known.has(text));
      const protect = protection.between(from, to);
      const outcomes = await this.chain.translate({
        from,
        to,
        texts: unknown,
        protect,
        without: group.without,
      });
      const results: TextResult[] = [];
      for (const one of group.work) {
        const remembered = known.get(one.text);
        const outcome: ChainOutcome | undefined =
          remembered === undefined
            ? outcomes[unknown.indexOf(one.text)]
            : { kind: 'translated', text: remembered, engine: MEMORY };
        if (!outcome) continue;
        if (outcome.kind === 'awaited') await this.awaited.expect(recordId, one, outcome);
        const result = resultOf(one, outcome, isLastTry);
        if (outcome.kind === 'unavailable' && result.state === 'PENDING')
          waits.push(outcome.retryAfterMs ?? 0);
        results.push(result);
      }
      await this.store.save(recordId, results, runId);
      await nextTurn();
    }
    return { retryAfterMs: waits.length > 0 ? Math.min(...waits) : null };
  }
}

function keyOf({ field, to, text }: TextWork): string {
  return `${field} ${to} ${sourceHash(text)}`;
}

/** Work by pair of languages, and apart where other engines may not be asked. */
function pairsOf(
  work: readonly TextWork[],
  failed: ReadonlyMap<string, string[]>,
): { work: TextWork[]; without: string[] }[] {
  const pairs = new Map<string, { work: TextWork[]; without: string[] }>();
  for (const one of work) {
    const without = failed.get(keyOf(one)) ?? [];
    const key = [one.from, one.to, ...without].join(' ');
    const pair = pairs.get(key) ?? { work: [], without };
    pair.work.push(one);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

function resultOf(work: TextWork, outcome: ChainOutcome, isLastTry: boolean): TextResult {
  const none = { ...work, translation: null, engine: null };
  switch (outcome.kind) {
    case 'translated':
      return { ...work, translation: outcome.text, engine: outcome.engine, state: 'CURRENT', reason: null };
    case 'kept':
      return { ...work, translation: outcome.text, engine: KEPT, state: 'CURRENT', reason: outcome.reason };
    case 'awaited':
      return { ...none, state: 'PENDING', reason: 'awaited' };
    case 'unavailable': {
      const mayPass = outcome.retryAfterMs !== null && !isLastTry;
      return { ...none, state: mayPass ? 'PENDING' : 'UNAVAILABLE', reason: outcome.reason };
    }
  }
}
