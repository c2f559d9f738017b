import { EngineCall } from '../../src/modules/translation/chain/engine-call';
import { PathFinder } from '../../src/modules/translation/chain/path-finder';
import { TranslationChain } from '../../src/modules/translation/chain/translation-chain.service';
import { TranslatorRegistry } from '../../src/modules/translation/chain/translator-registry';
import { detectLanguage, prepareDetection } from '../../src/modules/translation/detection';
import { RecordedEngine } from '../../src/modules/translation/engines/recorded/recorded.engine';
import { ProtectionOfRecord } from '../../src/modules/translation/glossary/protection.service';
import type { Translator } from '../../src/modules/translation/translator';
import { loadConfig } from '../../src/platform/config';
import type { Corpus } from './corpus';
import { installedApertium } from './engine-run';
import { countsOf, KEPT_TERMS, type Kind, KINDS, lost, withThings } from './things-to-keep';

export interface SurvivalFigure {
  pair: string;
  engine: string;
  /** texts that were translated, and those for which the chain gave no translation rather than a wrong one */
  translated: number;
  refused: number;
  /** of each kind: how many stood in the translated texts, and how many their translations lack */
  kinds: Record<Kind, { there: number; lost: number }>;
}

export interface Survival {
  figures: SurvivalFigure[];
  /** longest stretch in which this process computed and answered nobody while it translated, ms */
  longestBlockMs: number;
}

const BATCH = 50;

/**
 * What comes through the chain. Apertium's pairs: each sentence with an address, an e-mail-like string and two terms
 * added. Recorded pairs: the sentences as they are, since nothing else was recorded; their numbers.
 */
export async function survival(corpus: Corpus): Promise<Survival> {
  prepareDetection();
  const apertium = installedApertium();
  const watch = watchLoop();
  const figures: SurvivalFigure[] = [];
  const languages = [...corpus.sentences.keys()];
  for (const [from, to] of languages.flatMap((one) => languages.map((other) => [one, other] as const))) {
    if (!apertium || (await apertium.pair(from, to)).state !== 'ready') continue;
    const texts = (corpus.sentences.get(from) ?? []).map(withThings);
    figures.push(await run(apertium, from, to, texts));
  }
  const recorded = new RecordedEngine(corpus.folder, false);
  for (const { from, to } of corpus.recordings) {
    figures.push(await run(recorded, from, to, corpus.sentences.get(from) ?? []));
  }
  return { figures, longestBlockMs: watch() };
}

/**
 * Longest stretch in which this process computed and answered nobody, in ms, told when it is called: between two turns
 * of its loop the time that passed, or the processor's time if that is less. What other programs took of the machine
 * is none of ours.
 */
function watchLoop(): () => number {
  let longest = 0;
  let last = { at: performance.now(), cpu: process.cpuUsage() };
  const timer = setInterval(() => {
    const now = { at: performance.now(), cpu: process.cpuUsage() };
    const computed = (now.cpu.user + now.cpu.system - last.cpu.user - last.cpu.system) / 1000;
    longest = Math.max(longest, Math.min(now.at - last.at, computed));
    last = now;
  }, 2);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function run(
  engine: Translator,
  from: string,
  to: string,
  texts: readonly string[],
): Promise<SurvivalFigure> {
  const registry = new TranslatorRegistry(loadConfig({ NODE_ENV: 'test' }), [engine]);
  const chain = new TranslationChain(registry, new PathFinder(registry), new EngineCall(), {
    detectLanguage,
  });
  const protect = new ProtectionOfRecord(KEPT_TERMS, []).between(from, to);
  const kinds = Object.fromEntries(
    KINDS.map((kind) => [kind, { there: 0, lost: 0 }]),
  ) as SurvivalFigure['kinds'];
  const figure: SurvivalFigure = {
    pair: `${from}→${to}`,
    engine: engine.name,
    translated: 0,
    refused: 0,
    kinds,
  };
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH);
    const outcomes = await chain.translate({ from, to, texts: batch, protect });
    outcomes.forEach((outcome, index) => {
      if (outcome.kind !== 'translated') {
        figure.refused += 1;
        return;
      }
      figure.translated += 1;
      const source = batch[index] ?? '';
      const there = countsOf(source);
      const missing = lost(source, outcome.text);
      for (const kind of KINDS) {
        kinds[kind].there += there[kind];
        kinds[kind].lost += missing[kind];
      }
    });
  }
  return figure;
}
