import {
  Args,
  createUnionType,
  Field,
  Float,
  GraphQLISODateTime,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { LocaleScalar } from '../../../platform/graphql';
import { Access, CurrentViewer, requireAccess } from '../../identity';
import { type TranslationRun, RunState, TranslationRunService } from '../bulk/translation-run.service';
import { TranslatorRegistry } from '../chain/translator-registry';
import { type NetworkTranslation, NetworkTranslationService } from '../jobs/network-translation.service';
import { refused, TranslationRefusalType } from './translation.types';
import { requireId } from './translation-input';

registerEnumType(RunState, {
  name: 'TranslationRunState',
  valuesMap: {
    RUNNING: { description: 'at work, or waiting for an engine' },
    STOPPED: { description: 'stopped by somebody; `startTranslationRun` goes on where it stands' },
    DONE: { description: 'through all records' },
  },
});

@ObjectType('TranslationRun', { description: 'Everything that is missing, translated in one go.' })
export class TranslationRunType {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true, description: 'absent: all records' }) networkId!: string | null;
  @Field(() => RunState) state!: RunState;
  @Field(() => Int, { description: 'texts that were missing or stale when it began' }) total!: number;
  @Field(() => Int) done!: number;
  @Field(() => Int, { description: 'texts for which no engine had a translation' }) unavailable!: number;
  @Field(() => Int, { description: 'texts still to do, or tried again later by themselves' }) left!: number;
  @Field(() => Float, { nullable: true, description: 'texts a second while at work; absent: not known yet' })
  rate!: number | null;
  @Field(() => Int, { nullable: true, description: 'at that rate; absent: not known, or not running' })
  secondsLeft!: number | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'engines ask for patience until then' })
  waitingUntil!: Date | null;
  @Field(() => GraphQLISODateTime) startedAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) finishedAt!: Date | null;
}

const TranslationRunResult = createUnionType({
  name: 'TranslationRunResult',
  types: () => [TranslationRunType, TranslationRefusalType] as const,
  resolveType: (value: object) =>
    value instanceof TranslationRefusalType ? 'TranslationRefusal' : 'TranslationRun',
});

@ObjectType('NetworkTranslation', { description: 'What a network has translated without anybody asking.' })
export class NetworkTranslationType {
  @Field(() => [LocaleScalar], { nullable: true, description: 'absent: all languages' })
  locales!: string[] | null;
  @Field(() => Boolean, {
    description: 'true: every field; false: titles, summaries and the core of actions',
  })
  everyField!: boolean;
}

const idOf = (networkId: string | null | undefined): string | null =>
  networkId ? requireId(networkId) : null;

@Resolver()
export class TranslationRunResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runs: TranslationRunService,
    private readonly networks: NetworkTranslationService,
    private readonly registry: TranslatorRegistry,
  ) {}

  @Access('translation.run')
  @Query(() => TranslationRunType, {
    nullable: true,
    description:
      'The run that is at work, whose ever it is, else the latest of that network, or of all records.',
  })
  translationRun(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID, nullable: true }) networkId?: string | null,
  ): Promise<TranslationRun | null> {
    requireAccess(viewer, 'translation.run', scopeOf(idOf(networkId)));
    return this.runs.latest(idOf(networkId));
  }

  @Access('translation.run')
  @Mutation(() => TranslationRunResult, {
    description:
      'Has everything translated that is missing or stale: in a network, for its coordinators, or all, for administrators. ' +
      'Goes on with a run that was stopped. Codes: RUN_RUNNING, NO_ENGINE.',
  })
  async startTranslationRun(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID, nullable: true }) networkId?: string | null,
  ): Promise<unknown> {
    requireAccess(viewer, 'translation.run', scopeOf(idOf(networkId)));
    if (this.registry.all().length === 0) return refused('NO_ENGINE');
    return (await this.runs.start(idOf(networkId))) ?? refused('RUN_RUNNING');
  }

  @Access('translation.run')
  @Mutation(() => TranslationRunResult, { description: 'Nothing done is lost. Code: RUN_NOT_RUNNING.' })
  async stopTranslationRun(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID, nullable: true }) networkId?: string | null,
  ): Promise<unknown> {
    requireAccess(viewer, 'translation.run', scopeOf(idOf(networkId)));
    if (!(await this.runs.stop(idOf(networkId)))) return refused('RUN_NOT_RUNNING');
    return this.runs.latest(idOf(networkId));
  }

  @Access('translation.run')
  @Query(() => NetworkTranslationType)
  networkTranslation(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID }) networkId: string,
  ): Promise<NetworkTranslation> {
    requireAccess(viewer, 'translation.run', scopeOf(idOf(networkId)));
    return this.networks.of(this.dataSource.manager, requireId(networkId));
  }

  @Access('translation.run')
  @Mutation(() => NetworkTranslationType, {
    description: 'From now on. `startTranslationRun` brings what is published already in line.',
  })
  async setNetworkTranslation(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID }) networkId: string,
    @Args('everyField') everyField: boolean,
    @Args('locales', { type: () => [LocaleScalar], nullable: true, description: 'left out: all languages' })
    locales?: Locale[] | null,
  ): Promise<NetworkTranslation> {
    const id = requireId(networkId);
    requireAccess(viewer, 'translation.run', scopeOf(id));
    const setting = { locales: locales ?? null, everyField };
    await this.networks.set(this.dataSource.manager, id, setting);
    return setting;
  }
}

function scopeOf(networkId: string | null): { networkIds: string[] } {
  return { networkIds: networkId === null ? [] : [networkId] };
}
