import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from '../../../platform/graphql';
import {
  FundingShareType,
  presentFunding,
  RecordInterface,
  type RecordNode,
  RecordReader,
  TextFields,
} from '../../records';
import { type ConceptNode, conceptNode, ConceptType } from '../../vocabulary';
import { BudgetType, type MembershipNode, MembershipType, NetworkType } from './place.types';

/** `member` and `network` were seen to be visible when the membership was loaded. */
@TextFields({ text: 'What the member does there.', localGroup: 'Its local group.' })
@Resolver(() => MembershipType)
export class MembershipResolver {
  constructor(readonly reader: RecordReader) {}

  @ResolveField(() => RecordInterface)
  member(@Parent() node: MembershipNode, @Context() { request }: GraphqlContext): Promise<RecordNode | null> {
    return this.reader.load(request, node.memberId, node.shownLocale);
  }

  @ResolveField(() => NetworkType)
  network(
    @Parent() node: MembershipNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    return this.reader.load(request, node.networkId, node.shownLocale);
  }

  @ResolveField(() => String, { description: 'lead, partner, associated' })
  role(@Parent() node: MembershipNode): string {
    return node.role.slice(node.role.indexOf('/') + 1);
  }

  @ResolveField(() => ConceptType)
  roleConcept(@Parent() node: MembershipNode): ConceptNode {
    return conceptNode(node.role, node.shownLocale);
  }

  @ResolveField(() => [ConceptType])
  targetGroups(@Parent() node: MembershipNode): ConceptNode[] {
    return node.targetGroupIds.map((id) => conceptNode(id, node.shownLocale));
  }

  @ResolveField(() => BudgetType, {
    nullable: true,
    description: 'of this party alone; absent: not reported',
  })
  budget(@Parent() node: MembershipNode): (BudgetType & { statedById: string | null } & Shown) | null {
    if (node.budgetAmount === null || node.budgetCurrency === null) return null;
    return {
      amount: node.budgetAmount,
      currency: node.budgetCurrency,
      statedById: node.budgetStatedBy,
      shownLocale: node.shownLocale,
    };
  }

  @ResolveField(() => [FundingShareType])
  funding(@Parent() node: MembershipNode): FundingShareType[] {
    return presentFunding(node.fundingShares, node.shownLocale);
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'the plan that it makes in this network',
  })
  plan(
    @Parent() node: MembershipNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> | null {
    return node.planId ? this.reader.load(request, node.planId, node.shownLocale) : null;
  }
}

type Shown = Pick<MembershipNode, 'shownLocale'>;

@Resolver(() => BudgetType)
export class BudgetResolver {
  constructor(private readonly reader: RecordReader) {}

  @ResolveField(() => RecordInterface, { nullable: true, description: 'who stated it' })
  statedBy(
    @Parent() budget: { statedById: string | null } & Shown,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> | null {
    return budget.statedById ? this.reader.load(request, budget.statedById, budget.shownLocale) : null;
  }
}
