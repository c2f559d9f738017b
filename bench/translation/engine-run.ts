import { spawnSync } from 'node:child_process';
import { ApertiumCommand } from '../../src/modules/translation/engines/apertium/apertium-command';
import { ApertiumEngine } from '../../src/modules/translation/engines/apertium/apertium.engine';
import type { Translator } from '../../src/modules/translation/translator';

/** Apertium, where the command and at least one pair are installed; else undefined. */
export function installedApertium(): ApertiumEngine | undefined {
  const { status, stdout } = spawnSync('apertium', ['-l'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? new ApertiumEngine(new ApertiumCommand()) : undefined;
}

export interface EngineRun {
  lines: string[];
  /** of the source, in the time that all requests took one after the other */
  wordsPerSecond: number;
}

/** All lines by one engine, in requests as large as it takes. */
export async function translateLines(
  engine: Translator,
  from: string,
  to: string,
  lines: readonly string[],
): Promise<EngineRun> {
  const translated: string[] = [];
  const began = performance.now();
  const size = engine.limits.textsPerRequest;
  for (let at = 0; at < lines.length; at += size) {
    const answer = await engine.translate({ from, to, texts: lines.slice(at, at + size) });
    if (answer.kind !== 'done') throw new Error(`${engine.name} answers later`);
    translated.push(...answer.texts);
  }
  const words = lines.reduce((sum, line) => sum + line.split(/\s+/).length, 0);
  return { lines: translated, wordsPerSecond: (words * 1000) / (performance.now() - began) };
}
