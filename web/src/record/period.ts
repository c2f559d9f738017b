import { useTranslation } from '../i18n/use-translation';
import { useFormat } from '../ui/format';

/** "2024 – 2026", "from 2024", "until 2026", "4 May 2025"; null where the source tells neither. */
export function usePeriod(): (start: string | null, end: string | null) => string | null {
  const { t } = useTranslation();
  const format = useFormat();
  return (start, end) => {
    if (start !== null && end !== null) {
      return start === end ? format.date(start) : `${format.date(start)} – ${format.date(end)}`;
    }
    if (start !== null) return t('record.from', { date: format.date(start) });
    return end === null ? null : t('record.until', { date: format.date(end) });
  };
}
