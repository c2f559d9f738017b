import { useTranslation } from '../i18n/use-translation';
import type { MembershipWordsFragment, RecordLinkFragment } from '../gql/graphql';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { InlineWords } from '../words/inline-words';
import { PageWords } from '../words/page-words';
import { Prose } from '../words/prose';
import { conceptLinks, RecordAnchor } from './links';
import { fundingList } from './money';
import { usePeriod } from './period';
import { webLink } from './web-links';

export interface MembershipItem {
  membership: MembershipWordsFragment;
  /** the other side: the network on a member's page, the member on a network's */
  other: RecordLinkFragment;
  sourceUrl: string | null;
}

/** What a party does in a network, for whom, with what money. */
export function Memberships({ items }: { items: MembershipItem[] }) {
  return (
    <ul className="items">
      {items.map(({ membership, other, sourceUrl }, index) => (
        <li key={`${other.id}:${index}`}>
          <h3 className="item-title">
            <RecordAnchor record={other} />
          </h3>
          <PageWords said="" sourceUrl={sourceUrl}>
            <MembershipBody membership={membership} />
          </PageWords>
        </li>
      ))}
    </ul>
  );
}

function MembershipBody({ membership }: { membership: MembershipWordsFragment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const period = usePeriod();
  const { roleConcept, text, localGroup, budget, plan } = membership;
  return (
    <>
      <p className="item-facts">
        {[roleConcept.label, period(membership.start, membership.end)]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {text && <Prose value={text} isFull />}
      <Facts
        facts={[
          { term: t('field.targetGroups'), value: conceptLinks('TARGET_GROUP', membership.targetGroups) },
          { term: t('field.localGroup'), value: localGroup && <InlineWords value={localGroup} /> },
          {
            term: t('field.budget'),
            value: budget && (
              <>
                {format.money(budget.amount, budget.currency)}
                {budget.statedBy && ` (${t('record.asStatedBy', { name: budget.statedBy.title.text })})`}
              </>
            ),
          },
          { term: t('field.funding'), value: fundingList(membership.funding) },
          { term: t('field.plan'), value: plan && <RecordAnchor record={plan} /> },
          { term: t('record.website'), value: webLink(membership.localPage) },
        ]}
      />
    </>
  );
}
