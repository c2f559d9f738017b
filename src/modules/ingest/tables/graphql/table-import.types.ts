import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ImportFailureType } from '../../imports/graphql/import.types';
import { TableImportState } from '../runs/table-import.entity';
import { TableKind } from '../table-kinds';

registerEnumType(TableImportState, {
  name: 'TableImportState',
  description: 'QUEUED and RUNNING are under way; the rest is over. Only of what is DONE anything stays.',
});

@ObjectType('TableCounts', {
  description: 'What became of the rows of a table, and how many drafts were made.',
})
export class TableCountsType {
  @Field(() => Int) newCount!: number;
  @Field(() => Int) changedCount!: number;
  @Field(() => Int) unchangedCount!: number;
  @Field(() => Int) rejectedCount!: number;
  @Field(() => Int) draftCount!: number;
}

@ObjectType('TableImport', { description: 'A table taken in as a job.' })
export class TableImportType {
  @Field(() => ID) id!: string;
  @Field(() => TableImportState) state!: TableImportState;
  @Field(() => Int, { description: 'rows that are written' }) done!: number;
  @Field(() => Int, { description: 'rows to be written; 0 where it is not known yet' }) total!: number;
  documentId!: string;
  @Field(() => TableKind) kind!: TableKind;
  @Field(() => TableCountsType, { nullable: true, description: 'once it is done' })
  counts!: TableCountsType | null;
  @Field(() => ImportFailureType, { nullable: true, description: 'why it failed' })
  failure!: ImportFailureType | null;
  @Field(() => Date) createdAt!: Date;
  @Field(() => Date, { nullable: true }) finishedAt!: Date | null;
}
