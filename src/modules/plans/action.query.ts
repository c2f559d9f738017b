import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../../common/cursor';
import { BadInputError } from '../../common/errors';
import type { Locale } from '../../common/locale';
import type { RequestContext } from '../../platform/graphql';
import { RecordReader } from '../records';
import type { ActionConnectionType, PlanActionsArguments } from './graphql/action.resolvers';

interface ActionPlace {
  id: string;
  position: number;
}

/** Which actions a plan has. */
@Injectable()
export class ActionQuery {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: RecordReader,
  ) {}

  /** A page of the plan's actions in their order, one statement for all plans of the answer. */
  async ofPlan(
    context: RequestContext,
    planId: string,
    { first, after }: PlanActionsArguments,
    shownLocale: Locale | undefined,
  ): Promise<ActionConnectionType> {
    if (first < 1 || first > 100) throw new BadInputError('error.first', { max: 100 });
    const from = after ? Number(decodeCursor(after)) : -1;
    if (!Number.isInteger(from)) throw new BadInputError('error.cursor');
    const all = (await this.places(context).load(planId)) ?? [];
    const following = all.filter(({ position }) => position > from);
    const page = following.slice(0, first);
    const nodes = await this.reader.loadMany(
      context,
      page.map(({ id }) => id),
      shownLocale,
    );
    const edges = nodes.map((node) => ({
      node,
      cursor: encodeCursor(String(page.find(({ id }) => id === node.id)?.position ?? 0)),
    }));
    return {
      edges,
      totalCount: all.length,
      pageInfo: { hasNextPage: following.length > page.length, endCursor: edges.at(-1)?.cursor ?? null },
    };
  }

  private places(context: RequestContext): { load(id: string): Promise<ActionPlace[] | null> } {
    return context.loader<string, ActionPlace[]>('plan-actions', async (ids) => {
      const rows: (ActionPlace & { planId: string })[] = await this.dataSource.query(
        `SELECT a.plan_id AS "planId", a.id, a.position FROM action a JOIN record r ON r.id = a.id
         WHERE a.plan_id = ANY($1::uuid[]) AND r.state = 'PUBLISHED' AND r.audience && $2::text[]
         ORDER BY a.plan_id, a.position, a.id`,
        [ids, context.viewer.audiences],
      );
      const byPlan = new Map<string, ActionPlace[]>();
      for (const row of rows) byPlan.set(row.planId, [...(byPlan.get(row.planId) ?? []), row]);
      return byPlan;
    });
  }
}
