import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

/** The classes that the WebAssembly module of `@browsermt/bergamot-translator` has, as far as they are used here. */
export interface BergamotModule {
  AlignedMemory: new (bytes: number, alignment: number) => AlignedMemory;
  AlignedMemoryList: new () => Deletable & { push_back(memory: AlignedMemory): void };
  TranslationModel: new (
    config: string,
    model: AlignedMemory,
    shortlist: AlignedMemory,
    vocabularies: Deletable,
    quality: null,
  ) => Deletable;
  BlockingService: new (options: { cacheSize: number }) => {
    translate(model: Deletable, texts: VectorString, options: ResponseOptions): VectorResponse;
  };
  VectorString: new () => VectorString;
  VectorResponseOptions: new () => ResponseOptions;
}

interface Deletable {
  delete(): void;
}
export interface AlignedMemory extends Deletable {
  getByteArrayView(): Int8Array;
}
interface VectorString extends Deletable {
  push_back(text: string): void;
}
interface ResponseOptions extends Deletable {
  push_back(options: { qualityScores: boolean; alignment: boolean; html: boolean }): void;
}
interface VectorResponse extends Deletable {
  size(): number;
  get(index: number): Deletable & { getTranslatedText(): string };
}

/** Functions of integer matrices that the module imports, and those of its own that do the same, if slower. */
const MATRIX_FUNCTIONS: Readonly<Record<string, string>> = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

/** Of the platform's WebAssembly, whose types belong to browsers, what is used here. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: { instantiate(bytes: Buffer, imports: object): Promise<{ instance: object }> };
};

interface Glue extends BergamotModule {
  asm?: Record<string, (...given: unknown[]) => unknown>;
  [setting: string]: unknown;
}

/**
 * Starts the WebAssembly module of a folder. The package's own worker does not run in Node (its files are declared to be
 * ES modules and are not), so its glue code is read and given what it asks for.
 */
export function startRuntime(folder: string): Promise<BergamotModule> {
  return new Promise((resolve, reject) => {
    const path = join(folder, 'bergamot-translator-worker.js');
    const glue = {
      print: () => undefined,
      // What it says of a model that it cannot read; the answer is the exception that follows.
      printErr: () => undefined,
      onAbort: () => reject(new Error('The runtime gave up')),
      onRuntimeInitialized: () => resolve(glue),
      instantiateWasm: (imports: object, accept: (instance: object) => void): object => {
        const ofMatrices = Object.entries(MATRIX_FUNCTIONS).map(
          ([name, own]) => [name, (...given: unknown[]) => glue.asm?.[own]?.(...given)] as const,
        );
        const bytes = readFileSync(join(folder, 'bergamot-translator-worker.wasm'));
        webAssembly
          .instantiate(bytes, {
            ...imports,
            wasm_gemm: Object.fromEntries(ofMatrices),
          })
          .then(({ instance }) => accept(instance), reject);
        return {};
      },
    } as unknown as Glue;
    const run = compileFunction(
      readFileSync(path, 'utf8'),
      ['Module', 'require', '__dirname', '__filename'],
      {
        filename: path,
      },
    ) as (...given: unknown[]) => void;
    run(glue, createRequire(path), folder, path);
  });
}
