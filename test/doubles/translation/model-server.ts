import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Asked, json, type Reply, ServiceDouble } from './service-double';

/** The parts of a made-up model: no translator could use them. */
export interface MadeUpModel {
  from: string;
  to: string;
  architecture?: string;
  releaseStatus?: string;
  model: Buffer;
  lex: Buffer;
  /** one, or source and target */
  vocabularies: Buffer[];
}

export function madeUp(from: string, to: string, change: Partial<MadeUpModel> = {}): MadeUpModel {
  // Random-looking, so that packing leaves it long enough to be cut in the middle.
  const bytes = (label: string, blocks: number): Buffer =>
    Buffer.concat(
      Array.from({ length: blocks }, (_, index) =>
        createHash('sha512').update(`${from}${to}${label}${index}`).digest(),
      ),
    );
  return {
    from,
    to,
    model: bytes('model', 400),
    lex: bytes('lex', 20),
    vocabularies: [bytes('vocab', 20)],
    ...change,
  };
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The names by which Mozilla's files are known, with their bytes, not packed. */
export function filesOf({ from, to, model, lex, vocabularies }: MadeUpModel): Record<string, Buffer> {
  const pair = `${from}${to}`;
  const [first = Buffer.alloc(0), second] = vocabularies;
  return {
    [`model.${pair}.intgemm.alphas.bin`]: model,
    [`lex.50.50.${pair}.s2t.bin`]: lex,
    ...(second
      ? { [`srcvocab.${pair}.spm`]: first, [`trgvocab.${pair}.spm`]: second }
      : { [`vocab.${pair}.spm`]: first }),
  };
}

/** A bucket with a list of models, of the form of Mozilla's, whose files can be asked for in parts. */
export class ModelServer {
  readonly service = new ServiceDouble((asked) => this.answer(asked));
  models: MadeUpModel[] = [];
  hasRanges = true;
  private base = '';

  async start(): Promise<string> {
    this.base = await this.service.start();
    return `${this.base}/db/models.json`;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  asked(name: string): Asked[] {
    return this.service.asked.filter(({ path }) => path.includes(name));
  }

  private list(): unknown {
    const models: Record<string, unknown[]> = {};
    for (const model of this.models) {
      const { from, to, architecture = 'tiny', releaseStatus = 'Release' } = model;
      const path = (name: string): string => `models/${from}-${to}/${architecture}/${name}.gz`;
      const names = Object.keys(filesOf(model));
      const named = (kind: string): string => path(names.find((name) => name.startsWith(`${kind}.`)) ?? '');
      models[`${from}-${to}`] = [
        ...(models[`${from}-${to}`] ?? []),
        {
          architecture,
          releaseStatus,
          sourceLanguage: from,
          targetLanguage: to,
          files: {
            model: {
              path: named('model'),
              uncompressedSize: model.model.length,
              uncompressedHash: sha256(model.model),
            },
            lexicalShortlist: { path: named('lex') },
            ...(model.vocabularies.length > 1
              ? { srcVocab: { path: named('srcvocab') }, trgVocab: { path: named('trgvocab') } }
              : { vocab: { path: named('vocab') } }),
          },
        },
      ];
    }
    return { generated: '2026-01-01T00:00:00Z', baseUrl: this.base, models };
  }

  private answer({ path, headers }: Asked): Reply {
    if (path === '/db/models.json') return json(this.list());
    const model = this.models.find(({ from, to, architecture = 'tiny' }) =>
      path.startsWith(`/models/${from}-${to}/${architecture}/`),
    );
    const bytes = model && filesOf(model)[path.split('/').at(-1)?.replace(/\.gz$/, '') ?? ''];
    if (!bytes) return { status: 404, body: '<Error>NoSuchKey</Error>' };
    const packed = gzipSync(bytes);
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
    if (Number.isNaN(from) || !this.hasRanges) return { body: packed };
    if (from >= packed.length) return { status: 416, body: '' };
    return {
      status: 206,
      headers: { 'content-range': `bytes ${from}-${packed.length - 1}/${packed.length}` },
      body: packed.subarray(from),
    };
  }
}
