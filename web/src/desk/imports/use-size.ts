import { usePage } from '../../app/page-context';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** A size in bytes as readers of the page's language write it. */
export function useSize(): (bytes: number) => string {
  const { locale } = usePage();
  return (bytes) => {
    const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
    const options = {
      style: 'unit',
      unit: UNITS[step],
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    } as const;
    return new Intl.NumberFormat(locale, options).format(bytes / 1_000 ** step);
  };
}
