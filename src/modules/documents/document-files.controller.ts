import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { CodedError } from '../../common/errors';
import type { Viewer } from '../../common/viewer';
import { Access, CurrentViewer } from '../identity';
import type { DocumentEntity } from './document.entity';
import { formFor } from './document.policy';
import { DocumentsService } from './documents.service';

/** A file is something to save, never a page of this site: it is not shown, not guessed at, and may do nothing. */
const HARMLESS = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
};

@Controller('documents')
export class DocumentFilesController {
  constructor(
    private readonly documents: DocumentsService,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /**
   * The file itself, to be saved; where it holds personal data that nobody has cleared, its text without them. 404 where
   * there is none that this viewer may see.
   */
  @Access('public.read')
  @Get(':id/file')
  async file(
    @Param('id', new ParseUUIDPipe({ exceptionFactory: missing })) id: string,
    @CurrentViewer() viewer: Viewer,
    @Res() response: Response,
  ): Promise<void> {
    const { manager } = this.dataSource;
    const document = await this.documents.load(manager, id);
    const isShown = await this.documents.isShownTo(manager, id, viewer.audiences);
    const form = formFor(viewer, document, isShown);
    if (form === 'none') throw missing();
    response.set(HARMLESS);
    if (form === 'original') {
      const content = await this.documents.open(document);
      response.set({
        'Content-Type': 'application/octet-stream',
        'Content-Length': document.bytes,
        'Content-Disposition': attachment(document.fileName),
      });
      await send(content, response);
      return;
    }
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': attachment(`${document.fileName}.txt`),
    });
    await send(Readable.from(await this.redacted(document)), response);
  }

  private async redacted(document: DocumentEntity): Promise<string[]> {
    const passages = await this.documents.passages(this.dataSource.manager, [document.id]);
    return passages.map(({ text }) => `${text}\n\n`);
  }
}

function missing(): CodedError {
  return new CodedError('NOT_FOUND', 'error.document.missing', {}, 404);
}

/** RFC 6266: a plain name for old clients, the real one for all others. */
function attachment(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '');
  const real = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`;
}

/** A reader who goes away is no error. */
async function send(content: Readable, response: Response): Promise<void> {
  await pipeline(content, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
