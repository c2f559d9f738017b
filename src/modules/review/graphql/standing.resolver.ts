import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type GraphqlContext, PartialDateScalar } from '../../../platform/graphql';
import { Access, may, requireAccess } from '../../identity';
import { RecordInterface, type RecordNode, RecordReader } from '../../records';
import { actorOf } from '../actor';
import { ReviewError } from '../review-errors';
import { recordScope, ReviewScopeQuery, type RecordFacts } from '../review-scope.query';
import { ArchivedQuery, type ArchivedRecord } from '../standing/archived.query';
import { ClosingService } from '../standing/closing.service';
import { StandingService } from '../standing/standing.service';
import { answered, type Refusal } from './failures';
import { idOf } from './ids';
import {
  ArchivedRecordType,
  CloseNetworkResult,
  GiveLabelInput,
  type NetworkClosedType,
  RecordPermissionsType,
  StandingResult,
} from './standing.types';

/** What is decided about a record that readers see. */
@Resolver(() => RecordInterface)
export class StandingResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly standing: StandingService,
    private readonly closing: ClosingService,
    private readonly scopes: ReviewScopeQuery,
    private readonly archived: ArchivedQuery,
    readonly reader: RecordReader,
  ) {}

  @ResolveField(() => RecordPermissionsType)
  async viewerCan(
    @Parent() record: RecordNode,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordPermissionsType> {
    const { viewer } = request;
    const facts = await request
      .loader<string, RecordFacts>('recordFacts', (ids) => this.scopes.records(this.dataSource.manager, ids))
      .load(record.id);
    if (!facts) throw new ReviewError('RECORD_MISSING');
    const scope = recordScope(facts);
    return {
      edit: may(viewer, 'record.draft.write', scope),
      propose: may(viewer, 'record.propose', scope),
      answerProposal: may(viewer, 'record.answerProposal', scope),
      restore: may(viewer, 'record.restore', scope),
      archive: may(viewer, 'record.archive', scope),
      confirm: facts.awaitsConfirmation && may(viewer, 'record.confirm', scope),
      label: may(viewer, 'record.label', { networkIds: facts.networkIds }),
      audit: may(viewer, 'record.audit', scope),
    };
  }

  @Access('record.archive')
  @Mutation(() => StandingResult, {
    description: 'Takes a record off the pages, with a reason. Its address, versions and texts stay.',
  })
  archiveRecord(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<RecordFacts | Refusal> {
    return this.change((manager) =>
      this.standing.setArchived(manager, actorOf(request.viewer), recordOf(recordId), true, reason),
    );
  }

  @Access('record.archive')
  @Mutation(() => StandingResult, { description: 'Puts an archived record back on the pages.' })
  unarchiveRecord(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
  ): Promise<RecordFacts | Refusal> {
    return this.change((manager) =>
      this.standing.setArchived(manager, actorOf(request.viewer), recordOf(recordId), false, null),
    );
  }

  @Access('record.archive')
  @Query(() => [ArchivedRecordType], {
    description:
      'Records off the pages that the viewer may put back: those of their city or organisation, or that they keep; ' +
      'administrators see all of them. The latest first, at most 200.',
  })
  archivedRecords(@Context() { request }: GraphqlContext): Promise<ArchivedRecord[]> {
    return this.archived.forViewer(this.dataSource.manager, actorOf(request.viewer));
  }

  @Access('record.confirm')
  @Mutation(() => StandingResult, { description: "Confirms what was written on the owner's behalf." })
  confirmRecord(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
  ): Promise<RecordFacts | Refusal> {
    return this.change((manager) =>
      this.standing.confirm(manager, actorOf(request.viewer), recordOf(recordId)),
    );
  }

  @Access('network.accept')
  @Query(() => [RecordInterface], {
    description: 'Published records that ask to be shown in a network and have no answer; at most 500.',
  })
  async networkRequests(
    @Context() { request }: GraphqlContext,
    @Args('networkId', { type: () => ID }) networkId: string,
  ): Promise<RecordNode[]> {
    const id = idOf(networkId, 'NETWORK_UNKNOWN', 'networkId');
    requireAccess(request.viewer, 'network.accept', { networkIds: [id] });
    return this.reader.loadMany(request, await this.standing.waitingFor(this.dataSource.manager, id));
  }

  @Access('network.accept')
  @Mutation(() => StandingResult, { description: 'Has a record shown in the network, or not.' })
  answerNetworkRequest(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) recordId: string,
    @Args('networkId', { type: () => ID }) networkId: string,
    @Args('accepted', { type: () => Boolean }) accepted: boolean,
  ): Promise<RecordFacts | Refusal> {
    return this.change((manager) =>
      this.standing.decideInNetwork(
        manager,
        actorOf(request.viewer),
        recordOf(recordId),
        idOf(networkId, 'NETWORK_UNKNOWN', 'networkId'),
        accepted,
      ),
    );
  }

  @Access('record.label')
  @Mutation(() => StandingResult, {
    description: 'Gives a label in the name of a network. Refused: LABEL_UNKNOWN, LABEL_GIVEN, NOT_ASKED.',
  })
  giveLabel(
    @Context() { request }: GraphqlContext,
    @Args('input') input: GiveLabelInput,
  ): Promise<RecordFacts | Refusal> {
    return this.change((manager) =>
      this.standing.giveLabel(manager, actorOf(request.viewer), {
        recordId: recordOf(input.recordId),
        networkId: idOf(input.networkId, 'NETWORK_UNKNOWN', 'networkId'),
        conceptId: input.label,
        expiresOn: input.expiresOn ?? null,
        criteria: input.criteria ?? null,
        url: input.url ?? null,
      }),
    );
  }

  @Access('record.label')
  @Mutation(() => StandingResult, { description: 'Takes back a label that a network gave.' })
  takeLabel(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID, description: '`id` of the label on the record' }) id: string,
  ): Promise<RecordFacts | Refusal> {
    return this.change((manager) =>
      this.standing.takeLabel(manager, actorOf(request.viewer), idOf(id, 'LABEL_UNKNOWN', 'id')),
    );
  }

  @Access('network.close')
  @Mutation(() => CloseNetworkResult, {
    description:
      'Ends a network: it stays public and says so, its records go to their cities, and its keeper answers for the rest.',
  })
  closeNetwork(
    @Context() { request }: GraphqlContext,
    @Args('networkId', { type: () => ID }) networkId: string,
    @Args('keeperId', { type: () => ID, description: 'city or organisation with an officer' })
    keeperId: string,
    @Args('endedOn', { type: () => PartialDateScalar, nullable: true }) endedOn?: string | null,
  ): Promise<NetworkClosedType | Refusal> {
    return this.change(async (manager) => ({
      networkId,
      handedOver: await this.closing.close(manager, actorOf(request.viewer), {
        networkId: idOf(networkId, 'NETWORK_UNKNOWN', 'networkId'),
        keeperId: idOf(keeperId, 'KEEPER_UNKNOWN', 'keeperId'),
        endedOn: endedOn ?? null,
      }),
    }));
  }

  private change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T | Refusal> {
    return answered(() => this.dataSource.transaction(work));
  }
}

function recordOf(id: string): string {
  return idOf(id, 'RECORD_MISSING', 'recordId');
}
