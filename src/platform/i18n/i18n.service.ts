import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import i18next, { type i18n } from 'i18next';
import type { ErrorParameters } from '../../common/errors';
import { type Locale, type LocaleDefinition, matchLocale, negotiateLocale } from '../../common/locale';
import { PROJECT_ROOT } from '../config';

const FALLBACK: Locale = 'en';

/** The supported languages and the server's own sentences in them, read once from `i18n/`. */
@Injectable()
export class I18nService {
  readonly locales: readonly LocaleDefinition[];
  private readonly instance: i18n;

  constructor() {
    this.locales = readJson<LocaleDefinition[]>('locales.json');
    this.instance = i18next.createInstance();
    void this.instance.init({
      lng: FALLBACK,
      fallbackLng: FALLBACK,
      initAsync: false,
      keySeparator: false,
      interpolation: { escapeValue: false },
      resources: Object.fromEntries(
        this.locales.map(({ tag }) => [
          tag,
          { translation: readJson<Record<string, string>>(`${tag}/messages.json`) },
        ]),
      ),
    });
  }

  get tags(): Locale[] {
    return this.locales.map(({ tag }) => tag);
  }

  /** A sentence of `messages.json` in that language, English where the key has none there. */
  translate(locale: Locale | undefined, key: string, parameters: ErrorParameters = {}): string {
    return this.instance.t(key, { lng: locale ?? FALLBACK, ...parameters });
  }

  match(tag: string): Locale | undefined {
    return matchLocale(tag, this.locales);
  }

  negotiate(header: string | undefined): Locale | undefined {
    return negotiateLocale(header, this.locales);
  }
}

function readJson<T>(path: string): T {
  const file = join(PROJECT_ROOT, 'i18n', path);
  if (!existsSync(file)) throw new Error(`i18n/${path} is missing`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
