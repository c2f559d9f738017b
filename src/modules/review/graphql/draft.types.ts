import {
  createUnionType,
  Field,
  Float,
  GraphQLISODateTime,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { JsonObjectScalar, LocaleScalar, UserErrorInterface } from '../../../platform/graphql';
import { type Draft, DraftSharing } from '../../records';
import { FieldChangeType } from './change.types';
import { ContentRefusalType, ReviewRefusalType, typeOr } from './failures';

registerEnumType(DraftSharing, {
  name: 'DraftSharing',
  description: "What the owner's local group may do with a draft: nothing, read and comment, or write too.",
});

@ObjectType('DraftPermissions', { description: 'What the viewer may do with a draft now.' })
export class DraftPermissionsType {
  @Field(() => Boolean, { description: 'false while a reviewer has it' }) write!: boolean;
  @Field(() => Boolean) submit!: boolean;
  @Field(() => Boolean) comment!: boolean;
  @Field(() => Boolean) discard!: boolean;
  @Field(() => Boolean) share!: boolean;
}

@ObjectType('Draft', { description: 'Work in progress on a record. Nothing of it is shown to readers.' })
export class DraftType {
  @Field(() => ID) id!: string;
  @Field(() => ID) recordId!: string;
  @Field(() => Int, { nullable: true, description: 'published version that it was begun from; absent: none' })
  baseVersion!: number | null;
  @Field(() => Int, { description: 'grows with each save; `saveDraft` and `submitDraft` name it' })
  lockVersion!: number;
  @Field(() => JsonObjectScalar, { description: 'the whole document: texts, links, concepts, own fields' })
  content!: JsonObject;
  @Field(() => DraftSharing) sharing!: DraftSharing;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { description: 'when it was last saved' }) updatedAt!: Date;
}

@ObjectType('DraftSummary', { description: 'A draft in a list.' })
export class DraftSummaryType {
  @Field(() => ID) id!: string;
  @Field(() => ID) recordId!: string;
  @Field(() => RecordKind) kind!: RecordKind;
  @Field(() => String, { nullable: true, description: 'in the language it is written in' }) title!:
    string | null;
  @Field(() => LocaleScalar, { nullable: true }) titleLocale!: Locale | null;
  @Field(() => GraphQLISODateTime) updatedAt!: Date;
}

@ObjectType('DraftConflict', {
  implements: () => [UserErrorInterface],
  description:
    'DRAFT_CHANGED: somebody else saved the draft since it was read. Nothing was written; both versions are here.',
})
export class DraftConflictType extends UserErrorInterface {
  @Field(() => DraftType, { description: 'what stands there now; save again with its `lockVersion`' })
  theirs!: Draft;
  @Field(() => JsonObjectScalar, { description: 'what was to be saved' }) yours!: JsonObject;
  @Field(() => [FieldChangeType], { description: 'from theirs to yours, field by field' })
  changes!: FieldChangeType[];
  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'both joined, where `base` was sent: what one side alone changed is taken from it, else yours stays',
  })
  merged!: JsonObject | null;
  @Field(() => [String], { description: 'places that both changed differently; empty without `base`' })
  conflicts!: string[];
}

@ObjectType('DraftRebased')
export class DraftRebasedType {
  @Field(() => DraftType) draft!: Draft;
  @Field(() => [String], { description: "places that both changed; the draft's own words were kept there" })
  conflicts!: string[];
}

@ObjectType('DraftDiscarded')
export class DraftDiscardedType {
  @Field(() => ID) id!: string;
}

export const DraftResult = createUnionType({
  name: 'DraftResult',
  types: () => [DraftType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(DraftType),
});
export const SaveDraftResult = createUnionType({
  name: 'SaveDraftResult',
  types: () => [DraftType, DraftConflictType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: (value: unknown) =>
    value instanceof DraftConflictType ? DraftConflictType : typeOr(DraftType)(value),
});
export const RebaseDraftResult = createUnionType({
  name: 'RebaseDraftResult',
  types: () => [DraftRebasedType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(DraftRebasedType),
});
export const DiscardDraftResult = createUnionType({
  name: 'DiscardDraftResult',
  types: () => [DraftDiscardedType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(DraftDiscardedType),
});

@InputType('CreateDraftInput')
export class CreateDraftInput {
  @Field(() => RecordKind) kind!: RecordKind;
  @Field(() => ID, {
    nullable: true,
    description: 'city, organisation or network that it will belong to; left out for those three themselves',
  })
  ownerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'network that it is brought in; left out: none' })
  networkId?: string | null;
  @Field(() => LocaleScalar, { description: 'language it is written in' }) sourceLocale!: Locale;
  @Field(() => String, { defaultValue: '' }) title!: string;
  @Field(() => JsonObjectScalar, { nullable: true, description: 'a whole document in place of the title' })
  content?: JsonObject | null;
}

@InputType('SaveDraftInput')
export class SaveDraftInput {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'that of the draft as it was read' }) lockVersion!: number;
  @Field(() => JsonObjectScalar, { description: 'the whole document; may be unfinished or wrong' })
  content!: JsonObject;
  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'the document as it was read, so that a conflict can be joined',
  })
  base?: JsonObject | null;
}

@ObjectType('Completeness', {
  description: 'How much of what the kind can tell is told. Computed, never typed in.',
})
export class CompletenessType {
  @Field(() => Float, { description: '0 to 1' }) share!: number;
  @Field(() => [String], { description: 'texts of the kind that are missing in the source language' })
  missing!: string[];
}
