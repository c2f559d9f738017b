import { Type } from 'class-transformer';
import { IsInt, IsNumber, IsOptional, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
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

/** One piece of evidence. Texts: `evidence.<id>.claim`, `evidence.<id>.indicator`. */
export class EvidenceContent {
  @IsItemId() id!: string;
  @OptionalText(100) baseline?: string;
  @OptionalText(100) value?: string;
  @OptionalText(100) unit?: string;
  @IsOptional() @IsPartialDate() date?: PartialDate;
  @IsOptional() @IsConceptOf('evidence-kind') evidenceKind?: string;
  @OptionalText(500) source?: string;
  @IsOptional() @IsWebAddress() sourceUrl?: string;
}

/** A party with its part; `record` where the party is known, else its name as written. */
export class PracticePartnerContent {
  @IsOptional() @IsRecordRef() record?: string;
  @OptionalText() name?: string;
  @IsConceptOf('partner-role') role!: string;
}

/**
 * Texts: `title`, `summary`, `challenge`, `objectives`, `solution`, `participationApproach`, `steps`, `results`,
 * `successFactors`, `limitingFactors`, `whatDidNotWork`, `lessons`, `legalBackground`, `transferConditions`, and
 * those of its evidence. A list is one text with a line per item.
 */
export class PracticeFields {
  @IsConceptOf('practice-tier') tier!: string;
  @ListOf(() => EvidenceContent, 100) evidence?: EvidenceContent[];
  @IsOptional() @ValidateNested() @Type(() => CostContent) cost?: CostContent;
  @ListOf(() => FundingShareContent, 20) funding?: FundingShareContent[];
  /** full-time equivalents */
  @IsOptional() @IsNumber() @Min(0) staff?: number;
  /** persons */
  @IsOptional() @IsInt() @Min(0) volunteers?: number;
  /** persons */
  @IsOptional() @IsInt() @Min(0) participants?: number;
  @IsOptional() @IsConceptOf('recurrence') recurrence?: string;
  /** when somebody last said that it is still true */
  @IsOptional() @IsPartialDate() lastConfirmed?: PartialDate;
  @IsOptional() @IsRecordRef() leadOrganisation?: string;
  @ListOf(() => PracticePartnerContent, 100) partners?: PracticePartnerContent[];
  @IsOptional() @IsString() @MaxLength(300) sourceTitle?: string;
}
