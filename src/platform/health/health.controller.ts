import { Controller, Get, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { OpenToAnyone } from '../http';

@OpenToAnyone()
@Controller('health')
export class HealthController {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** 200 `{status:"ok"}` when ready to answer, 503 `{status:"unavailable"}` while the database does not answer. */
  @Get()
  async check(@Res() response: Response): Promise<void> {
    const ready = await this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'unavailable' });
  }
}
