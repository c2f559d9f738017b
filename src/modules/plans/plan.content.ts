import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { PartialDate } from '../../common/partial-date';
import {
  CostContent,
  FundingShareContent,
  IsConceptOf,
  IsItemId,
  IsPartialDate,
  IsRecordRef,
  IsWebAddress,
  ListOf,
  OptionalText,
} from '../records';

/** Text: `objectives.<id>.title`, `objectives.<id>.indicators`. */
export class PlanObjectiveContent {
  @IsItemId() id!: string;
  @OptionalText(40) code?: string;
}

/** Texts: `sections.<id>.title`, `sections.<id>.text`. */
export class PlanSectionContent {
  @IsItemId() id!: string;
  @IsOptional() @IsInt() @Min(1) pageFrom?: number;
  @IsOptional() @IsInt() @Min(1) pageTo?: number;
}

/** Who adopted the plan and when; left out as a whole where no source tells. */
export class AdoptionContent {
  @IsConceptOf('adoption-state') state!: string;
  @OptionalText() body?: string;
  @IsOptional() @IsPartialDate() date?: PartialDate;
  @OptionalText() reference?: string;
}

export class PlanDocumentContent {
  @IsString() @MaxLength(500) title!: string;
  @IsConceptOf('document-state') state!: string;
  @IsOptional() @IsString() locale?: string;
  @IsOptional() @IsWebAddress() url?: string;
}

/**
 * Texts: `title`, `summary`, `vision`, `localGroup`, `governance`, `risks`, `monitoring`, `funding`, and those of
 * its objectives and sections. Its actions stand beside it in the draft.
 */
export class PlanFields {
  @IsConceptOf('plan-kind') planKind!: string;
  /** the city's how-manieth plan of its kind */
  @IsOptional() @IsInt() @Min(1) ordinal?: number;
  @IsOptional() @IsRecordRef() supersedes?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsRecordRef({ each: true }) relatedPlans?: string[];
  /** `completeness/complete`, or `completeness/part` where only a part of the plan is known */
  @IsOptional() @IsConceptOf('completeness') completeness?: string;
  @ListOf(() => PlanObjectiveContent, 100) objectives?: PlanObjectiveContent[];
  @IsOptional() @ValidateNested() @Type(() => AdoptionContent) adoption?: AdoptionContent;
  @ListOf(() => PlanSectionContent, 300) sections?: PlanSectionContent[];
  @IsOptional() @ValidateNested() @Type(() => CostContent) totalCost?: CostContent;
  @ListOf(() => FundingShareContent, 20) funding?: FundingShareContent[];
  @ListOf(() => PlanDocumentContent, 50) documents?: PlanDocumentContent[];
}

/** Text: `milestones.<id>.title`. Due date and status stay out where the plan does not tell them. */
export class MilestoneContent {
  @IsItemId() id!: string;
  @IsOptional() @IsPartialDate() due?: PartialDate;
  @IsOptional() @IsConceptOf('activity-status') status?: string;
}

export class IndicatorReadingContent {
  @IsPartialDate() date!: PartialDate;
  @IsString() @MaxLength(100) value!: string;
}

/** Text: `indicators.<id>.title`. */
export class IndicatorContent {
  @IsItemId() id!: string;
  @OptionalText(60) unit?: string;
  @OptionalText(100) baseline?: string;
  @OptionalText(100) target?: string;
  @ListOf(() => IndicatorReadingContent, 200) readings?: IndicatorReadingContent[];
}

/** The measure of a wider policy that the action serves. */
export class PolicyLinkContent {
  @IsString() @MaxLength(300) document!: string;
  @IsString() @MaxLength(2000) measure!: string;
  @OptionalText(40) page?: string;
  @IsOptional() @IsWebAddress() url?: string;
}

/**
 * Texts: `title`, `summary`, `shortDescription`, `problem`, `statusQuo`, `description`, `contribution`, `vision`,
 * `risks`, `progress`, and those of its milestones and indicators. Values of open government are concepts
 * (`ogp-value`), its status is the concept `activity-status`; both stay out where the plan does not tell them.
 */
export class ActionFields {
  /** the plan's id; filled in when the plan is published */
  @IsOptional() @IsRecordRef() plan?: string;
  /** id of the plan's objective that it serves */
  @IsOptional() @IsItemId() objective?: string;
  @OptionalText(40) code?: string;
  @IsOptional() @IsInt() @Min(1) ordinal?: number;
  @IsConceptOf('action-kind') actionKind!: string;
  /** names as written */
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) leadDepartments!: string[];
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) externalLeads!: string[];
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) otherActors!: string[];
  @IsOptional() @ValidateNested() @Type(() => CostContent) cost?: CostContent;
  @IsOptional() @IsConceptOf('funding-status') fundingStatus?: string;
  @ListOf(() => FundingShareContent, 20) funding?: FundingShareContent[];
  @ListOf(() => PolicyLinkContent, 50) policyLinks?: PolicyLinkContent[];
  @ListOf(() => MilestoneContent, 200) milestones?: MilestoneContent[];
  @ListOf(() => IndicatorContent, 100) indicators?: IndicatorContent[];
  /** percent done as the source states it, 0–100 */
  @IsOptional() @IsNumber() @Min(0) progressPercent?: number;
}
