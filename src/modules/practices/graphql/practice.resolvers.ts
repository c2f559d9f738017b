import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
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
  RecordInterface,
  type RecordNode,
  RecordReader,
  TextFields,
} from '../../records';
import { conceptNode } from '../../vocabulary';
import type { EvidenceContent, PracticePartnerContent } from '../practice.content';
import { EvidenceType, PartnerType, PracticeType } from './practice.types';

const PracticeConnection = connectionOf('Practice', () => PracticeType);

interface PracticeNode extends RecordNode {
  evidenceItems: Promise<EvidenceContent[]>;
  partnerItems: Promise<PracticePartnerContent[]>;
  leadOrganisationId: Promise<string | null>;
}

type PartnerNode = PartnerType & { recordId: string | null; shownLocale: Locale | undefined };

@TextFields({
  challenge: 'What the city was up against.',
  objectives: 'What it wanted.',
  solution: 'What it did.',
  participationApproach: 'How people took part.',
  steps: 'A line per step.',
  results: 'What came of it.',
  successFactors: 'What helped.',
  limitingFactors: 'What stood in the way.',
  whatDidNotWork: 'What was tried and did not work.',
  lessons: 'What the city would tell another.',
  legalBackground: 'Law that it rests on.',
  transferConditions: 'What another city needs to copy it.',
})
@Resolver(() => PracticeType)
export class PracticeResolver {
  constructor(readonly reader: RecordReader) {}

  @Access('anyone')
  @Query(() => PracticeConnection, { description: 'All practices, by slug.', complexity: listComplexity })
  practices(
    @Context() { request }: GraphqlContext,
    @Args() page: ConnectionArguments,
  ): Promise<RecordConnection> {
    return recordConnection(this.reader, request, RecordKind.PRACTICE, page);
  }

  @ResolveField(() => [EvidenceType])
  async evidence(@Parent() node: PracticeNode): Promise<(EvidenceType & PartNode)[]> {
    const items = partNodes(node.id, 'evidence', await node.evidenceItems, node.shownLocale);
    return items.map((item) => ({
      ...item,
      baseline: item.baseline ?? null,
      value: item.value ?? null,
      unit: item.unit ?? null,
      date: item.date ?? null,
      kind: conceptNode(item.evidenceKind, node.shownLocale),
      source: item.source ?? null,
      sourceUrl: item.sourceUrl ?? null,
    }));
  }

  @ResolveField(() => [PartnerType])
  async partners(@Parent() node: PracticeNode): Promise<PartnerNode[]> {
    return (await node.partnerItems).map(({ record, name, role }) => ({
      recordId: record ?? null,
      name: name ?? null,
      role: conceptNode(role, node.shownLocale),
      shownLocale: node.shownLocale,
    }));
  }

  @ResolveField(() => RecordInterface, { nullable: true, description: 'city or organisation that led it' })
  async leadOrganisation(
    @Parent() node: PracticeNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    const id = await node.leadOrganisationId;
    return id ? this.reader.load(request, id, node.shownLocale) : null;
  }
}

@TextFields({ claim: 'What is claimed.', indicator: 'What was counted.' })
@Resolver(() => EvidenceType)
export class EvidenceResolver {
  constructor(readonly reader: RecordReader) {}
}

@Resolver(() => PartnerType)
export class PartnerResolver {
  constructor(private readonly reader: RecordReader) {}

  @ResolveField(() => RecordInterface, { nullable: true })
  record(
    @Parent() node: PartnerNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> | null {
    return node.recordId ? this.reader.load(request, node.recordId, node.shownLocale) : null;
  }
}
