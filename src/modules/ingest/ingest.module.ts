import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContactsModule } from '../contacts';
import { DocumentsModule } from '../documents';
import { RecordsModule } from '../records';
import { ReviewModule } from '../review';
import { ConfirmService } from './imports/confirm/confirm.service';
import { ImportDrafting } from './imports/confirm/import-drafting';
import { DecisionsService } from './imports/decisions.service';
import { ImportCommandsResolver } from './imports/graphql/import-commands.resolver';
import { ImportResolver } from './imports/graphql/import.resolver';
import { ImportRunner } from './imports/import-runner';
import { ImportStore } from './imports/import-store';
import * as entities from './imports/import.entity';
import { ImportsService } from './imports/imports.service';
import { AddedValues } from './imports/missing/added-values.service';
import { ColumnNames } from './tables/column-names';
import { SourceCategoryResolver } from './tables/graphql/source-category.resolver';
import { TableImportResolver } from './tables/graphql/table-import.resolver';
import { TableResolver } from './tables/graphql/table.resolver';
import { TableExportService } from './tables/table-export.service';
import { TableFilesController } from './tables/table-files.controller';
import { TableImportEntity } from './tables/runs/table-import.entity';
import { TableImportRunner } from './tables/runs/table-import-runner';
import { TableImportsService } from './tables/runs/table-imports.service';
import { TableIntake } from './tables/table-intake.service';
import { TableOriginsQuery } from './tables/table-origins.query';
import { TablePlans } from './tables/table-plans';
import { TableWriter } from './tables/table-writer.service';
import { TablesService } from './tables/tables.service';
import { VocabularyModule } from '../vocabulary';
import { UnderstandingModule } from './understanding';

const ENTITIES = [
  entities.DocumentImportEntity,
  entities.ImportRecordEntity,
  entities.ImportValueEntity,
  entities.ImportPersonEntity,
  TableImportEntity,
];

/** From a document to drafts in review. */
@Module({
  imports: [
    RecordsModule,
    DocumentsModule,
    ContactsModule,
    ReviewModule,
    UnderstandingModule,
    VocabularyModule,
    TypeOrmModule.forFeature(ENTITIES),
  ],
  controllers: [TableFilesController],
  providers: [
    ImportsService,
    ImportStore,
    ImportRunner,
    DecisionsService,
    AddedValues,
    ConfirmService,
    ImportDrafting,
    ImportResolver,
    ImportCommandsResolver,
    TablesService,
    TablePlans,
    TableOriginsQuery,
    TableIntake,
    TableImportsService,
    TableImportRunner,
    TableImportResolver,
    SourceCategoryResolver,
    TableWriter,
    TableExportService,
    ColumnNames,
    TableResolver,
  ],
  exports: [
    ImportsService,
    DecisionsService,
    ConfirmService,
    TablesService,
    TableIntake,
    UnderstandingModule,
  ],
})
export class IngestModule {}
