import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  Logger,
  type NestInterceptor,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import type { GraphQLResolveInfo } from 'graphql';
import { type Observable, tap } from 'rxjs';
import { DataSource } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { CONFIG, type Config } from '../../../platform/config';
import type { GraphqlContext } from '../../../platform/graphql';
import { I18nService } from '../../../platform/i18n';

/** Written down at the latest after this many ms, or this many different pages. */
const KEPT_MS = 20_000;
const KEPT_PAGES = 500;

/**
 * Counts how often a record was opened in a language, so that translators begin with what is read. It keeps a sum, and
 * nothing of who read or when.
 */
@Injectable()
export class ReadCounter implements NestInterceptor, OnApplicationShutdown {
  private readonly logger = new Logger('Translation');
  private counts = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly i18n: I18nService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<string>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(context);
    const info = graphql.getInfo<GraphQLResolveInfo>();
    if (info.parentType.name !== 'Query' || info.fieldName !== 'record') return next.handle();
    const { request } = graphql.getContext<GraphqlContext>();
    const wished = info.variableValues['locale'];
    const locale = (typeof wished === 'string' && this.i18n.match(wished)) || request.acceptedLocale;
    return next.handle().pipe(
      tap((record: { id: string } | null) => {
        if (record && locale) this.count(record.id, locale);
      }),
    );
  }

  count(recordId: string, locale: Locale): void {
    const key = `${recordId} ${locale}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (this.counts.size >= KEPT_PAGES) void this.write();
    // Tests count statements: one more at a moment of its own would be counted with theirs.
    if (this.config.NODE_ENV === 'test') return;
    this.timer ??= setTimeout(() => void this.write(), KEPT_MS).unref();
  }

  /** Adds what was counted to the sums. What cannot be written is forgotten: no reader should wait for a count. */
  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const counts = [...this.counts].map(
      ([key, reads]) => [...key.split(' '), reads] as [string, Locale, number],
    );
    this.counts = new Map();
    if (counts.length === 0) return;
    await this.dataSource
      .query(
        `INSERT INTO record_reads AS c (record_id, locale, reads)
         SELECT k.record_id, k.locale, k.reads FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS k (record_id, locale, reads)
         JOIN record r ON r.id = k.record_id ORDER BY 1, 2
         ON CONFLICT (record_id, locale) DO UPDATE SET reads = c.reads + excluded.reads`,
        [counts.map(([id]) => id), counts.map(([, locale]) => locale), counts.map(([, , reads]) => reads)],
      )
      .catch((error: unknown) => this.logger.warn(`Reads were not counted: ${String(error)}`));
  }

  async onApplicationShutdown(): Promise<void> {
    // The pool may be closed by now; then the last seconds are not counted.
    if (this.dataSource.isInitialized) await this.write();
    clearTimeout(this.timer);
  }
}
