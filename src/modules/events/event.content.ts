import { IsBoolean, IsInt, IsOptional, Min } from 'class-validator';
import { IsConceptOf, IsRecordRef, LinkContent, ListOf, OptionalText } from '../records';

/** Texts: `title`, `summary`, `aims`, `outputs`. Date and network stand on the record. */
export class EventFields {
  @IsConceptOf('event-kind') eventKind!: string;
  /** network or initiative that it belongs to */
  @IsOptional() @IsRecordRef() initiative?: string;
  /** absent where the source does not tell */
  @IsOptional() @IsBoolean() online?: boolean;
  /** name of the place as written */
  @OptionalText() place?: string;
  /** the how-manieth of its series */
  @IsOptional() @IsInt() @Min(1) edition?: number;
  /** persons */
  @IsOptional() @IsInt() @Min(0) participants?: number;
  @ListOf(() => LinkContent, 50) links?: LinkContent[];
}
