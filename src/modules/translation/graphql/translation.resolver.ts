import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../../../common/cursor';
import { BadInputError, CodedError } from '../../../common/errors';
import type { Locale } from '../../../common/locale';
import type { ChosenText } from '../../../common/localized-text';
import { type GraphqlContext, LocaleScalar, type RequestContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import { RecordReader } from '../../records';
import { EngineCall } from '../chain/engine-call';
import { TranslatorRegistry } from '../chain/translator-registry';
import { RequestService } from '../jobs/request.service';
import { CorrectionService, LONGEST_TEXT } from '../people/correction.service';
import { type QueueItem, type QueuePlace, TranslationQueueQuery } from '../people/translation-queue.query';
import {
  CorrectTranslationInput,
  CorrectTranslationResult,
  refused,
  RequestTranslationResult,
  TranslationConflictType,
  TranslationCorrectedType,
  TranslationEngineType,
  TranslationQueueConnectionType,
  TranslationRequestedType,
} from './translation.types';
import { requireField, requireId } from './translation-input';

@Resolver()
export class TranslationResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: RecordReader,
    private readonly corrections: CorrectionService,
    private readonly requests: RequestService,
    private readonly queue: TranslationQueueQuery,
    private readonly registry: TranslatorRegistry,
    private readonly calls: EngineCall,
  ) {}

  @Access('translation.correct')
  @Mutation(() => CorrectTranslationResult, {
    description:
      "Puts a person's words in place of a machine's, or where there are none. No machine writes over them afterwards; " +
      'when the source changes they become STALE and stay.',
  })
  async correctTranslation(
    @Context() { request }: GraphqlContext,
    @Args('input') input: CorrectTranslationInput,
  ): Promise<unknown> {
    const { field, locale } = input;
    const recordId = requireId(input.recordId);
    requireField(field);
    const result = await this.corrections.correct(request.viewer, { ...input, recordId });
    if (result.kind === 'refused') return refused(result.code, result.field, { max: LONGEST_TEXT });
    const text = await this.text(request, recordId, field, locale);
    if (result.kind === 'done') return Object.assign(new TranslationCorrectedType(), { text });
    return Object.assign(new TranslationConflictType(), {
      code: 'TEXT_CHANGED',
      field: 'revision',
      messageKey: 'error.translation.textChanged',
      current: text,
    });
  }

  @Access('translation.request')
  @Mutation(() => RequestTranslationResult, {
    description:
      'Has a machine translate one text of a record, for everyone. Within a limit: 60 an hour by account, 300 an hour ' +
      'by all who are signed out together.',
  })
  async requestTranslation(
    @Context() { request }: GraphqlContext,
    @Args('recordId', { type: () => ID }) id: string,
    @Args('field') field: string,
    @Args('locale', { type: () => LocaleScalar }) locale: Locale,
  ): Promise<unknown> {
    const recordId = requireId(id);
    requireField(field);
    const refusal = await this.requests.request(request.viewer, { recordId, field, locale });
    if (refusal) return refused(refusal);
    return Object.assign(new TranslationRequestedType(), {
      text: await this.text(request, recordId, field, locale),
    });
  }

  @Access('translation.queue')
  @Query(() => TranslationQueueConnectionType, {
    description: 'What waits for a person, of the records for which the viewer has a role.',
    complexity: ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }) =>
      1 + (args.first ?? 20) * childComplexity,
  })
  async translationQueue(
    @Context() { request }: GraphqlContext,
    @Args('locale', { type: () => LocaleScalar, description: 'language into which to translate' })
    locale: Locale,
    @Args('networkId', { type: () => ID, nullable: true, description: 'only what is shown in this network' })
    networkId: string | null,
    @Args('first', { type: () => Int, defaultValue: 20, description: '1–100' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<TranslationQueueConnectionType> {
    if (first < 1 || first > 100) throw new BadInputError('error.first', { max: 100 });
    const items = await this.queue.load(this.dataSource.manager, request.viewer, {
      locale,
      networkId: networkId ? requireId(networkId) : null,
      after: after ? placeOf(after) : null,
      first: first + 1,
    });
    const shown = await Promise.all(
      items.slice(0, first).map(async (item) => ({
        node: {
          ...item,
          record: await this.reader.load(request, item.recordId, locale),
          text: await this.text(request, item.recordId, item.field, locale),
        },
        cursor: cursorOf(item),
      })),
    );
    const edges = shown.filter(({ node }) => node.record !== null);
    return {
      edges: edges as unknown as TranslationQueueConnectionType['edges'],
      pageInfo: { hasNextPage: items.length > first, endCursor: shown.at(-1)?.cursor ?? null },
    };
  }

  @Access('translation.run')
  @Query(() => [TranslationEngineType], {
    description:
      'Engines that are set up, best first, with what fails at present in the process that answers.',
  })
  translationEngines(): TranslationEngineType[] {
    const open = this.calls.breaker.open();
    return this.registry.all().map(({ name }) => ({
      name,
      breaks: open.filter(({ engine }) => engine === name),
    }));
  }

  private async text(
    request: RequestContext,
    recordId: string,
    field: string,
    locale: Locale,
  ): Promise<ChosenText> {
    const text = await this.reader.text(request, { id: recordId }, field, locale);
    if (!text) throw new CodedError('NOT_FOUND', 'error.translation.textMissing', {}, 404);
    return text;
  }
}

function cursorOf({ rank, reads, recordId, field }: QueueItem): string {
  return encodeCursor(JSON.stringify([rank, reads, recordId, field]));
}

/** Throws BAD_USER_INPUT for a cursor that is none of ours. */
function placeOf(cursor: string): QueuePlace {
  const wrong = new BadInputError('error.cursor');
  let read: unknown;
  try {
    read = JSON.parse(decodeCursor(cursor));
  } catch {
    throw wrong;
  }
  if (!Array.isArray(read)) throw wrong;
  const [rank, reads, recordId, field] = read as unknown[];
  if (typeof rank !== 'number' || typeof reads !== 'number' || typeof field !== 'string') throw wrong;
  if (!Number.isSafeInteger(rank) || !Number.isSafeInteger(reads) || typeof recordId !== 'string')
    throw wrong;
  return { rank, reads, recordId: requireId(recordId), field };
}
