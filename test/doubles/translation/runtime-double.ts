import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A stand-in for the WebAssembly module's glue code, with its classes as Bergamot 0.4 has them. No model of Mozilla's can
 * be had where tests run, so what a model would do is told by the text:
 *   busy <file>   computes until that file exists     forever   never ends
 *   die           ends the thread                     trap      fails as a broken module does
 * Any other text comes back in capitals, with the first letters of the model it was translated by.
 */
const GLUE = `
const { existsSync } = require('node:fs');
class AlignedMemory {
  constructor(bytes, alignment) { this.bytes = new Int8Array(bytes); if (alignment % 64) throw new Error('alignment'); }
  getByteArrayView() { return this.bytes; }
  delete() {}
}
class Vector {
  constructor() { this.items = []; }
  push_back(item) { this.items.push(item); }
  size() { return this.items.length; }
  get(index) { return this.items[index]; }
  delete() { this.items = null; }
}
class TranslationModel {
  constructor(config, model, shortlist, vocabularies) {
    if (!/^gemm-precision: int8shiftAlphaAll$/m.test(config)) throw new Error('config');
    if (vocabularies.size() < 1 || shortlist.bytes.length < 1) throw new Error('files');
    this.label = Buffer.from(model.bytes).toString('latin1', 0, 4);
    if (this.label === 'BAD!') throw new Error('abort');
  }
  delete() { this.label = 'deleted'; }
}
class BlockingService {
  translate(model, texts, options) {
    if (options.size() !== texts.size()) throw new Error('options');
    const answer = new Vector();
    for (const text of texts.items) {
      const [what, file] = text.split(' ');
      if (what === 'busy') while (!existsSync(file));
      if (what === 'forever') for (;;);
      if (what === 'die') process.exit(1);
      if (what === 'trap') throw new Error('RuntimeError: unreachable');
      answer.push_back({ getTranslatedText: () => model.label + ' ' + text.toUpperCase(), delete() {} });
    }
    return answer;
  }
}
Object.assign(Module, {
  AlignedMemory, AlignedMemoryList: Vector, VectorString: Vector, VectorResponseOptions: Vector,
  TranslationModel, BlockingService,
});
setImmediate(Module.onRuntimeInitialized);
`;

/** Writes the stand-in into a folder, which then takes the place of the package's. */
export function writeRuntimeDouble(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bergamot-translator-worker.js'), GLUE);
  return folder;
}
