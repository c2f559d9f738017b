import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../../platform/graphql';

export interface MilestoneRow {
  id: string;
  due: string | null;
  status: string | null;
}

/** Milestones of actions, in the plan's order. The action's own visibility was checked when it was loaded. */
@Injectable()
export class MilestoneQuery {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async ofAction(context: RequestContext, actionId: string): Promise<MilestoneRow[]> {
    const rows = await context
      .loader<string, MilestoneRow[]>('milestones', async (ids) => {
        const found: (MilestoneRow & { actionId: string })[] = await this.dataSource.query(
          `SELECT action_id AS "actionId", id, due, status FROM milestone WHERE action_id = ANY($1::uuid[])
           ORDER BY action_id, position`,
          [ids],
        );
        const byAction = new Map<string, MilestoneRow[]>();
        for (const { actionId: key, ...row } of found) byAction.set(key, [...(byAction.get(key) ?? []), row]);
        return byAction;
      })
      .load(actionId);
    return rows ?? [];
  }
}
