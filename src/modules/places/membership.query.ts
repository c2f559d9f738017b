import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../common/locale';
import type { RequestContext } from '../../platform/graphql';
import type { MembershipNode } from './graphql/place.types';

type MembershipRow = Omit<MembershipNode, 'shownLocale' | 'path' | 'id' | 'recordId'>;

const COLUMNS = `m.id AS "itemId", m.member_id AS "memberId", m.network_id AS "networkId", m.role,
  m.start_date AS start, m.end_date AS "end", m.target_groups AS "targetGroupIds",
  m.budget_amount::float8 AS "budgetAmount", m.budget_currency AS "budgetCurrency",
  m.budget_stated_by AS "budgetStatedBy", m.funding AS "fundingShares", m.plan_id AS "planId",
  m.local_page AS "localPage"`;

/** Memberships from either side. Those whose other side the viewer may not see are left out. */
@Injectable()
export class MembershipQuery {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  ofNetwork(context: RequestContext, id: string, shownLocale: Locale | undefined): Promise<MembershipNode[]> {
    return this.load(context, 'network_id', 'member_id', id, shownLocale);
  }

  ofMember(context: RequestContext, id: string, shownLocale: Locale | undefined): Promise<MembershipNode[]> {
    return this.load(context, 'member_id', 'network_id', id, shownLocale);
  }

  private async load(
    context: RequestContext,
    side: 'network_id' | 'member_id',
    other: 'network_id' | 'member_id',
    id: string,
    shownLocale: Locale | undefined,
  ): Promise<MembershipNode[]> {
    const rows = await context
      .loader<string, MembershipRow[]>(`memberships:${side}`, async (ids) => {
        const found: (MembershipRow & { key: string })[] = await this.dataSource.query(
          `SELECT m.${side} AS key, ${COLUMNS} FROM membership m
           JOIN record r ON r.id = m.${other}
           WHERE m.${side} = ANY($1::uuid[]) AND r.state = 'PUBLISHED' AND r.audience && $2::text[]
           ORDER BY m.network_id, m.position`,
          [ids, context.viewer.audiences],
        );
        const byKey = new Map<string, MembershipRow[]>();
        for (const row of found) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
        return byKey;
      })
      .load(id);
    return (rows ?? []).map((row) => ({
      ...row,
      id: row.networkId,
      recordId: row.networkId,
      path: `memberships.${row.itemId}`,
      shownLocale,
    }));
  }
}
