import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Controller, Delete, Head, Options, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { Access, CurrentViewer } from '../../identity';
import type { AddedDocument } from '../documents.service';
import { TusEdge, uploadAnswer } from './tus-edge';
import type { UploadTarget } from './upload-target';
import { UploadsService } from './uploads.service';

/** Where files come in: by the tus protocol, or in one piece. */
@Access('document.upload')
@Controller('uploads')
export class UploadsController {
  constructor(
    private readonly tus: TusEdge,
    private readonly uploads: UploadsService,
  ) {}

  @Access('anyone')
  @Options(['', ':id'])
  options(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentViewer() viewer: Viewer,
  ): Promise<void> {
    return this.tus.handle(request, response, viewer);
  }

  /**
   * With the header `Tus-Resumable`: begins an upload whose `Upload-Metadata` names `filename`, `owner` (slug or id of a
   * city, organisation or network) and, if wanted, `networks` (slugs or ids with commas between). Without: the body is the
   * file, the same names stand in the query. 201 with the document's id; 200 where the owner has this very file.
   */
  @Post()
  async create(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('owner') owner?: string,
    @Query('networks') networks?: string,
    @Query('filename') filename?: string,
  ): Promise<void> {
    if (request.headers['tus-resumable'] !== undefined) return this.tus.handle(request, response, viewer);
    const names = { owner: text(owner), networks: text(networks), filename: text(filename) };
    const target = await this.uploads.targetOf(viewer, names);
    const added = await this.takeWhole(request, viewer, names.filename, target);
    const { headers, body } = uploadAnswer(added);
    response
      .status(added.isKnown ? 200 : 201)
      .set(headers)
      .json(body);
  }

  @Patch(':id')
  patch(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<void> {
    return this.goOn(request, response, viewer, id);
  }

  @Head(':id')
  head(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<void> {
    return this.goOn(request, response, viewer, id);
  }

  @Delete(':id')
  delete(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
  ): Promise<void> {
    return this.goOn(request, response, viewer, id);
  }

  private async goOn(request: Request, response: Response, viewer: Viewer, id: string): Promise<void> {
    if (!(await this.uploads.isTheirs(viewer, id))) {
      throw new CodedError('NOT_FOUND', 'error.upload.missing', {}, 404);
    }
    return this.tus.handle(request, response, viewer);
  }

  private async takeWhole(
    request: Request,
    viewer: Viewer,
    filename: string,
    target: UploadTarget,
  ): Promise<AddedDocument> {
    const path = this.uploads.pathFor(randomBytes(16).toString('hex'));
    try {
      const bytes = await this.receive(request, path);
      return await this.uploads.take(viewer, path, filename, bytes, target);
    } finally {
      await this.uploads.forget(path);
    }
  }

  /** Writes the body to a file as it comes. Stops at the first byte too many. */
  private async receive(request: Request, path: string): Promise<number> {
    const { maxBytes } = this.uploads;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw this.uploads.tooLarge();
    await mkdir(dirname(path), { recursive: true });
    let bytes = 0;
    const tooLarge = (): CodedError => this.uploads.tooLarge();
    await pipeline(
      request,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          bytes += chunk.length;
          if (bytes > maxBytes) throw tooLarge();
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    return bytes;
  }
}

/** A name that stands in a query twice is a list; the first counts. */
function text(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}
