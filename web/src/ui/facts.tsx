import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation';

export interface Fact {
  term: string;
  /** null, undefined or an empty list: the source does not tell */
  value: ReactNode;
  /** says "not reported" where the source does not tell, instead of leaving the line out */
  isExpected?: boolean;
}

/** Short answers in two columns. */
export function Facts({ facts }: { facts: Fact[] }) {
  const { t } = useTranslation();
  const shown = facts.filter(({ value, isExpected }) => isTold(value) || isExpected);
  if (shown.length === 0) return null;
  return (
    <dl className="facts">
      {shown.map(({ term, value }) => (
        <div key={term} className="fact">
          <dt>{term}</dt>
          <dd>{isTold(value) ? value : <span className="not-reported">{t('record.notReported')}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function isTold(value: ReactNode): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
