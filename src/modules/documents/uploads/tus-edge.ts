import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Server } from '@tus/server';
import type { Request, Response } from 'express';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { I18nService } from '../../../platform/i18n';
import type { AddedDocument } from '../documents.service';
import { UploadsService } from './uploads.service';

interface Sender {
  viewer: Viewer;
  acceptLanguage: string | undefined;
}

/** What a finished upload answers, in a header for programs and in the body for everybody. */
export function uploadAnswer({ document, isKnown }: AddedDocument): {
  headers: Record<string, string>;
  body: { documentId: string; fileName: string; bytes: number; sha256: string; isKnown: boolean };
} {
  const { id, fileName, bytes, sha256 } = document;
  return {
    headers: { 'Upload-Document': id },
    body: { documentId: id, fileName, bytes: Number(bytes), sha256, isKnown },
  };
}

/**
 * Uploads by the tus protocol 1.0 (creation, creation-with-upload, termination, expiration): cut off, they go on where
 * they stopped, and the client knows at every time how far they are.
 */
@Injectable()
export class TusEdge {
  private readonly logger = new Logger('Uploads');
  private readonly senders = new AsyncLocalStorage<Sender>();
  private readonly server: Server;

  constructor(
    private readonly uploads: UploadsService,
    private readonly i18n: I18nService,
  ) {
    this.server = new Server({
      path: '/uploads',
      datastore: uploads.store,
      maxSize: uploads.maxBytes,
      relativeLocation: true,
      allowedOrigins: () => false,
      exposedHeaders: ['Upload-Document'],
      namingFunction: () => randomBytes(16).toString('hex'),
      onUploadCreate: async (_request, upload) => ({
        metadata: await this.coded(() => uploads.begin(this.sender().viewer, upload.metadata)),
      }),
      onUploadFinish: async (_request, upload) => {
        const added = await this.coded(() => uploads.finish(this.sender().viewer, upload));
        const { headers, body } = uploadAnswer(added);
        return {
          status_code: 200,
          headers: { ...headers, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        };
      },
      onResponseError: (_request, error) => this.answerOf(error),
    });
  }

  handle(request: Request, response: Response, viewer: Viewer): Promise<void> {
    const sender = { viewer, acceptLanguage: request.headers['accept-language'] };
    return this.senders.run(sender, () => this.server.handle(request, response));
  }

  /** Removes what nobody went on with for a day. */
  async tidy(): Promise<void> {
    await this.server.cleanUpExpiredUploads();
    await this.uploads.tidy();
  }

  private sender(): Sender {
    const sender = this.senders.getStore();
    if (!sender) throw new Error('An upload without a sender');
    return sender;
  }

  /** The library hands on what has a status and a body. */
  private async coded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      throw Object.assign(new Error(error.message), { status_code: error.status, body: this.bodyOf(error) });
    }
  }

  private answerOf(error: Error | { status_code: number; body: string }): {
    status_code: number;
    body: string;
  } {
    const status = 'status_code' in error ? error.status_code : 500;
    if ('body' in error && error.body.startsWith('{')) return { status_code: status, body: error.body };
    if (status === 413) return { status_code: status, body: this.bodyOf(this.uploads.tooLarge()) };
    if (status >= 500)
      this.logger.error(`An upload failed: ${'message' in error ? error.message : String(status)}`);
    const code = status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'UPLOAD_REFUSED';
    return { status_code: status, body: this.bodyOf(new CodedError(code, 'error.upload.failed', {}, 400)) };
  }

  private bodyOf({ code, messageKey, parameters }: CodedError): string {
    const locale = this.i18n.negotiate(this.senders.getStore()?.acceptLanguage);
    const message = this.i18n.translate(locale, messageKey, parameters);
    return JSON.stringify({ errors: [{ message, extensions: { code } }] });
  }
}
