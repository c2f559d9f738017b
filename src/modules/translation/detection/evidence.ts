import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../platform/config';
import { wordsOf } from './sample';

/** `eld`, of which only the type can be imported: see `load`. */
type Detector = typeof import('eld/medium').eld;

let detector: Detector | undefined;

/** Loads the model where it is not loaded yet. */
export function loadModel(): void {
  detector ??= load();
}

/**
 * By its path: the package declares only `import`, which is asynchronous, and Node can `require` its module all the
 * same. The medium model: the large one is a third of a percent better on five words and takes twice the memory.
 */
function load(): Detector {
  const path = join(PROJECT_ROOT, 'node_modules', 'eld', 'src', 'entries', 'static.medium.js');
  const module = createRequire(__filename)(path) as { eld: Detector };
  return module.eld;
}

/**
 * Evidence for each of the model's sixty languages (ISO 639-1) in a passage, in the model's own unit: the sum over the
 * groups of letters that stand in it. Languages without any are left out.
 */
export function languageEvidence(passage: string): Map<string, number> {
  loadModel();
  const words = wordsOf(passage);
  // A score is m / (m + 25), m being the mean over the groups; the library does not tell how many there were.
  const groups = words.reduce((sum, word) => sum + Math.ceil(word.length / 3), 0);
  const scores = detector?.detect(passage).getScores() ?? {};
  return new Map(
    Object.entries(scores).map(([code, score]) => [code, (groups * 25 * score) / (1 - score)] as const),
  );
}
