import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
      resources: Object.fromEntries(this.locales.map(({ tag }) => [tag, { translation: readMessages(tag) }])),
    });
  }

  get tags(): Locale[] {
    return this.locales.map(({ tag }) => tag);
  }

  /** A sentence of `messages/` in that language, English where the key has none there. */
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

/** All files of `i18n/<locale>/messages/`, one per part of the house, as one list. Throws where two have one key. */
function readMessages(tag: Locale): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const file of readdirSync(join(PROJECT_ROOT, 'i18n', tag, 'messages')).sort()) {
    for (const [key, text] of Object.entries(readJson<Record<string, string>>(`${tag}/messages/${file}`))) {
      if (key in messages) throw new Error(`i18n/${tag}/messages/${file}: ${key} is there twice`);
      messages[key] = text;
    }
  }
  return messages;
}
