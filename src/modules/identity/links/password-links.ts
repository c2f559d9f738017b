import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config, siteAddress } from '../../../platform/config';
import { LinksService } from './links.service';

const HOURS = 2;

/** Links for a new password that whoever runs the site hands on, without a letter. */
@Injectable()
export class PasswordLinks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly links: LinksService,
  ) {}

  async make(accountId: string): Promise<string> {
    const id = await this.dataSource.transaction((manager) =>
      this.links.make(manager, { purpose: 'password-reset', accountId, hours: HOURS }, false),
    );
    return `${siteAddress(this.config)}/en/account/reset?key=${this.links.secretOf(id)}`;
  }
}
