import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Locale } from '../../common/locale';
import type { PartialDate } from '../../common/partial-date';
import {
  FundingShareContent,
  IsConceptOf,
  IsItemId,
  IsPartialDate,
  IsRecordRef,
  IsWebAddress,
  ListOf,
  OptionalText,
} from '../records';

/** A place's name in one language and the inflected forms under which texts and queries use it. */
export class ExonymContent {
  @IsString() locale!: Locale;
  @IsString() @MaxLength(200) name!: string;
  /** case forms, e.g. Genku, Genka; the name itself is not repeated */
  @IsArray() @ArrayMaxSize(40) @IsString({ each: true }) forms!: string[];
}

export class StatisticalCodeContent {
  @IsString() @MaxLength(20) code!: string;
  @IsInt() year!: number;
}

/** Inhabitants of this very unit; left out rather than another unit's figure. */
export class PopulationContent {
  @IsInt() @Min(0) count!: number;
  @IsInt() year!: number;
  @IsString() @MaxLength(300) source!: string;
}

/** Texts: `title`, `summary`. */
export class CityFields {
  @IsConceptOf('city-kind') cityKind!: string;
  /** ISO 3166-1 alpha-2 */
  @Matches(/^[A-Z]{2}$/) countryCode!: string;
  @ListOf(() => ExonymContent, 60) exonyms?: ExonymContent[];
  @IsOptional() @ValidateNested() @Type(() => StatisticalCodeContent) lau?: StatisticalCodeContent;
  @IsOptional() @ValidateNested() @Type(() => StatisticalCodeContent) nuts?: StatisticalCodeContent;
  @IsOptional() @ValidateNested() @Type(() => PopulationContent) population?: PopulationContent;
  /** WGS 84 degrees */
  @IsOptional() @IsLatitude() latitude?: number;
  @IsOptional() @IsLongitude() longitude?: number;
  /** BCP 47 tags of the languages the city works in */
  @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) languages!: string[];
  @IsOptional() @IsWebAddress() website?: string;
}

/** Texts: `title`, `summary`. */
export class OrganisationFields {
  @IsConceptOf('organisation-kind') organisationKind!: string;
  @IsOptional() @IsRecordRef() parent?: string;
  @IsOptional() @IsRecordRef() city?: string;
  @IsArray() @ArrayMaxSize(40) @IsString({ each: true }) alternativeNames!: string[];
  @IsOptional() @IsWebAddress() website?: string;
  /** a mailbox of the organisation, never of a person */
  @IsOptional() @IsEmail() functionalMailbox?: string;
}

export class BudgetContent {
  @IsNumber() @Min(0) amount!: number;
  @Matches(/^[A-Z]{3}$/) currency!: string;
  /** who stated it: a record's id */
  @IsOptional() @IsRecordRef() statedBy?: string;
}

/** A party's part in a network. Texts: `memberships.<id>.text`, `memberships.<id>.localGroup`. */
export class MembershipContent {
  @IsItemId() id!: string;
  @IsRecordRef() member!: string;
  @IsConceptOf('membership-role') role!: string;
  @IsOptional() @IsPartialDate() start?: PartialDate;
  @IsOptional() @IsPartialDate() end?: PartialDate;
  @IsArray() @ArrayMaxSize(20) @IsConceptOf('target-group', { each: true }) targetGroups!: string[];
  @IsOptional() @ValidateNested() @Type(() => BudgetContent) budget?: BudgetContent;
  @ListOf(() => FundingShareContent, 20) funding?: FundingShareContent[];
  /** the plan that the member makes in this network */
  @IsOptional() @IsRecordRef() plan?: string;
  @IsOptional() @IsWebAddress() localPage?: string;
}

/** Texts: `title`, `summary`, `objectives`, `funding`, and those of its memberships. */
export class NetworkFields {
  @IsConceptOf('network-kind') networkKind!: string;
  @IsOptional() @IsRecordRef() parent?: string;
  /** name of the funding programme, e.g. "URBACT IV" */
  @OptionalText() programme?: string;
  @IsBoolean() closed!: boolean;
  /** who may still correct and answer once it is closed */
  @IsOptional() @IsRecordRef() keeper?: string;
  @ListOf(() => FundingShareContent, 20) funding?: FundingShareContent[];
  @IsOptional() @IsWebAddress() website?: string;
  @ListOf(() => MembershipContent, 300) memberships?: MembershipContent[];
}
