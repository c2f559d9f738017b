import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { RecordKind } from '../../../common/records';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import {
  ConnectionArguments,
  connectionOf,
  listComplexity,
  type PartNode,
  partNodes,
  type RecordConnection,
  recordConnection,
  type RecordNode,
  RecordReader,
  TextFields,
} from '../../records';
import { ActionQuery } from '../action.query';
import type { PlanObjectiveContent, PlanSectionContent } from '../plan.content';
import { ActionConnectionType, PlanActionsArguments } from './action.resolvers';
import { PlanObjectiveType, PlanSectionType, PlanType } from './plan.types';

const PlanConnection = connectionOf('Plan', () => PlanType);

interface PlanNode extends RecordNode {
  supersedesId: Promise<string | null>;
  relatedPlanIds: Promise<string[]>;
  objectiveItems: Promise<PlanObjectiveContent[]>;
  sectionItems: Promise<PlanSectionContent[]>;
}

@TextFields(
  {
    vision: 'Where the city wants to be.',
    localGroup: 'Who made the plan with the city.',
    governance: 'Who steers it.',
    risks: 'What may go wrong.',
    monitoring: 'How it is followed.',
    fundingText: 'How it is paid for, in words.',
  },
  [],
  { fundingText: 'funding' },
)
@Resolver(() => PlanType)
export class PlanResolver {
  constructor(
    readonly reader: RecordReader,
    private readonly actionQuery: ActionQuery,
  ) {}

  @Access('anyone')
  @Query(() => PlanConnection, { description: 'All plans, by slug.', complexity: listComplexity })
  plans(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.PLAN, page);
  }

  @ResolveField(() => PlanType, { nullable: true })
  async supersedes(
    @Parent() node: PlanNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.supersedesId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }

  @ResolveField(() => [PlanType])
  async relatedPlans(
    @Parent() node: PlanNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode[]> {
    return this.reader.loadMany(request, await node.relatedPlanIds, node.shownLocale);
  }

  @ResolveField(() => [PlanObjectiveType])
  async objectives(@Parent() node: PlanNode): Promise<(PlanObjectiveType & PartNode)[]> {
    const items = partNodes(node.id, 'objectives', await node.objectiveItems, node.shownLocale);
    return items.map((item) => ({ ...item, code: item.code ?? null }));
  }

  @ResolveField(() => [PlanSectionType])
  async sections(@Parent() node: PlanNode): Promise<(PlanSectionType & PartNode)[]> {
    const items = partNodes(node.id, 'sections', await node.sectionItems, node.shownLocale);
    return items.map((item) => ({ ...item, pageFrom: item.pageFrom ?? null, pageTo: item.pageTo ?? null }));
  }

  @ResolveField(() => ActionConnectionType, {
    description: "the plan's actions in the plan's order",
    complexity: listComplexity,
  })
  actions(
    @Parent() node: RecordNode,
    @Context() { request }: GraphqlContext,
    @Args() page: PlanActionsArguments,
  ): Promise<ActionConnectionType> {
    return this.actionQuery.ofPlan(request, node.id, page, node.shownLocale);
  }
}

@TextFields({ title: 'The objective.', indicators: 'What it is measured by.' })
@Resolver(() => PlanObjectiveType)
export class PlanObjectiveResolver {
  constructor(readonly reader: RecordReader) {}
}

@TextFields({ title: 'Its heading.', text: 'What it says.' })
@Resolver(() => PlanSectionType)
export class PlanSectionResolver {
  constructor(readonly reader: RecordReader) {}
}
