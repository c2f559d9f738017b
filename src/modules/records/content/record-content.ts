import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEnum,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { TextOrigin, TextState } from '../../../common/localized-text';
import type { PartialDate } from '../../../common/partial-date';
import { type Audience, RecordKind } from '../../../common/records';
import {
  IsConceptOf,
  IsPartialDate,
  IsRecordRef,
  IsWebAddress,
  ListOf,
  OptionalText,
} from './values.content';

export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const TEXT_FIELD = /^[a-zA-Z]+(?:\.[a-z0-9-]+\.[a-zA-Z]+)?$/;

/** One text of one field in one language, with where it comes from. Exactly one text of a field is its source. */
export class TextContent {
  @Matches(TEXT_FIELD) field!: string;
  @IsString() locale!: Locale;
  @IsString() @MinLength(1) @MaxLength(200_000) text!: string;
  @IsEnum(TextOrigin) origin!: TextOrigin;
  /** `CURRENT` where left out */
  @IsOptional() @IsEnum(TextState) state?: TextState;
  @OptionalText(200) engine?: string;
  /** true for the text that the others of this field were made from */
  @IsOptional() @IsBoolean() isSource?: boolean;
}

const conceptList = { each: true } as const;

/** Concepts that any record may carry; lists of concept ids. */
export class ConceptsContent {
  @IsOptional() @IsArray() @ArrayUnique() @ArrayMaxSize(3) @Matches(/^theme\//, conceptList) theme?: string[];
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(20)
  @Matches(/^target-group\//, conceptList)
  'target-group'?: string[];
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(20)
  @Matches(/^method\//, conceptList)
  method?: string[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1)
  @Matches(/^participation-level\//, conceptList)
  'participation-level'?: string[];
  @IsOptional() @IsArray() @ArrayUnique() @ArrayMaxSize(17) @Matches(/^sdg\//, conceptList) sdg?: string[];
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(4)
  @Matches(/^ogp-value\//, conceptList)
  'ogp-value'?: string[];
  /** the activity's own status; left out where no source tells it */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1)
  @Matches(/^activity-status\//, conceptList)
  'activity-status'?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(1) @Matches(/^scale\//, conceptList) scale?: string[];
}

/** A label that somebody gave the record; separate from its state of review. */
export class LabelContent {
  @IsConceptOf('label') label!: string;
  @IsString() @MaxLength(300) issuer!: string;
  @IsOptional() @IsPartialDate() date?: PartialDate;
  @IsOptional() @IsWebAddress() url?: string;
}

/**
 * A record as one document: what a draft holds, what a version keeps, what publishing applies to the live tables.
 * `fields` is the kind's own part and validated by the kind. References to other records are their ids.
 */
export class RecordContent {
  @IsEnum(RecordKind) kind!: RecordKind;
  @Matches(SLUG) @MaxLength(120) slug!: string;
  @IsString() sourceLocale!: Locale;
  /** city, organisation or network that owns the record; left out for those three, which own themselves */
  @IsOptional() @IsRecordRef() owner?: string;
  @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) audience!: Audience[];
  /** where a reader finds the source that this was taken or retold from */
  @IsOptional() @IsWebAddress() sourceUrl?: string;
  /** SPDX id or name of the licence under which the record may be copied; left out where none is stated */
  @OptionalText(100) licence?: string;
  @IsOptional() @IsPartialDate() start?: PartialDate;
  @IsOptional() @IsPartialDate() end?: PartialDate;
  @IsArray()
  @ArrayMaxSize(20_000)
  @ValidateNested({ each: true })
  @Type(() => TextContent)
  texts!: TextContent[];
  @ValidateNested() @Type(() => ConceptsContent) concepts!: ConceptsContent;
  /** cities it happens in, ids */
  @IsArray() @ArrayUnique() @ArrayMaxSize(200) @IsRecordRef({ each: true }) cities!: string[];
  /** networks it is shown in, ids */
  @IsArray() @ArrayUnique() @ArrayMaxSize(50) @IsRecordRef({ each: true }) networks!: string[];
  /** whom to ask: ids of cities, organisations or contact cards, in order */
  @IsArray() @ArrayUnique() @ArrayMaxSize(20) @IsRecordRef({ each: true }) ask!: string[];
  @ListOf(() => LabelContent, 20) labels?: LabelContent[];
  /** the kind's own fields */
  @IsObject() fields!: JsonObject;
  /** a plan's actions, each a record of its own with this one as its plan */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => RecordContent)
  actions?: RecordContent[];
}
