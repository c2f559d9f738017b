import type { Locale } from '../../../common/locale';
import type { Letter } from '../../../platform/mail';
import type { I18nService } from '../../../platform/i18n';
import type { NotificationKind } from './notification-kind';

/** What happened to one record in one way, however often. */
export interface DigestLine {
  /** notifications that it stands for */
  ids: string[];
  kind: NotificationKind;
  recordId: string | null;
  /** null: it has none yet */
  title: string | null;
  /** path of the page on the site, behind the language */
  path: string;
}

export interface DigestPlaces {
  /** address of the site, without a slash at its end */
  site: string;
  unsubscribe: string;
}

/** A letter in the reader's language: grouped by record, with one click to stop it (RFC 8058). */
export function composeDigest(
  i18n: I18nService,
  locale: Locale | undefined,
  lines: readonly DigestLine[],
  { site, unsubscribe }: DigestPlaces,
): Omit<Letter, 'to' | 'id'> {
  const say = (key: string, parameters: Record<string, string | number> = {}): string =>
    i18n.translate(locale, key, parameters);
  const records = new Set(lines.map(({ recordId }) => recordId));
  const sentences = lines.map(({ kind, title, path }) => {
    const sentence = say(`notification.${kind}`, { title: title ?? say('notification.untitled') });
    return `${sentence}\n${site}/${locale ?? 'en'}${path}`;
  });
  const first = sentences[0]?.split('\n')[0] ?? '';
  const name = 'Crosstown';
  return {
    subject: oneLine(
      records.size === 1
        ? say('digest.subject.one', { site: name, first })
        : say('digest.subject.many', { site: name, records: records.size }),
    ),
    text: [
      say('digest.hello'),
      '',
      sentences.join('\n\n'),
      '',
      '-- ',
      say('digest.stop', { address: unsubscribe }),
      '',
    ].join('\n'),
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}

/** A title may hold line breaks; a subject may not. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
