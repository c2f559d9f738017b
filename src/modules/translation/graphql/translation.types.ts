import {
  createUnionType,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { TextOrigin } from '../../../common/localized-text';
import { LocaleScalar, UserErrorInterface } from '../../../platform/graphql';
import { LocalizedTextType, PageInfoType, RecordInterface } from '../../records';

@ObjectType('SourceChange', {
  description: 'What a stale translation was made from, and what stands there now.',
})
export class SourceChangeType {
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => String, { nullable: true, description: 'null where no version holds it any more' })
  before!: string | null;
  @Field(() => String) now!: string;
}

@ObjectType('TermInText', {
  description: 'A term of a glossary in a text, for a note to the reader. UTF-16 offsets into the text.',
})
export class TermInTextType {
  @Field(() => Int) start!: number;
  @Field(() => Int) end!: number;
  @Field(() => String) term!: string;
  @Field(() => String, { description: "in the text's language, else in English, else in the term's own" })
  definition!: string;
}

@InputType()
export class CorrectTranslationInput {
  @Field(() => ID) recordId!: string;
  @Field(() => String, { description: 'path of the text: `summary`, `milestones.m1.title`' }) field!: string;
  @Field(() => LocaleScalar, { description: 'language of the new words' }) locale!: string;
  @Field(() => String, { description: 'plain text, up to 200,000 characters' }) text!: string;
  @Field(() => String, { description: '`LocalizedText.revision` as it was when the person began' })
  revision!: string;
  @Field(() => Boolean, {
    defaultValue: false,
    description: "true: the words are the person's own, so the text becomes HUMAN, not MACHINE_EDITED",
  })
  isWrittenAnew!: boolean;
}

@ObjectType('TranslationCorrected')
export class TranslationCorrectedType {
  @Field(() => LocalizedTextType) text!: LocalizedTextType;
}

@ObjectType('TranslationConflict', {
  implements: () => UserErrorInterface,
  description: 'TEXT_CHANGED: somebody was quicker, or the source is another by now. Nothing was written.',
})
export class TranslationConflictType extends UserErrorInterface {
  @Field(() => LocalizedTextType, { description: 'as it stands now, with its new revision' })
  current!: LocalizedTextType;
}

@ObjectType('TranslationRefusal', {
  implements: () => UserErrorInterface,
  description:
    'Codes: TEXT_EMPTY, TEXT_TOO_LONG, TEXT_IS_SOURCE (the original is changed by a draft), TOO_MANY_REQUESTS, ' +
    'NOTHING_TO_TRANSLATE, NOT_BY_MACHINE, NO_ENGINE, RUN_RUNNING, RUN_NOT_RUNNING, TERM_EMPTY, TERM_TOO_LONG, ' +
    'TERM_TWICE, TERM_SAYS_NOTHING, IMPORT_UNREADABLE.',
})
export class TranslationRefusalType extends UserErrorInterface {}

/** A refusal by its code; the message key is made of the code: `error.translation.textEmpty`. */
export function refused(
  code: string,
  field: string | null = null,
  parameters: Record<string, string | number> = {},
): TranslationRefusalType {
  const key = code.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.assign(new TranslationRefusalType(), {
    code,
    field,
    parameters,
    messageKey: `error.translation.${key}`,
  });
}

export const CorrectTranslationResult = createUnionType({
  name: 'CorrectTranslationResult',
  types: () => [TranslationCorrectedType, TranslationConflictType, TranslationRefusalType] as const,
  resolveType: (value: object) => value.constructor.name.replace(/Type$/, ''),
});

@ObjectType('TranslationRequested')
export class TranslationRequestedType {
  @Field(() => LocalizedTextType, { description: 'as it stands now: PENDING until an engine has answered' })
  text!: LocalizedTextType;
}

export const RequestTranslationResult = createUnionType({
  name: 'RequestTranslationResult',
  types: () => [TranslationRequestedType, TranslationRefusalType] as const,
  resolveType: (value: object) => value.constructor.name.replace(/Type$/, ''),
});

export enum TranslationNeed {
  STALE = 'STALE',
  UNTRANSLATED = 'UNTRANSLATED',
}
registerEnumType(TranslationNeed, {
  name: 'TranslationNeed',
  valuesMap: {
    STALE: { description: 'the source has changed since these words were written' },
    UNTRANSLATED: { description: 'there are no words in this language' },
  },
});

@ObjectType('TranslationQueueItem')
export class TranslationQueueItemType {
  @Field(() => RecordInterface) record!: unknown;
  @Field(() => String, { description: 'path of the text in the record' }) field!: string;
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => TranslationNeed) need!: TranslationNeed;
  @Field(() => TextOrigin, { nullable: true, description: 'whose the stale words are' })
  origin!: TextOrigin | null;
  @Field(() => LocalizedTextType) text!: LocalizedTextType;
  @Field(() => Int, { description: 'how often the record was opened in this language' }) reads!: number;
}

@ObjectType('TranslationQueueEdge')
export class TranslationQueueEdgeType {
  @Field(() => TranslationQueueItemType) node!: TranslationQueueItemType;
  @Field(() => String) cursor!: string;
}

@ObjectType('TranslationQueueConnection', {
  description:
    "Stale texts first, a person's before a machine's; then what is not there, the most read first.",
})
export class TranslationQueueConnectionType {
  @Field(() => [TranslationQueueEdgeType]) edges!: TranslationQueueEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('EngineBreak')
export class EngineBreakType {
  @Field(() => String, { nullable: true, description: 'pair of languages, `sk→en`; null: all' })
  pair!: string | null;
  @Field(() => String, { description: 'unavailable, timeout, rate-limited, quota, refused …' })
  failure!: string;
  @Field(() => GraphQLISODateTime) until!: Date;
}

@ObjectType('TranslationEngine', { description: 'An engine that this process may ask.' })
export class TranslationEngineType {
  @Field(() => String, { description: 'as `LocalizedText.engine` names it' }) name!: string;
  @Field(() => [EngineBreakType], { description: 'what it is not asked for the time being, after failures' })
  breaks!: EngineBreakType[];
}
