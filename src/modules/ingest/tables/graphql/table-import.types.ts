import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ImportFailureType } from '../../imports/graphql/import.types';
import { TableImportState } from '../runs/table-import.entity';
import { TableReportType } from './table.types';

registerEnumType(TableImportState, {
  name: 'TableImportState',
  description: 'QUEUED and RUNNING are under way; the rest is over. Only of what is DONE anything stays.',
});

@ObjectType('TableImport', { description: 'A table taken in as a job.' })
export class TableImportType {
  @Field(() => ID) id!: string;
  @Field(() => TableImportState) state!: TableImportState;
  @Field(() => Int, { description: 'rows that are written' }) done!: number;
  @Field(() => Int, { description: 'rows to be written; 0 where it is not known yet' }) total!: number;
  @Field(() => TableReportType, { nullable: true, description: 'once it is done' })
  report!: TableReportType | null;
  @Field(() => ImportFailureType, { nullable: true, description: 'why it failed' })
  failure!: ImportFailureType | null;
  @Field(() => Date) createdAt!: Date;
  @Field(() => Date, { nullable: true }) finishedAt!: Date | null;
}
