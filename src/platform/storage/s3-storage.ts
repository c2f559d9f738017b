import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { FileMissingError } from './file-missing.error';
import { checkKey, FileStorage } from './file-storage';

export interface S3Settings {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** left out: Amazon's own for the region */
  endpoint?: string;
}

const CONNECT_MS = 5_000;
const REQUEST_MS = 120_000;

/** Files in a bucket of anything that speaks S3: MinIO, Ceph, Garage, Amazon. The bucket is not made by us. */
export class S3Storage extends FileStorage {
  private readonly client: S3Client;

  constructor(private readonly settings: S3Settings) {
    super();
    const { region, endpoint, accessKeyId, secretAccessKey } = settings;
    this.client = new S3Client({
      region,
      credentials: { accessKeyId, secretAccessKey },
      // Buckets as folders of one address: what MinIO and most others offer without a name service.
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
      // The newer checksums are unknown to many servers that call themselves S3.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(key: string, content: Readable, bytes: number): Promise<void> {
    checkKey(key);
    if (await this.has(key)) {
      content.destroy();
      return;
    }
    // A source that breaks off is not noticed by the client, which would wait for the rest.
    const stop = new AbortController();
    const broken = new Promise<never>((_resolve, reject) => {
      content.once('error', (error) => {
        stop.abort();
        reject(error);
      });
    });
    // An object appears in a bucket whole, once the last of its announced bytes has come.
    const command = new PutObjectCommand({
      ...this.at(key),
      Body: content,
      ContentLength: bytes,
      ContentType: 'application/octet-stream',
    });
    await Promise.race([this.client.send(command, { abortSignal: stop.signal }), broken]);
  }

  async open(key: string): Promise<Readable> {
    checkKey(key);
    try {
      const { Body } = await this.client.send(new GetObjectCommand(this.at(key)));
      return Body as Readable;
    } catch (error) {
      if (isMissing(error)) throw new FileMissingError();
      throw error;
    }
  }

  async has(key: string): Promise<boolean> {
    checkKey(key);
    try {
      await this.client.send(new HeadObjectCommand(this.at(key)));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    checkKey(key);
    await this.client.send(new DeleteObjectCommand(this.at(key)));
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.settings.bucket, Key: key };
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 404 &&
    error.name !== 'NoSuchBucket'
  );
}
