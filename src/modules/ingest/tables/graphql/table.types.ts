import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { UserErrorInterface } from '../../../../platform/graphql';
import { TableMode } from '../runs/table-import.entity';
import { RowState } from '../table-check';
import { TableKind } from '../table-kinds';

registerEnumType(TableKind, { name: 'TableKind' });
registerEnumType(RowState, { name: 'TableRowState', description: 'REJECTED rows are never imported.' });

registerEnumType(TableMode, { name: 'TableMode' });

@ObjectType('TableColumnChoice', { description: 'A column that tables of a kind may have.' })
export class TableColumnChoiceType {
  @Field(() => String) key!: string;
  @Field(() => String, { description: "in the reader's language" }) label!: string;
  @Field(() => Boolean) isNeeded!: boolean;
}

@ObjectType('MappedTableColumn', { description: 'A column of a file and what it is taken for.' })
export class MappedTableColumnType {
  @Field(() => Int, { description: 'from 0' }) index!: number;
  @Field(() => String) header!: string;
  @Field(() => String, { nullable: true, description: 'key of our column; null: left out' }) column!:
    string | null;
  @Field(() => Float, { description: '0 to 1; 1 where somebody mapped the same columns before' })
  confidence!: number;
  @Field(() => [String], { description: 'the first filled cells' }) sample!: string[];
}

@ObjectType('TableMapping')
export class TableMappingType {
  @Field(() => [MappedTableColumnType]) columns!: MappedTableColumnType[];
  @Field(() => [TableColumnChoiceType]) choices!: TableColumnChoiceType[];
  @Field(() => Int, { description: 'rows below the names of the columns' }) rowCount!: number;
}

@ObjectType('TableCellChange')
export class TableCellChangeType {
  @Field(() => String) column!: string;
  @Field(() => String) before!: string;
  @Field(() => String) after!: string;
}

@ObjectType('TableRowProblem')
export class TableRowProblemType {
  @Field(() => String) column!: string;
  @Field(() => String, { description: 'stable; what software decides by' }) code!: string;
  @Field(() => String, { description: "in the reader's language" }) message!: string;
  @Field(() => String, { description: 'what stands in the cell, its beginning' }) words!: string;
}

@ObjectType('TableRowReport', { description: 'What a row of a table would do, or did.' })
export class TableRowReportType {
  @Field(() => Int, { description: 'as a spreadsheet numbers it' }) row!: number;
  @Field(() => RowState) state!: RowState;
  @Field(() => String) title!: string;
  @Field(() => ID, { nullable: true, description: 'the record that is there already' }) recordId!:
    string | null;
  @Field(() => [TableCellChangeType]) changes!: TableCellChangeType[];
  @Field(() => [TableRowProblemType]) problems!: TableRowProblemType[];
  @Field(() => [TableRowProblemType], {
    description:
      'cells that hold filler text, or a language that the site does not have; the row comes in without them',
  })
  leftOut!: TableRowProblemType[];
}

@ObjectType('TableReport')
export class TableReportType {
  @Field(() => Int) newCount!: number;
  @Field(() => Int) changedCount!: number;
  @Field(() => Int) unchangedCount!: number;
  @Field(() => Int) rejectedCount!: number;
  @Field(() => Int, { description: 'cells that rows come in without: see `leftOut`' }) leftOutCount!: number;
  @Field(() => Int, { description: 'drafts that were made; 0 in a dry run' }) draftCount!: number;
  @Field(() => [TableRowReportType], { description: 'rejected rows first, then the others; at most 1,000' })
  rows!: TableRowReportType[];
}

@ObjectType('TableRefusal', {
  implements: () => [UserErrorInterface],
  description:
    'Codes: TABLE_MISSING, TABLE_COLUMNS_MISSING, TABLE_ROWS_REFUSED, TABLE_MAPPING_INVALID, CONTENT_INVALID, FILE_… of reading, and those of review.',
})
export class TableRefusalType extends UserErrorInterface {}

export const TableReportResult = createUnionType({
  name: 'TableReportResult',
  types: () => [TableReportType, TableRefusalType] as const,
  resolveType: (value: TableReportType | TableRefusalType) =>
    value instanceof TableRefusalType ? TableRefusalType : TableReportType,
});

@InputType('TableColumnInput')
export class TableColumnInput {
  @Field(() => Int) @IsInt() @Min(0) @Max(1_000) index!: number;
  @Field(() => String, { nullable: true, description: 'key of our column; null: left out' })
  @IsOptional()
  @IsString()
  column!: string | null;
}
