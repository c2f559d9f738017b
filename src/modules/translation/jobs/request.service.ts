import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../common/errors';
import type { Viewer } from '../../../common/viewer';
import { TranslatorRegistry } from '../chain/translator-registry';
import { loadScopes } from '../people/record-scope.query';
import { loadStandings, textKeyOf, type TextKey } from '../people/text-standing.query';
import { TranslationJobs } from './translation-jobs.service';
import { TranslationTargets } from './translation-targets.query';

const HOUR = 3_600_000;
const PER_ACCOUNT = 60;
/** Who is signed out leaves no trace by which to be counted alone. */
const SIGNED_OUT_TOGETHER = 300;

export type RequestRefusal = 'TOO_MANY_REQUESTS' | 'NOTHING_TO_TRANSLATE' | 'NOT_BY_MACHINE' | 'NO_ENGINE';

/** What readers ask for that nobody translates unasked. */
@Injectable()
export class RequestService {
  private readonly asked = new Map<string, { since: number; count: number }>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registry: TranslatorRegistry,
    private readonly targets: TranslationTargets,
    private readonly jobs: TranslationJobs,
  ) {}

  /** Null: it is on its way, or there already. Throws NOT_FOUND for a text that the viewer cannot read. */
  async request(viewer: Viewer, key: TextKey): Promise<RequestRefusal | null> {
    const { manager } = this.dataSource;
    const found = (await loadScopes(manager, [key.recordId])).get(key.recordId);
    const isReadable = found?.audience.some((audience) => viewer.audiences.includes(audience)) ?? false;
    const standing = isReadable ? (await loadStandings(manager, [key])).get(textKeyOf(key)) : undefined;
    if (!standing) throw new CodedError('NOT_FOUND', 'error.translation.textMissing', {}, 404);
    if (standing.isSource || standing.sourceLocale === key.locale) return 'NOTHING_TO_TRANSLATE';
    if (standing.text !== '' || standing.state === 'PENDING') return null;
    const [target] = await this.targets.of(manager, [key.recordId]);
    const isNever = target?.never.some((pattern) => new RegExp(pattern, 'u').test(key.field)) ?? true;
    if (isNever) return 'NOT_BY_MACHINE';
    if (this.registry.all().length === 0) return 'NO_ENGINE';
    if (!this.isWithinLimit(viewer.account?.id ?? null)) return 'TOO_MANY_REQUESTS';
    await this.jobs.requestOne(key.recordId, key.field, key.locale);
    return null;
  }

  private isWithinLimit(accountId: string | null): boolean {
    const now = Date.now();
    const key = accountId ?? 'signed-out';
    const known = this.asked.get(key);
    const counted = known && now - known.since < HOUR ? known : { since: now, count: 0 };
    if (counted.count >= (accountId ? PER_ACCOUNT : SIGNED_OUT_TOGETHER)) return false;
    this.asked.set(key, { ...counted, count: counted.count + 1 });
    if (this.asked.size > 10_000) {
      for (const [one, { since }] of this.asked) if (now - since >= HOUR) this.asked.delete(one);
    }
    return true;
  }
}
