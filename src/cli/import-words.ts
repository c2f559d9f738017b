import type { NestExpressApplication } from '@nestjs/platform-express';
import type { CodedError } from '../common/errors';
import { ContentInvalidError } from '../modules/records';
import { I18nService } from '../platform/i18n';

const BAR = 24;

/** One line that is written over, where somebody looks. */
export function draw(title: string, done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const filled = total > 0 ? Math.round((done / total) * BAR) : 0;
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  process.stderr.write(`\r${title} ${bar} ${total > 0 ? `${done}/${total}` : ''}\u001b[K\r`);
}

/** What went wrong, in words for an operator. */
export function sentence(app: NestExpressApplication, error: CodedError): string {
  const words = app.get(I18nService, { strict: false }).translate('en', error.messageKey, error.parameters);
  return error instanceof ContentInvalidError
    ? `${words} ${error.problems.map(({ field }) => field).join(', ')}`
    : words;
}
