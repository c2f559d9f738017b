import { Injectable } from '@nestjs/common';
import type { Locale } from '../../../common/locale';
import { I18nService } from '../../../platform/i18n';
import { type ColumnWords, foldHeader } from './mapping';
import type { TableColumn } from './table-kinds';

const BETWEEN = '|';

/**
 * What columns are called. A message `table.<key>` holds the names in one language with `|` between: the first is written, all
 * are understood.
 */
@Injectable()
export class ColumnNames {
  constructor(private readonly i18n: I18nService) {}

  label(locale: Locale | undefined, { key }: TableColumn): string {
    return this.namesOf(locale, key)[0] ?? key;
  }

  words(columns: readonly TableColumn[]): ColumnWords {
    return new Map(
      columns.map(({ key }) => [
        key,
        new Set([
          foldHeader(key),
          ...this.i18n.tags.flatMap((locale) => this.namesOf(locale, key).map(foldHeader)),
        ]),
      ]),
    );
  }

  private namesOf(locale: Locale | undefined, key: string): string[] {
    return this.i18n
      .translate(locale, `table.${key}`)
      .split(BETWEEN)
      .map((name) => name.trim());
  }
}
