import {
  Args,
  ArgsType,
  Context,
  Field,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { RecordKind } from '../../../common/records';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import {
  ConnectionArguments,
  listComplexity,
  PageInfoType,
  type PartNode,
  partNodes,
  type RecordConnection,
  recordConnection,
  type RecordNode,
  RecordReader,
  TextFields,
} from '../../records';
import { type ConceptNode, conceptNode, ConceptType } from '../../vocabulary';
import { type MilestoneRow, MilestoneQuery } from '../milestone.query';
import type { IndicatorContent } from '../plan.content';
import { ActionType, IndicatorType, MilestoneType, PlanType } from './plan.types';

@ObjectType('ActionEdge')
export class ActionEdgeType {
  @Field(() => ActionType) node!: RecordNode;
  @Field(() => String) cursor!: string;
}

@ObjectType('ActionConnection')
export class ActionConnectionType {
  @Field(() => [ActionEdgeType]) edges!: ActionEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
  @Field(() => Int) totalCount!: number;
}

@ArgsType()
export class PlanActionsArguments {
  @Field(() => Int, { defaultValue: 50, description: '1–100' }) first!: number;
  @Field(() => String, { nullable: true }) after?: string;
}

interface ActionNode extends RecordNode {
  planId: Promise<string>;
  indicatorItems: Promise<IndicatorContent[]>;
}

@TextFields({
  shortDescription: 'The action in a sentence.',
  problem: 'The problem that it answers.',
  statusQuo: 'How things stood.',
  description: 'What is to be done.',
  contribution: 'How it helps with the problem.',
  vision: 'The long-term vision that it serves.',
  risks: 'What may go wrong.',
  progress: 'How far it has come, in words.',
})
@Resolver(() => ActionType)
export class ActionResolver {
  constructor(
    readonly reader: RecordReader,
    private readonly milestoneQuery: MilestoneQuery,
  ) {}

  @Access('anyone')
  @Query(() => ActionConnectionType, {
    name: 'actions',
    description: 'All actions, by slug.',
    complexity: listComplexity,
  })
  async allActions(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection & { totalCount: number }> {
    const connection = await recordConnection(this.reader, request, RecordKind.ACTION, page);
    return { ...connection, totalCount: await this.reader.count(request, RecordKind.ACTION) };
  }

  @ResolveField(() => PlanType, { nullable: true, description: 'the plan that it stands in' })
  async plan(@Parent() node: ActionNode, @Context() { request }: GraphqlContext): Promise<RecordNode | null> {
    return this.reader.load(request, await node.planId, node.shownLocale);
  }

  @ResolveField(() => [ConceptType], { description: 'values of open government that it serves' })
  async values(@Parent() node: RecordNode, @Context() { request }: GraphqlContext): Promise<ConceptNode[]> {
    const ids = await this.reader.conceptIds(request, node.id);
    return ids.filter((id) => id.startsWith('ogp-value/')).map((id) => conceptNode(id, node.shownLocale));
  }

  @ResolveField(() => [MilestoneType])
  async milestones(
    @Parent() node: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<(MilestoneType & PartNode)[]> {
    const rows: MilestoneRow[] = await this.milestoneQuery.ofAction(request, node.id);
    return partNodes(node.id, 'milestones', rows, node.shownLocale).map((row) => ({
      ...row,
      status: conceptNode(row.status, node.shownLocale),
    }));
  }

  @ResolveField(() => [IndicatorType])
  async indicators(@Parent() node: ActionNode): Promise<(IndicatorType & PartNode)[]> {
    const items = partNodes(node.id, 'indicators', await node.indicatorItems, node.shownLocale);
    return items.map((item) => ({
      ...item,
      unit: item.unit ?? null,
      baseline: item.baseline ?? null,
      target: item.target ?? null,
      readings: item.readings ?? [],
    }));
  }
}

@TextFields({ title: 'What is reached or made.' })
@Resolver(() => MilestoneType)
export class MilestoneResolver {
  constructor(readonly reader: RecordReader) {}
}

@TextFields({ title: 'What is counted.' })
@Resolver(() => IndicatorType)
export class IndicatorResolver {
  constructor(readonly reader: RecordReader) {}
}
