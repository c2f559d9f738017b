import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/utils';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { CONFIG, type Config } from '../../../platform/config';
import { type AddedDocument, DocumentsService } from '../documents.service';
import { look, unreadable } from '../readers/sniff';
import { type UploadTarget, UploadTargets } from './upload-target';

/** Files that never came to their end are kept so long, for whoever goes on with them. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
const FIRST_LOOK_BYTES = 64 * 1024;
export const UPLOAD_ID = /^[0-9a-f]{32}$/;

/** Files on their way in: they lie in a folder of their own until they are whole. */
@Injectable()
export class UploadsService {
  readonly store: FileStore;
  /** bytes */
  readonly maxBytes: number;
  private readonly folder: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly documents: DocumentsService,
    private readonly targets: UploadTargets,
  ) {
    this.folder = join(config.dataDir, 'uploads');
    this.maxBytes = config.UPLOAD_MAX_MB * 1024 ** 2;
    this.store = new FileStore({ directory: this.folder, expirationPeriodInMilliseconds: KEPT_MS });
  }

  tooLarge(): CodedError {
    return new CodedError(
      'FILE_TOO_LARGE',
      'error.upload.tooLarge',
      { megabytes: this.maxBytes / 1024 ** 2 },
      413,
    );
  }

  /** What an upload's metadata must name before its first byte is taken; checks that the viewer may. */
  async begin(viewer: Viewer, metadata: Upload['metadata']): Promise<NonNullable<Upload['metadata']>> {
    const { ownerId, networkIds } = await this.targetOf(viewer, metadata);
    return {
      filename: metadata?.['filename'] ?? metadata?.['name'] ?? '',
      owner: ownerId,
      networks: networkIds.join(','),
      account: viewer.account?.id ?? '',
    };
  }

  /** Whether this viewer began that upload: nobody else may go on with it, nor learn that it is there. */
  async isTheirs(viewer: Viewer, id: string): Promise<boolean> {
    if (!viewer.account || !UPLOAD_ID.test(id)) return false;
    const upload = await this.store.getUpload(id).catch(() => undefined);
    return upload?.metadata?.['account'] === viewer.account.id;
  }

  /** A whole file becomes a document, and leaves the folder whatever becomes of it. */
  async finish(viewer: Viewer, upload: Upload): Promise<AddedDocument> {
    const path = join(this.folder, upload.id);
    try {
      const target = await this.targetOf(viewer, upload.metadata);
      return await this.take(viewer, path, upload.metadata?.['filename'] ?? '', upload.size ?? 0, target);
    } finally {
      await this.store.remove(upload.id).catch(() => undefined);
    }
  }

  /** Looks at the first bytes, since a name promises nothing, and stores the file. */
  async take(
    viewer: Viewer,
    path: string,
    fileName: string,
    bytes: number,
    target: UploadTarget,
  ): Promise<AddedDocument> {
    const first = look(await firstBytes(path));
    if (first.shell === 'other') throw unreadable(first.what, fileName);
    return this.documents.add({ path, fileName, bytes, uploaderId: viewer.account?.id ?? null, ...target });
  }

  targetOf(viewer: Viewer, metadata: Upload['metadata']): Promise<UploadTarget> {
    const networks = (metadata?.['networks'] ?? '').split(',').filter((name) => name !== '');
    return this.targets.find(viewer, metadata?.['owner'] ?? undefined, networks);
  }

  /** A path for a file that comes in one piece. */
  pathFor(id: string): string {
    return join(this.folder, `${id}.whole`);
  }

  /** Files that came in one piece and whose process died before they were stored. */
  async tidy(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name);
      if (!name.endsWith('.whole')) continue;
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (mtimeMs < Date.now() - KEPT_MS) await this.forget(path);
    }
  }

  async forget(path: string): Promise<void> {
    await rm(path, { force: true });
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_LOOK_BYTES), 0, FIRST_LOOK_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
