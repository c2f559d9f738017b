import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isPartialDate, type PartialDate } from '../../../common/partial-date';

/** An id that an item keeps over all versions, so that its texts (`milestones.<id>.title`) stay its own. */
export const ITEM_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const IsItemId = (): PropertyDecorator => applyDecorators(Matches(ITEM_ID), MaxLength(80));

/** The id of another record; demo content may say `slug:<slug>`, which is resolved before it is validated. */
export const IsRecordRef = (options?: { each: boolean }): PropertyDecorator =>
  Matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, options);

/** A concept of one scheme: `<scheme>/<key>`. */
export const IsConceptOf = (scheme: string, options?: { each: boolean }): PropertyDecorator =>
  Matches(new RegExp(`^${scheme}/[a-z0-9]+(?:-[a-z0-9]+)*$`), options);

export const IsPartialDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPartialDate',
    validator: {
      validate: isPartialDate,
      defaultMessage: () => '$property must be a date such as 2024, 2024-04 or 2024-04-01',
    },
  });

export const IsWebAddress = (): PropertyDecorator =>
  applyDecorators(IsUrl({ protocols: ['http', 'https'], require_protocol: true }), MaxLength(2000));

/** A list of items that are validated one by one. */
export const ListOf = (type: () => new () => object, max = 500): PropertyDecorator =>
  applyDecorators(IsOptional(), IsArray(), ArrayMaxSize(max), ValidateNested({ each: true }), Type(type));

export const OptionalText = (max = 300): PropertyDecorator =>
  applyDecorators(IsOptional(), IsString(), MaxLength(max));

/** Money as a source states it. One bound alone is an exact or "about" figure. Amounts in whole currency units. */
export class CostContent {
  @IsOptional() @IsNumber() @Min(0) min?: number;
  @IsOptional() @IsNumber() @Min(0) max?: number;
  @Matches(/^[A-Z]{3}$/) currency!: string;
  @IsOptional() @IsNumber() @Min(1900) @Max(2200) priceYear?: number;
  @IsBoolean() approximate!: boolean;
}

/** One source of money and, where told, its share in percent of the whole. */
export class FundingShareContent {
  @IsConceptOf('funding-source') source!: string;
  @IsOptional() @IsNumber() @Min(0) @Max(100) share?: number;
  @OptionalText() note?: string;
}

export class LinkContent {
  @OptionalText() title?: string;
  @IsWebAddress() url!: string;
}

/** The period of an activity; either bound may be unknown. */
export class PeriodContent {
  @IsOptional() @IsPartialDate() start?: PartialDate;
  @IsOptional() @IsPartialDate() end?: PartialDate;
}
