import { ArrayMaxSize, IsArray, IsOptional, IsString } from 'class-validator';
import { IsRecordRef } from '../records';

/**
 * A contact card: what may be found of a person while consent is on file. Texts: `title` (the name), `summary`,
 * `role`. Addresses never stand here.
 */
export class ContactFields {
  @IsOptional() @IsRecordRef() organisation?: string;
  @IsOptional() @IsRecordRef() city?: string;
  /** BCP 47 tags */
  @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) spokenLanguages!: string[];
}
