import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type AlignedMemory, type BergamotModule, startRuntime } from './bergamot-runtime';
import type { ThreadAnswer, ThreadFailure, ThreadFile, ThreadModel, ThreadQuestion } from './thread-messages';

/** Models that stay loaded, some 50 to 150 MB each. */
const MOST_MODELS = 3;

/** Settings that the models are made for, as Firefox uses them. */
const CONFIG = Object.entries({
  'beam-size': 1,
  normalize: '1.0',
  'word-penalty': 0,
  'max-length-break': 128,
  'mini-batch-words': 1024,
  workspace: 128,
  'max-length-factor': '2.0',
  'skip-cost': true,
  'cpu-threads': 0,
  quiet: true,
  'quiet-translation': true,
  'gemm-precision': 'int8shiftAlphaAll',
  alignment: 'soft',
})
  .map(([name, value]) => `${name}: ${value}\n`)
  .join('');

class DamagedFile extends Error {}
class UnusableModel extends Error {}

type Model = InstanceType<BergamotModule['TranslationModel']>;

/** What runs in the thread: the runtime, and the models that were used last. */
class Translating {
  private readonly models = new Map<string, Model>();
  private readonly service: InstanceType<BergamotModule['BlockingService']>;

  constructor(private readonly runtime: BergamotModule) {
    this.service = new runtime.BlockingService({ cacheSize: 0 });
  }

  translate({ pair, files, texts }: ThreadQuestion): string[] {
    const model = this.model(pair, files);
    const { VectorString, VectorResponseOptions } = this.runtime;
    const input = new VectorString();
    const options = new VectorResponseOptions();
    for (const text of texts) {
      input.push_back(text);
      options.push_back({ qualityScores: false, alignment: false, html: false });
    }
    const responses = this.service.translate(model, input, options);
    input.delete();
    options.delete();
    const translated = Array.from({ length: responses.size() }, (_, index) => {
      const response = responses.get(index);
      const text = response.getTranslatedText();
      response.delete();
      return text;
    });
    responses.delete();
    return translated;
  }

  private model(pair: string, files: ThreadModel): Model {
    // By the model's sum, too: after a new one was fetched the old one is none.
    const key = `${pair} ${files.model.sha256}`;
    const known = this.models.get(key);
    this.models.delete(key);
    const model = known ?? this.load(files);
    this.models.set(key, model);
    for (const oldest of this.models.keys()) {
      if (this.models.size <= MOST_MODELS) break;
      this.models.get(oldest)?.delete();
      this.models.delete(oldest);
    }
    return model;
  }

  private load({ model, shortlist, vocabularies }: ThreadModel): Model {
    const list = new this.runtime.AlignedMemoryList();
    for (const vocabulary of vocabularies) list.push_back(this.memory(vocabulary, 64));
    const memories = [this.memory(model, 256), this.memory(shortlist, 64)] as const;
    try {
      return new this.runtime.TranslationModel(CONFIG, ...memories, list, null);
    } catch {
      throw new UnusableModel();
    }
  }

  /** A file in the runtime's own memory, if it is what it was when it was stored. */
  private memory({ path, sha256 }: ThreadFile, alignment: number): AlignedMemory {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch {
      throw new DamagedFile();
    }
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DamagedFile();
    const memory = new this.runtime.AlignedMemory(bytes.length, alignment);
    memory.getByteArrayView().set(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    return memory;
  }
}

function failureOf(error: unknown): ThreadFailure {
  if (error instanceof DamagedFile) return 'damaged';
  return error instanceof UnusableModel ? 'unusable' : 'broken';
}

async function serve(): Promise<void> {
  const { runtimeFolder } = workerData as { runtimeFolder: string };
  const translating = new Translating(await startRuntime(runtimeFolder));
  parentPort?.on('message', (question: ThreadQuestion) => {
    let answer: ThreadAnswer;
    try {
      answer = { id: question.id, kind: 'done', texts: translating.translate(question) };
    } catch (error) {
      answer = { id: question.id, kind: 'failed', failure: failureOf(error) };
    }
    parentPort?.postMessage(answer);
  });
}

void serve();
