import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { FileStorage } from './file-storage';
import { FolderStorage } from './folder-storage';

/** Files lie in DATA_DIR/files, or in the bucket that S3_BUCKET names. */
@Global()
@Module({
  providers: [{ provide: FileStorage, inject: [CONFIG], useFactory: storageFor }],
  exports: [FileStorage],
})
export class StorageModule {}

export async function storageFor(config: Config): Promise<FileStorage> {
  const { S3_BUCKET, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
  if (!S3_BUCKET) return new FolderStorage(join(config.dataDir, 'files'));
  if (!S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    throw new Error('S3_BUCKET is set: S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed, too');
  }
  // The client is large, and most sites keep their files in a folder.
  const { S3Storage } = await import('./s3-storage');
  return new S3Storage({
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT } : {}),
  });
}
