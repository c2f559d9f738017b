import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Request } from 'express';
import type { Locale } from '../../common/locale';
import { CONFIG, type Config, PROJECT_ROOT } from '../config';
import { I18nService } from '../i18n';
import { EXECUTE_GRAPHQL, type ExecuteGraphql } from './execute-graphql';
import { readWebBuild, type PageResult, type StaticFile, type WebBuild } from './web-build';

export interface RenderedPage extends PageResult {
  nonce: string;
}

/** Renders pages with the server bundle of `web/` and knows the files that go with them. */
@Injectable()
export class PagesService implements OnApplicationBootstrap {
  private readonly logger = new Logger('Web');
  private build: WebBuild | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(EXECUTE_GRAPHQL) private readonly execute: ExecuteGraphql,
    private readonly i18n: I18nService,
  ) {}

  onApplicationBootstrap(): void {
    this.build = readWebBuild(join(PROJECT_ROOT, 'web', 'dist'));
    if (!this.build) this.logger.warn('The web pages are not built: run "npm run build" in web/');
  }

  get isBuilt(): boolean {
    return this.build !== null;
  }

  file(path: string): StaticFile | undefined {
    return this.build?.files.get(path);
  }

  /** Renders the page of an address in a language. Data that fails leaves a page that says so, with status 503. */
  async render(request: Request, locale: Locale): Promise<RenderedPage> {
    if (!this.build) throw new Error('the web pages are not built');
    const nonce = randomBytes(16).toString('base64');
    const result = await this.build.render({
      url: request.originalUrl,
      origin: this.originOf(request),
      locale,
      locales: this.i18n.locales.map(({ tag, name }) => ({ tag, name })),
      nonce,
      assets: this.build.assets,
      execute: ({ query, variables }) => this.execute({ query, variables, locale, request }),
    });
    return { ...result, nonce };
  }

  private originOf(request: Request): string {
    if (this.config.PUBLIC_URL) return this.config.PUBLIC_URL.replace(/\/+$/, '');
    const host = request.get('host') ?? '';
    return `${request.protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
  }
}
