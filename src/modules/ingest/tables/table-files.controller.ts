import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { I18nService } from '../../../platform/i18n';
import { Access, CurrentViewer } from '../../identity';
import { TableKind } from './table-kinds';
import { TableExportService, toCsv } from './table-export.service';
import { toXlsx } from './xlsx-writer';

const FILE = /^([a-z]+)\.(csv|xlsx)$/;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@Controller('tables')
export class TableFilesController {
  constructor(
    private readonly tables: TableExportService,
    private readonly i18n: I18nService,
  ) {}

  /**
   * `/tables/actions.csv`, `practices`, `milestones`, `cities`, `organisations`, `contacts`, each as csv or xlsx: what the
   * reader may see, to be edited and imported again. `of`: id of a city, organisation or network; `locale`: language of the
   * columns' names.
   */
  @Access('public.read')
  @Get(':file')
  async table(
    @Param('file') file: string,
    @CurrentViewer() viewer: Viewer,
    @Req() request: Request,
    @Res() response: Response,
    @Query('of') of?: string,
    @Query('locale') locale?: string,
  ): Promise<void> {
    const [, name = '', form] = FILE.exec(file) ?? [];
    const kind = Object.values(TableKind).find((one) => one.toLowerCase() === name);
    if (!kind || (of !== undefined && !UUID.test(String(of)))) {
      throw new CodedError('NOT_FOUND', 'error.table.missing', {}, 404);
    }
    const language =
      this.i18n.match(String(locale ?? '')) ?? this.i18n.negotiate(request.headers['accept-language']);
    const rows = await this.tables.rows(viewer, kind, of ?? null, language);
    response.set({
      'Content-Disposition': `attachment; filename="${file}"`,
      'Content-Type': form === 'csv' ? 'text/csv; charset=utf-8' : XLSX,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.send(form === 'csv' ? Buffer.from(toCsv(rows)) : await toXlsx(rows));
  }
}
