import { useTranslation } from '../i18n/use-translation';
import type { CostWordsFragment, FundingWordsFragment } from '../gql/graphql';
import { useFormat } from '../ui/format';

/** Costs as the source states them: a range or one figure, exact or "about", never converted. */
export function useCost(): (cost: CostWordsFragment | null) => string | null {
  const { t } = useTranslation();
  const format = useFormat();
  return (cost) => {
    if (!cost) return null;
    const bounds = [cost.min, cost.max].filter((bound) => bound !== null);
    const figures = [...new Set(bounds)].map((bound) => format.money(bound, cost.currency));
    if (figures.length === 0) return null;
    const amount = figures.join(' – ');
    const stated = cost.approximate ? t('record.about', { amount }) : amount;
    return cost.priceYear === null
      ? stated
      : `${stated} (${t('record.priceYear', { year: cost.priceYear })})`;
  };
}

/** Sources of money with their shares in percent. */
export function FundingList({ funding }: { funding: readonly FundingWordsFragment[] }) {
  const format = useFormat();
  return (
    <ul className="plain-list">
      {funding.map(({ source, share, note }) => (
        <li key={`${source.id}:${note ?? ''}`}>
          {source.label}
          {share !== null && ` ${format.percent(share)}`}
          {note !== null && `, ${note}`}
        </li>
      ))}
    </ul>
  );
}

export function fundingList(funding: readonly FundingWordsFragment[]) {
  return funding.length === 0 ? null : <FundingList funding={funding} />;
}
